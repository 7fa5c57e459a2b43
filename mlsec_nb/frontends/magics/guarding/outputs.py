"""Masks known values in everything that a kernel sends, or a terminal shows.

All that a front end is told goes through the ``send`` of one session: streams, displays, results,
errors, comms. What a program in a child process prints goes through the streams as well.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING, Any, TextIO

from mlsec_nb.frontends.magics.servers import keep_unsaved
from mlsec_nb.guard.outputs import Matcher, Stream
from mlsec_nb.guard.values import Known, named_values
from mlsec_nb.options import load_options

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

MASKED = frozenset(
    """
    display_data update_display_data execute_result error execute_reply comm_open comm_msg inspect_reply
    """.split()
)
"""Kinds of messages that show something; the input that a kernel repeats is the author's own text."""

PATIENCE = 0.5
"""Seconds after which a possible start of a value is shown when nothing follows."""

MOST_STREAMS = 64

Message = dict[str, Any]


class Watched:
    """What the hooks of a kernel and of a terminal share: the values, the matcher, and what was seen.

    Parameters
    ----------
    shell
        Whose variables are looked at.
    mode
        ``warn``, ``mask``, or ``unsaved``: the server masks in what it saves what is shown here.

    Attributes
    ----------
    mask
        Whether values are masked; in the mode ``unsaved`` if no server takes them.
    """

    def __init__(self, shell: InteractiveShell, *, mode: str) -> None:
        self._shell = shell
        self._mode = mode
        self.known = Known()
        self.seen: set[str] = set()
        self.news: set[str] = set()
        self._salt = load_options().salt
        self._matcher = Matcher({})
        self._told: set[str] = set()
        self.mask = mode == "mask" or (mode == "unsaved" and not keep_unsaved(shell, {}, self._salt))

    def matcher(self) -> Matcher:
        """The matcher of all values that are known now, those of this very moment included."""
        try:
            changed = self.known.learn(named_values(self._shell.user_ns))
        except RuntimeError:  # a variable came while another thread looked at them
            changed = self.known.learn(named_values(dict(self._shell.user_ns)))
        if changed:
            self.rebuild()
        return self._matcher

    def rebuild(self) -> None:
        """Make the matcher anew."""
        self._matcher = Matcher(self.known.labels, self._salt)

    def add(self, name: str, value: object) -> None:
        """Watch a value for what it is, such as the answer to a prompt for a password."""
        if isinstance(value, str) and self.known.add(name, value):
            self.rebuild()

    def note(self, labels: set[str]) -> None:
        """Remember which values were met, before they are shown; the server hears of each of them once."""
        self.seen |= labels
        self.news |= labels
        if self._mode == "unsaved" and not self.mask:
            met = {value: label for value, label in self.known.labels.items() if label in labels}
            if met.keys() - self._told:
                self._told |= met.keys()
                self.mask = not keep_unsaved(self._shell, met, self._salt)

    def forget(self) -> None:
        """Let what is shown be saved from now on."""
        if self._told:
            keep_unsaved(self._shell, None, self._salt)

    def notice(self) -> str:
        """One sentence about what was met since the last one; empty if nothing was, or it was masked."""
        news, self.news = sorted(self.news), set()
        if not news or self.mask:
            return ""
        if self._mode == "unsaved":
            return f"mlsec_nb: the value of {', '.join(news)} is shown, but masked in what is saved.\n"
        return f"mlsec_nb: the output above shows the value of {', '.join(news)}. Clear it before you save.\n"


class KernelOutputs:
    """Stands between a kernel and its session."""

    def __init__(self, kernel: Any, watched: Watched) -> None:
        self._kernel = kernel
        self._watched = watched
        self._session = kernel.session
        self._send: Callable[..., Any] = kernel.session.send
        self._pid = os.getpid()
        self._lock = RLock()
        self._streams: dict[tuple[str, str], tuple[Stream, Message]] = {}

    def on(self) -> None:
        """Take the place of the session's ``send``."""
        self._session.send = self.send

    def off(self) -> None:
        """Give the place back, and let go what is held."""
        self._session.send = self._send
        self._release()

    def send(self, stream: Any, message: Message | str, *arguments: Any, **options: Any) -> Any:
        """``Session.send`` with the content masked."""
        if isinstance(message, str):
            kind, content = message, options.get("content") or (arguments[0] if arguments else None)
        else:
            kind, content = message["header"]["msg_type"], message["content"]
        if kind == "stream" and isinstance(message, dict):
            return self._stream(stream, message, *arguments, **options)
        if kind == "status" and isinstance(content, dict) and content.get("execution_state") == "idle":
            self._end(stream, options.get("parent") or {})
        elif kind in MASKED and isinstance(content, dict) and not _is_echo(content):
            self._release()
            masked, labels = self._watched.matcher().masked_tree(content)
            self._watched.note(labels)
            if labels and self._watched.mask:
                if isinstance(message, dict):
                    message = {**message, "content": masked}
                elif "content" in options:
                    options["content"] = masked
                else:
                    arguments = (masked, *arguments[1:])
        return self._send(stream, message, *arguments, **options)

    def _stream(self, socket: Any, message: Message, *arguments: Any, **options: Any) -> Any:
        content = message["content"]
        matcher = self._watched.matcher()
        if os.getpid() != self._pid:  # a fork: nobody would let go what is held there
            masked, labels = matcher.masked(content["text"])
            self._watched.note(labels)
            masked = masked if self._watched.mask else content["text"]
        else:
            parent = message.get("parent_header") or {}
            key = (content["name"], parent.get("msg_id", ""))
            with self._lock:
                state, _ = self._streams.setdefault(key, (Stream(), {}))
                self._streams[key] = (state, {"socket": socket, "message": message, "options": options})
                masked, labels = state.feed(content["text"], matcher)
                self._watched.note(labels)
                if not self._watched.mask:
                    masked = content["text"]
                elif state.holds:
                    self._later(key)
        if not masked:
            return None
        changed = {**message, "content": {**content, "text": masked}}
        return self._send(socket, changed, *arguments, **options)

    def _later(self, key: tuple[str, str]) -> None:
        """Let go soon what is held, unless something follows."""
        thread = self._kernel.iopub_thread
        thread.schedule(lambda: thread.io_loop.call_later(PATIENCE, self._release, key))

    def _release(self, only: tuple[str, str] | None = None) -> None:
        """Send what is held, in one stream or all."""
        if os.getpid() != self._pid:
            return
        with self._lock:
            for key, (state, last) in list(self._streams.items()):
                if only not in (None, key) or not state.holds:
                    continue
                text = state.release(self._watched.matcher())
                if text and self._watched.mask:
                    message = self._session.msg(
                        "stream", {"name": key[0], "text": text}, parent=last["message"]["parent_header"]
                    )
                    self._send(last["socket"], message, **last["options"])
            if len(self._streams) > MOST_STREAMS:
                self._streams.clear()

    def _end(self, socket: Any, parent: Message) -> None:
        """A cell has ended: nothing more follows, and the next one starts anew."""
        self._release()
        notice = self._watched.notice()
        if notice:
            self._send(
                socket, "stream", {"name": "stderr", "text": notice}, parent=parent, ident=b"stream.stderr"
            )
        with self._lock:
            header = parent.get("header", parent)
            for key in [key for key in self._streams if key[1] == header.get("msg_id", "")]:
                del self._streams[key]


def _is_echo(content: Message) -> bool:
    """Whether it gives back to the browser what the browser itself has sent: a password that is typed."""
    data = content.get("data")
    return isinstance(data, dict) and data.get("method") == "echo_update"


class TerminalText:
    """A text stream of a terminal that shows known values masked."""

    def __init__(self, stream: TextIO, watched: Watched) -> None:
        self._stream = stream
        self._watched = watched
        self._state = Stream()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write what can be shown."""
        masked, labels = self._state.feed(text, self._watched.matcher())
        self._watched.note(labels)
        self._stream.write(masked if self._watched.mask else text)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        """Write them one after the other."""
        for line in lines:
            self.write(line)

    def settle(self) -> None:
        """Show what is held: a cell has ended."""
        held = self._state.release(self._watched.matcher())
        if self._watched.mask:
            self._stream.write(held)
        self._state = Stream()
        self._stream.write(self._watched.notice())
        self._stream.flush()


class TerminalOutputs:
    """Stands between IPython and the standard streams of a terminal."""

    def __init__(self, shell: InteractiveShell, watched: Watched) -> None:
        self._shell = shell
        self._before = (sys.stdout, sys.stderr)
        self._own = tuple(TerminalText(stream, watched) for stream in self._before)

    def on(self) -> None:
        """Take the places of both streams."""
        sys.stdout, sys.stderr = self._own
        self._shell.events.register("post_run_cell", self._settle)

    def off(self) -> None:
        """Give them back, if nobody took them over."""
        self._shell.events.unregister("post_run_cell", self._settle)
        self._settle()
        if sys.stdout is self._own[0]:
            sys.stdout = self._before[0]
        if sys.stderr is self._own[1]:
            sys.stderr = self._before[1]

    def _settle(self, _result: object = None) -> None:
        for stream in self._own:
            stream.settle()
