"""Every page that we write, in a real browser: hostile text stays text, with the policy and without it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from mlsec_nb.frontends.cli import main
from tests.hostile.conftest import SCALE
from tests.hostile.payloads import PAYLOADS
from tests.hostile.places import notebook, write

POLICY = re.compile(r"<meta http-equiv=\"?Content-Security-Policy[^>]*>", re.IGNORECASE)
TOGETHER = (
    ("element", "attribute", "quoted", "svg", "link", "entity"),
    ("script", "markdown", "remote"),
    ("cdata", "template", "noise"),
)
"""Payloads that do not hide each other; a page with many costs what a page with one does."""

MANY = {"+".join(names): "".join(PAYLOADS[name] for name in names) for names in TOGETHER}
if SCALE > 1:
    MANY |= PAYLOADS

TOUCH = """() => {
  const links = [];
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      const active = name.startsWith('on') || /^\\s*(javascript|data:text)/i.test(value);
      const leads = ['href', 'src', 'srcdoc', 'action', 'formaction', 'xlink:href'].includes(name);
      if (active && leads || name.startsWith('on'))
        links.push(`${element.tagName} ${name}=${value}`);
    }
    for (const kind of ['mouseover', 'focus', 'toggle']) element.dispatchEvent(new Event(kind));
    if (element.tagName === 'DETAILS') element.open = true;
  }
  return links;
}"""


class Visitor:
    """Opens pages, touches everything in them, and notes what ran or was fetched."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context()
        self._page = self._context.new_page()
        self.fired: list[str] = []
        self._page.expose_function("canary", lambda *_: self.fired.append(f"ran in {self._page.url}"))
        self._page.on("dialog", lambda dialog: (self.fired.append("dialog"), dialog.dismiss()))
        self._page.on("request", self._note)

    def _note(self, request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.fired.append(f"fetched {request.url}")

    def visit(self, path: Path) -> None:
        self._page.goto(path.as_uri())
        active = self._page.evaluate(TOUCH)
        self._page.wait_for_timeout(30)
        self.fired += [f"{path.name}: {each}" for each in active]

    def close(self) -> None:
        self._context.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    visitor = Visitor(browser)
    yield visitor
    visitor.close()


def pages(folder: Path, text: str) -> Iterator[tuple[str, str]]:
    """Name and HTML of everything that can be made of a hostile project."""
    from mlsec_nb import checklist, scan
    from mlsec_nb.frontends.magics.view import ScanView
    from mlsec_nb.report.contents import read_contents, to_html

    main(["scan", ".", "--no-cache", "--quiet", "--format", "html", "--output", "out/report.html"])
    main(["scan", ".", "--no-cache", "--quiet", "--format", "site", "--output", "out/site"])
    main(["checklist", "--quiet", "--format", "html", "--output", "out/checklist.html"])
    yield from ((str(path), path.read_text("utf-8")) for path in sorted(Path("out").rglob("*.html")))
    found = scan(str(folder / "plain.ipynb"))
    yield "result", found._repr_html_()
    yield "magic", ScanView.of(found, note=text, warning=text).render("fragment")
    yield "members", to_html(read_contents(folder / "members.pt"))
    yield "pickle", to_html(read_contents(folder / "model.pkl"))
    yield "checklist", checklist()._repr_html_()


def visit(visitor: Visitor, folder: Path, html: dict[str, str], tried: Callable[..., None]) -> None:
    """Open each page as it is, and once more without its policy: escaping has to hold by itself."""
    for number, text in enumerate(html.values()):
        for kind, content in (("kept", text), ("open", POLICY.sub("", text))):
            path = folder / f"{number}.{kind}.html"
            path.write_text(
                f"<!doctype html><meta charset=utf-8>{content}" if "<html" not in content else content,
                "utf-8",
            )
            visitor.visit(path)
            tried()
    assert visitor.fired == []


@pytest.mark.parametrize("payload", MANY.values(), ids=MANY)
def test_canary_is_silent_in_reports(
    payload: str,
    visitor: Visitor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tried: Callable[..., None],
) -> None:
    place = tmp_path / "place"
    (place / "out").mkdir(parents=True)
    monkeypatch.chdir(place)
    write(place, payload)
    html = dict(pages(place, payload))
    assert any("out/site/notebooks" in name for name in html)
    assert "canary" in html["out/report.html"] or "evil" in html["out/report.html"]
    visit(visitor, tmp_path, html, tried)


def test_canary_is_silent_in_what_nbconvert_writes(
    visitor: Visitor, tmp_path: Path, tried: Callable[..., None]
) -> None:
    from mlsec_nb.frontends.nbconvert import MlsecExporter

    html = {}
    for name, payload in PAYLOADS.items():
        path = tmp_path / f"{name}.ipynb"
        path.write_text(json.dumps(notebook(payload)), "utf-8")
        html[name], _ = MlsecExporter().from_filename(str(path))
    visit(visitor, tmp_path, html, tried)


def test_canary_is_silent_in_profiles(visitor: Visitor, tmp_path: Path, tried: Callable[..., None]) -> None:
    import numpy as np
    import pandas as pd
    from sklearn.dummy import DummyClassifier

    from mlsec_nb import profile_dataset, profile_model

    words = list(PAYLOADS.values())
    labels = np.resize(words[:2], 120)
    rows = np.random.default_rng(0).normal(size=(120, 2))
    table = pd.DataFrame({word: np.resize(words, 120) for word in words}).assign(y=labels)
    model = type(words[0], (DummyClassifier,), {"__module__": words[1]})().fit(rows, labels)
    html = {
        "dataset": profile_dataset(table, target="y", budget=6).to_html(),
        "cell": profile_dataset(table[words[:3]], budget=2)._repr_html_(),
        "model": profile_model(model, rows, labels, rows, labels, budget_seconds=4).to_html(),
    }
    visit(visitor, tmp_path, html, tried)
