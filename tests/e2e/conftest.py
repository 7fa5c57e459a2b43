"""A real Jupyter server (token on, loopback only) and a real browser.

They end with this package: while the browser is driven, its event loop runs in this thread, and the
asynchronous tests of other folders could not start theirs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat.v4 as v4
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.frontends.kernels import free_port

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
START_SECONDS = 90


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("e2e")


class Server:
    """``jupyter notebook``, which serves JupyterLab too, with every Jupyter folder under ``root``."""

    def __init__(self, root: Path) -> None:
        self.settings = root / "settings"
        self.work = root / "work"
        self.work.mkdir()
        self.token = os.urandom(16).hex()
        self.log = root / "server.log"
        self.port = free_port()
        command = [sys.executable, "-m", "jupyter", "notebook", "--no-browser", "--allow-root"]
        command += ["--ip=127.0.0.1", f"--port={self.port}", "--ServerApp.port_retries=0"]
        command += [f"--IdentityProvider.token={self.token}", f"--ServerApp.root_dir={self.work}"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, env=_environment(root), stdout=log, stderr=subprocess.STDOUT
            )

    def url(self, path: str) -> str:
        # reset: the workspace of the test before would bring its tabs back
        return f"http://127.0.0.1:{self.port}/{path}?token={self.token}&reset"

    def add_notebook(self, name: str, *sources: str) -> None:
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = v4.new_notebook(
            cells=[v4.new_code_cell(source) for source in sources], metadata={"kernelspec": kernel}
        )
        (self.work / name).write_text(v4.writes(notebook))

    def write_notebook(self, name: str, content: dict[str, Any]) -> None:
        """A notebook as ``tests.notebooks.model`` makes it, as if this server's kernel had saved it."""
        language = {
            "codemirror_mode": {"name": "ipython", "version": 3},
            "file_extension": ".py",
            "mimetype": "text/x-python",
            "name": "python",
            "nbconvert_exporter": "python",
            "pygments_lexer": "ipython3",
            "version": sys.version.split()[0],
        }
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        content["metadata"] |= {"kernelspec": kernel, "language_info": language}
        (self.work / name).write_text(json.dumps(content))

    def configure(self, plugin: str, **settings: Any) -> None:
        """Set what a user has set; pages that are opened afterwards follow it."""
        package, _, name = plugin.partition(":")
        path = self.settings / package / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))

    def stop_kernel(self, name: str) -> None:
        """End the kernel of a notebook."""
        for session in json.load(urllib.request.urlopen(self.url("api/sessions"))):
            if session["path"] == name:
                url = self.url(f"api/sessions/{session['id']}")
                urllib.request.urlopen(urllib.request.Request(url, method="DELETE")).close()

    def wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                urllib.request.urlopen(self.url("api/status"), timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"The server did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def _environment(root: Path) -> dict[str, str]:
    """Nothing of the user's own Jupyter, and no question about news on the first start."""
    news = root / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    news.parent.mkdir(parents=True)
    news.write_text(json.dumps({"fetchNews": "false", "checkForUpdates": False}))
    folders = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    return {**os.environ, **{name: str(root / folder) for name, folder in folders.items()}}


def chromium(playwright: Playwright) -> str | None:
    """The system's browser, else the one that Playwright has installed."""
    own = playwright.chromium.executable_path
    return next(filter(None, map(shutil.which, BROWSERS)), own if Path(own).exists() else None)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = chromium(playwright)
        if path is None:
            missing = "no Chromium here; see .ci/browser"
            if os.environ.get("MLSEC_REQUIRE_BROWSER"):
                pytest.fail(missing)
            pytest.skip(missing)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("jupyter"))
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@pytest.fixture
def configured(server: Server) -> Iterator[Callable[..., None]]:
    """Set the settings of the panel for one test."""
    yield lambda **settings: server.configure("mlsec-nb:panel", **settings)
    server.configure("mlsec-nb:panel")


def watch(page: Page, errors: list[str]) -> None:
    """Note the errors that the console of a page shows from now on and that are ours."""
    page.set_default_timeout(30_000)
    expect.set_options(timeout=20_000)

    def note(text: str, origin: str) -> None:
        # Notebook 7 throws on its own pages, with this extension disabled too; a refusal is meant
        refused = text.startswith("Failed to load resource") or "mlsec_nb did not save" in text
        if "mlsec" in text + origin and not refused:
            errors.append(text)

    page.on("console", lambda m: note(m.text, m.location["url"]) if m.type == "error" else None)
    page.on("pageerror", lambda error: note(str(error), error.stack or ""))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; the test fails when the console shows an error that is ours."""
    context: BrowserContext = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    watch(page, errors)
    yield page
    if folder := os.environ.get("MLSEC_SCREENSHOTS"):
        name = os.environ["PYTEST_CURRENT_TEST"].split("::")[-1].split(" ")[0]
        page.screenshot(path=Path(folder) / f"{name}.png")
    context.close()
    assert errors == []
