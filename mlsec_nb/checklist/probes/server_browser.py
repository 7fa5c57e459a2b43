"""What the Jupyter server tells browsers to refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mlsec_nb.checklist.marks import Mark, mark, observe
from mlsec_nb.checklist.model import Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.servers import absent, proxied, servers
from mlsec_nb.checklist.situation import Situation

EXACT = re.compile(r"\^?https?://[\w.\\:/-]{1,200}\$?")
"""A pattern of origins that fits one host: every dot of it is escaped, and nothing repeats."""


def look(situation: Situation) -> Observation:
    """Look at origins, forged requests, framing and the sandbox of outputs; only the settings tell."""
    seen = servers(situation)
    if not seen:
        return absent(situation)
    exact = [server for server in seen if server.exact]
    if not exact:
        return not_looked(
            "The server's runtime file does not say: look from the panel, or enable the server extension."
        )
    traits = exact[0].traits
    marks = [*_origins(traits), *_requests(traits), *_framing(traits)]
    if traits.get("ServerApp.trust_xheaders") and not proxied(situation):
        says = "forwarded headers are trusted, and no proxy is declared"
        marks.append(_mark(Outcome.ATTENTION, says, "ServerApp.trust_xheaders"))
    return observe(marks, good="No protection of the browser is weakened.", subject="server")


def _origins(traits: Mapping[str, Any]) -> Iterator[Mark]:
    origin, pattern = (
        traits.get("ServerApp.allow_origin"),
        str(traits.get("ServerApp.allow_origin_pat") or ""),
    )
    if origin == "*":
        yield _mark(Outcome.FAIL, "every origin is allowed", "ServerApp.allow_origin")
    if pattern and not _one_host(pattern):
        yield _mark(Outcome.ATTENTION, "a pattern allows many origins", "ServerApp.allow_origin_pat")
    if traits.get("ServerApp.allow_credentials") and (origin or pattern):
        yield _mark(Outcome.ATTENTION, "other origins may send cookies", "ServerApp.allow_credentials")


def _one_host(pattern: str) -> bool:
    return bool(EXACT.fullmatch(pattern)) and "." not in re.sub(r"\\.", "", pattern)


def _requests(traits: Mapping[str, Any]) -> Iterator[Mark]:
    if traits.get("ServerApp.disable_check_xsrf"):
        yield _mark(Outcome.FAIL, "requests are not checked for forgery", "ServerApp.disable_check_xsrf")
    if traits.get("ServerApp.nbconvert_csp_sandbox") is False:
        yield _mark(Outcome.FAIL, "converted notebooks are not sandboxed", "ServerApp.nbconvert_csp_sandbox")


def _framing(traits: Mapping[str, Any]) -> Iterator[Mark]:
    """The content security policy that replaces the server's own, if there is one."""
    headers = {str(k).lower(): str(v) for k, v in (traits.get("headers") or {}).items()}
    policy = headers.get("content-security-policy")
    if policy is None:
        return
    rules = [rule.split() for rule in policy.lower().split(";")]
    ancestors = next((rule[1:] for rule in rules if rule[:1] == ["frame-ancestors"]), None)
    ref = "ServerApp.tornado_settings"
    if ancestors is None or {"*", "http:", "https:"} & set(ancestors):
        yield _mark(Outcome.FAIL, "any page may show the server in a frame", ref)
    elif any("*" in source for source in ancestors):
        yield _mark(Outcome.ATTENTION, "pages of many hosts may show the server in a frame", ref)


def _mark(outcome: Outcome, says: str, trait: str) -> Mark:
    return mark(outcome, says, kind="setting", ref=trait)


PROBES = (
    Probe(
        id="server.browser_protection",
        title="What browsers are told to refuse",
        look=look,
        needs=frozenset({"server"}),
    ),
)
