"""A page of JupyterLab that is touched everywhere, and what in it came from the bait."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server
from tests.e2e.lab import Lab

OURS = "#mlsec-panel, .jp-Dialog, .Toastify, .cm-tooltip, .mlsec-app, .jp-Toolbar, .lm-Menu"
"""Where we, or a front end in our name, show text of others."""

TOUCH = """parts => {
  for (const part of document.querySelectorAll(parts))
    for (const element of [part, ...part.querySelectorAll('*')])
      for (const kind of ['mouseover', 'mouseenter', 'focus', 'toggle', 'pointerover'])
        element.dispatchEvent(new Event(kind));
}"""
INJECTED = """parts => {
  const found = [];
  const leads = ['href', 'src', 'srcdoc', 'action', 'formaction', 'xlink:href'];
  for (const part of document.querySelectorAll(parts))
    for (const element of part.querySelectorAll('*')) {
      if (/^(script|iframe|base|animate|math|mglyph|object|embed|x)$/i.test(element.tagName))
        found.push(element.outerHTML.slice(0, 200));
      for (const { name, value } of element.attributes) {
        const runs = leads.includes(name) && /^\\s*(javascript:|data:text|(https?:)?\\/\\/evil)/i.test(value);
        if (runs || (name.startsWith('on') && value.includes('canary')) || (name === 'src' && value === 'x'))
          found.push(element.outerHTML.slice(0, 200));
      }
    }
  return found;
}"""
UNFOLD = """selector => {
  const folded = [...document.querySelectorAll(selector)];
  folded.forEach(each => each.click());
  return folded.length;
}"""


class Lure(Lab):
    """A page that notes what ran, what was fetched from elsewhere, and which markup came to life."""

    def __init__(self, page: Page, server: Server) -> None:
        super().__init__(page, server)
        expect.set_options(timeout=60_000)  # these pages are large
        self.fired: list[str] = []
        page.expose_function("canary", lambda *_: self.fired.append("ran"))
        page.on("dialog", lambda dialog: (self.fired.append("dialog"), dialog.dismiss()))

    def watch_requests(self) -> None:
        """Requests to elsewhere count from now on: JupyterLab shows remote pictures of saved outputs."""
        self.page.on("request", self._note)

    def _note(self, request) -> None:
        own = f"http://127.0.0.1:{self.server.port}/"
        if not request.url.startswith((own, own.replace("http", "ws"), "data:", "blob:")):
            self.fired.append(f"fetched {request.url}")

    def look(self, parts: str = OURS) -> None:
        """Touch all that we show now; nothing of it may be alive."""
        self.page.evaluate(TOUCH, parts)
        self.fired += self.page.evaluate(INJECTED, parts)
        assert not self.fired, self.fired[:8]

    def unfold(self, selector: str) -> int:
        """Click everything of a kind; how much there was."""
        return self.page.evaluate(UNFOLD, selector)

    def says(self, place: str, words: Iterable[str]) -> int:
        """How many of the words a place shows as the text that they are; none would be a test of nothing."""
        shown = "\n".join(self.page.locator(place).all_inner_texts())
        count = sum(word.split("\n")[0][:30] in shown for word in words)
        assert count, f"no bait in {place}"
        return count
