"""A small service that speaks OSV's protocol, on this machine."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def record(
    identity: str, package: str, *, fixed: str = "", severity: str = "HIGH", **more: Any
) -> dict[str, Any]:
    """A record about every version of a package, up to ``fixed``."""
    events = [{"introduced": "0"}, *([{"fixed": fixed}] if fixed else [])]
    about = {
        "package": {"ecosystem": "PyPI", "name": package},
        "ranges": [{"type": "ECOSYSTEM", "events": events}],
    }
    said = {"id": identity, "modified": "2026-11-21T08:00:00Z", "affected": [about]}
    return {**said, **({"database_specific": {"severity": severity}} if severity else {}), **more}


class Osv:
    """Answers from ``records``, one record a page; ``asked`` keeps the bodies of requests."""

    def __init__(self, *records: dict[str, Any], delay: float = 0.0) -> None:
        self.records = records
        self.delay = delay
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.url = ""

    def answer(self, route: str, body: dict[str, Any]) -> dict[str, Any]:
        self.asked.append((route, body))
        time.sleep(self.delay)
        if route == "/v1/querybatch":
            found = (self.about(query) for query in body["queries"])
            return {"results": [{"vulns": [{"id": r["id"]} for r in each]} if each else {} for each in found]}
        page = int(body.get("page_token", "0"))
        found = self.about(body)
        more = {"next_page_token": str(page + 1)} if page + 1 < len(found) else {}
        return {"vulns": found[page : page + 1], **more}

    def about(self, query: dict[str, Any]) -> list[dict[str, Any]]:
        name = query["package"]["name"]
        return [r for r in self.records if r["affected"][0]["package"]["name"] == name]


@contextmanager
def serving(osv: Osv) -> Iterator[Osv]:
    """Run the service on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            content = json.dumps(osv.answer(self.path, body)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    osv.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield osv
    finally:
        server.shutdown()
        server.server_close()
