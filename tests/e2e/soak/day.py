"""The day: who acts when, what disturbs them, and what is looked at after each round."""

from __future__ import annotations

import random
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Server, watch
from tests.e2e.soak.desk import File
from tests.e2e.soak.gauges import Sample, grown, sample, workers
from tests.e2e.soak.person import LabPerson, Person
from tests.notebooks import model

GUARDED = "%load_ext mlsec_nb\n%mlsec guard on --outputs mask\nimport pickle"
PLAIN = "import pickle"
STALL_SECONDS = 2.0

Pages = tuple[Page, Page]

COMMON = {"type_lines": 8, "run": 3, "save_and_compare": 3, "go": 2, "explain": 1, "filter": 1}
RARE = {"checklist": 1, "restart_kernel": 1}
LAB = {"switch": 3, "close": 1, "rename": 1}


@contextmanager
def desks(browser: Browser) -> Iterator[tuple[Pages, list[str]]]:
    """A page in each of two browsers that share nothing, and the errors of ours that both will have shown."""
    contexts = [browser.new_context(viewport={"width": 1400, "height": 900}) for _ in range(2)]
    errors: list[str] = []
    first, second = (context.new_page() for context in contexts)
    for page in (first, second):
        watch(page, errors)
    yield (first, second), errors
    for context in contexts:
        context.close()


class Day:
    """Two people, three notebooks; one of the notebooks is open in both browsers."""

    def __init__(self, server: Server, pages: Pages, seed: int) -> None:
        server.configure("@jupyterlab/docmanager-extension:plugin", autosave=False)
        self.server, self.pages = server, pages
        self.random = random.Random(seed)
        own = self._file("own.ipynb", GUARDED, "a = 1", "b = 2")
        other = self._file("other.ipynb", PLAIN, "c = 3")
        shared = self._file("shared.ipynb", PLAIN, "d = 4", "e = 5")
        self.ann = LabPerson("ann", pages[0], server, [own, other, shared], seed)
        self.ben = Person("ben", pages[1], server, [shared], seed)
        self.process = psutil.Process(server.process.pid)

    def _file(self, name: str, *cells: str) -> File:
        self.server.write_notebook(name, model(*cells))
        return File(self.server.work / name, list(cells))

    def start(self) -> None:
        self.ann.start("lab/tree")
        self.ben.start("notebooks")

    def rounds(self, seconds: float, *, acts: int) -> Iterator[Sample]:
        """Work until the time is over; after each round all is saved, compared and measured."""
        end = time.monotonic() + seconds
        while True:
            for _ in range(acts):
                self.act()
            self.settle()
            yield sample(self.process, list(self.pages))
            if time.monotonic() >= end:
                return

    def act(self) -> None:
        person = self.random.choice([self.ann, self.ann, self.ben])
        choices = {**COMMON, **RARE, **(LAB if person is self.ann else {})}
        (name,) = self.random.choices(list(choices), list(choices.values()))
        try:
            if self.random.random() < 0.08:
                self.disturb(person)
            getattr(person, name)()
        except Exception as error:
            raise AssertionError(f"{person.name}: {name}, after {dict(person.done)}") from error
        person.done[name] += 1

    def disturb(self, person: Person) -> None:
        """Take the server away for a moment, or the process that scans for good; somebody types on."""
        kind = self.random.choice(["stall", "offline", "worker"])
        if kind == "stall":
            self.process.send_signal(signal.SIGSTOP)
            person.type_lines()
            time.sleep(STALL_SECONDS)
            self.process.send_signal(signal.SIGCONT)
        elif kind == "offline":
            person.page.route("**/*", lambda route: route.abort())
            person.type_lines()
            person.page.wait_for_timeout(1000 * STALL_SECONDS)
            person.page.unroute_all()
        else:
            for worker in workers(self.process):
                worker.kill()
            person.type_lines()
        person.done[kind] += 1

    def settle(self) -> None:
        """Save everything, and compare the panel with the files."""
        for file in self.ann.files:
            self.ann.show(file)
            self.ann.save_and_compare()
            self.ann.compare_findings()
        self.ben.save_and_compare()
        self.ben.compare_findings()

    def verdict(self, samples: list[Sample], *, acts: int) -> list[str]:
        """What the log and the gauges hold against us."""
        log = self.server.log.read_text()
        marked = [line for line in log.splitlines() if "mlsec" in line and ("[E" in line or "[W" in line)]
        traced = [line for line in log.splitlines() if re.match(r'\s+File ".*/mlsec_nb/', line)]
        # a worker that was killed was gone, and had forgotten what it knew: that is meant
        ours = [line for line in marked if not re.search(" (409|503) POST ", line)] + traced
        # jupyter_server 2.21 takes what arrives on a connection that was just closed, as by a restart of the
        # kernel, for a message of another protocol, and then allocates gigabytes
        flooded = ["server"] if "in deserialize_binary_message" in log else []
        return ours + grown(samples[0], samples[-1], acts=acts * (len(samples) - 1), without=flooded)
