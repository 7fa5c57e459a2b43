"""HTML of a profile: escaped by default, nothing is loaded from anywhere, no script."""

from __future__ import annotations

import base64
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from mlsec_nb.core.finding import Severity
from mlsec_nb.profile.answer import Answer
from mlsec_nb.profile.page.view import View, harmless, view_of, views
from mlsec_nb.profile.plots.draw import as_png, draw, has_figure
from mlsec_nb.profile.result import Profile

if TYPE_CHECKING:
    from jinja2 import Environment

MOST_FIGURES = 6
"""In a cell's output: those of the worst findings. The page has all."""

DPI = 80


def page(profile: Profile) -> str:
    """The whole page, with every figure."""
    from markupsafe import Markup

    shown = [_drawn(view, profile.kind) for view in views(profile)]
    inside = Markup(_fragment(profile, shown))  # noqa: S704 - made by a template that escapes
    return _environment().get_template("page.html").render(profile=profile, inside=inside)


def fragment(profile: Profile) -> str:
    """What a cell's output shows: figures of the worst findings only."""
    shown = views(profile)
    first = [_drawn(view, profile.kind) for view in shown[:MOST_FIGURES] if view.findings]
    return _fragment(profile, [*first, *shown[len(first) :]])


def body(answer: Answer) -> str:
    """The numbers, listings, method and limits of one answer, without its findings and figure."""
    return _environment().get_template("body.html").render(view=view_of(answer))


def _fragment(profile: Profile, shown: list[View]) -> str:
    environment = _environment()
    template = environment.get_template("body.html")

    def render_body(view: View) -> str:
        from markupsafe import Markup

        return Markup(template.render(view=view))  # noqa: S704 - made by a template that escapes

    severities = [finding.severity for finding in profile.findings]
    counts = [(level.label, severities.count(level)) for level in sorted(Severity, reverse=True)]
    return environment.get_template("fragment.html").render(
        profile=profile,
        style=_style(),
        counts=[(label, count) for label, count in counts if count],
        found=[view for view in shown if view.findings],
        quiet=[view for view in shown if not view.findings],
        body=render_body,
    )


def _drawn(view: View, kind: str) -> View:
    """The view with its figure; one that cannot be drawn costs the figure."""
    if not has_figure(view.answer, kind):
        return view
    try:
        drawn = as_png(draw(view.answer, kind), DPI)
    except Exception:
        return view
    return replace(view, figure=base64.b64encode(drawn).decode())


@lru_cache(maxsize=1)
def _style() -> str:
    return (files("mlsec_nb.profile.page") / "templates" / "profile.css").read_text("utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """The templates' environment, in which printing text means escaping it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("mlsec_nb.profile.page"),
        autoescape=True,
        finalize=lambda value: harmless(value) if type(value) is str and "\n" not in value else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
