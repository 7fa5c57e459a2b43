"""Asking OSV's service (https://google.github.io/osv.dev/api/), and remembering what it answered.

Names and versions of installed packages are sent, nothing else; and only when the network is allowed.
"""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from mlsec_nb._version import __version__
from mlsec_nb.checklist.advisories.records import ECOSYSTEM, Advisory, read_record
from mlsec_nb.checklist.advisories.snapshot import Found
from mlsec_nb.core.files import write_atomically
from mlsec_nb.core.finding import Severity

SERVICE = "https://api.osv.dev"
VARIABLE = "MLSEC_OSV_URL"
"""Names another service with the same interface; no file of a project can."""

SCHEMA = "mlsec-nb/advisories/v1"
BATCH = 1_000
MOST_PAGES = 10
MOST_BYTES = 32 * 1024 * 1024
TIMEOUT = 10.0

Json = dict[str, Any]


class Service:
    """The service and the file that keeps its last answer.

    Parameters
    ----------
    url
        Where the service is.
    cache
        The file for its answers.
    """

    def __init__(self, url: str, cache: Path) -> None:
        if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
            raise ValueError("the service is to be reached over https")
        self.url = url.rstrip("/")
        self.cache = cache
        self.error = ""

    def refresh(self, versions: Mapping[str, str], *, seconds: float) -> bool:
        """Ask about these packages; whether the answer came within ``seconds``. A later one is kept, too."""
        done = threading.Event()

        def ask() -> None:
            try:
                self._keep(versions, list(self._ask(versions)))
                self.error = ""
            except (OSError, ValueError, KeyError, TypeError) as error:
                self.error = type(error).__name__
            finally:
                done.set()

        threading.Thread(target=ask, name="mlsec-advisories", daemon=True).start()
        return done.wait(seconds) and not self.error

    def kept(self, versions: Mapping[str, str]) -> Found | None:
        """The last answer, if it was about all of these packages."""
        try:
            said = json.loads(self.cache.read_bytes())
            if said["schema"] != SCHEMA or not versions.items() <= said["packages"].items():
                return None
            advisories = [_from_json(each) for each in said["advisories"]]
            as_of = datetime.fromisoformat(said["at"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        fitting = tuple(each for each in advisories if versions.get(each.package) == each.version)
        return Found(advisories=fitting, as_of=as_of)

    def _ask(self, versions: Mapping[str, str]) -> Iterator[Advisory]:
        pairs = list(versions.items())
        for start in range(0, len(pairs), BATCH):
            part = pairs[start : start + BATCH]
            answer = self._post("/v1/querybatch", {"queries": [_query(*pair) for pair in part]})
            for (name, version), each in zip(part, answer["results"], strict=True):
                if each and each.get("vulns"):
                    yield from self._about(name, version)

    def _about(self, name: str, version: str) -> Iterator[Advisory]:
        query = _query(name, version)
        for _ in range(MOST_PAGES):
            answer = self._post("/v1/query", query)
            for record in answer.get("vulns", ()):
                if advisory := read_record(record, name, version):
                    yield advisory
            if not answer.get("next_page_token"):
                return
            query = {**query, "page_token": answer["next_page_token"]}

    def _post(self, route: str, content: Json) -> Json:
        request = urllib.request.Request(  # noqa: S310 - https, or this machine
            self.url + route,
            data=json.dumps(content).encode(),
            headers={"Content-Type": "application/json", "User-Agent": f"mlsec-nb/{__version__}"},
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - https, or a setting
            found = json.loads(answer.read(MOST_BYTES))
        if not isinstance(found, dict):
            raise ValueError("the service answered with something else")
        return found

    def _keep(self, versions: Mapping[str, str], advisories: Iterable[Advisory]) -> None:
        content = {
            "schema": SCHEMA,
            "at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
            "packages": dict(versions),
            "advisories": [_to_json(each) for each in advisories],
        }
        self.cache.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(self.cache, json.dumps(content, indent=1))


def _query(name: str, version: str) -> Json:
    return {"package": {"name": name, "ecosystem": ECOSYSTEM}, "version": version}


def _to_json(advisory: Advisory) -> Json:
    severity = advisory.severity.label if advisory.severity is not None else None
    return {**asdict(advisory), "aliases": sorted(advisory.aliases), "severity": severity}


def _from_json(said: Json) -> Advisory:
    severity = Severity.parse(said["severity"]) if said["severity"] is not None else None
    return Advisory(**{**said, "aliases": frozenset(said["aliases"]), "severity": severity})
