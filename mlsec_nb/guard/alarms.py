"""What must not happen while objects are being unpickled, by the names of CPython's audit events."""

from __future__ import annotations

import os
from collections.abc import Callable
from dis import get_instructions
from types import CodeType
from typing import Any

Arguments = tuple[Any, ...]

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_EFFECTS = {
    "runs a program": """
        os.system os.exec os.posix_spawn os.spawn os.startfile os.startfile/2 os.fork os.forkpty
        subprocess.Popen pty.spawn webbrowser.open
        """,
    "runs Python code": "marshal.loads cpython.run_command cpython.run_file builtins.breakpoint",
    "talks to the network": """
        socket.connect socket.bind socket.sendto socket.sendmsg socket.getaddrinfo socket.gethostbyname
        socket.gethostbyaddr urllib.Request http.client.connect ftplib.connect smtplib.connect
        poplib.connect imaplib.open nntplib.connect telnetlib.Telnet.open
        """,
    "changes files": """
        os.remove os.rename os.rmdir os.mkdir os.link os.symlink os.truncate os.chmod os.chown os.chflags
        os.utime os.setxattr os.removexattr shutil.copyfile shutil.copymode shutil.copystat shutil.copytree
        shutil.move shutil.rmtree shutil.chown shutil.make_archive shutil.unpack_archive
        tempfile.mkstemp tempfile.mkdtemp sqlite3.connect
        """,
    "loads native code": "ctypes.dlopen sqlite3.load_extension sqlite3.enable_load_extension",
    "reaches into the interpreter": """
        sys.settrace sys.addaudithook sys.set_asyncgen_hooks_firstiter sys.excepthook
        sys.unraisablehook sys._current_frames gc.get_objects gc.get_referrers gc.get_referents os.kill
        os.killpg os.putenv os.unsetenv signal.pthread_kill _thread.start_new_thread
        _thread.start_joinable_thread syslog.openlog winreg.SetValue winreg.CreateKey resource.setrlimit
        """,
}
ALARMS = {event: effect for effect, events in _EFFECTS.items() for event in events.split()}
"""Events that are an alarm whatever their arguments are."""

INNER = {
    "object.__getattr__": frozenset(
        {"__globals__", "__builtins__", "__code__", "__closure__", "f_globals", "f_builtins"}
    ),
    "object.__setattr__": frozenset({"__code__"}),
}
"""Attributes of functions that give away all that their module can reach, or replace what they do."""


def _opens_for_writing(arguments: Arguments) -> str:
    mode, flags = (*arguments[1:3], 0, 0)[:2]
    writes = any(letter in mode for letter in "wxa+") if isinstance(mode, str) else False
    if not writes and mode is None and isinstance(flags, int):
        writes = bool(flags & WRITING)
    return "opens a file for writing" if writes else ""


DEFINING = frozenset(
    """
    CACHE NOP RESUME EXTENDED_ARG LOAD_CONST LOAD_SMALL_INT MAKE_FUNCTION SET_FUNCTION_ATTRIBUTE
    BUILD_TUPLE BUILD_CONST_KEY_MAP STORE_NAME RETURN_VALUE RETURN_CONST
    """.split()
)
"""Instructions of code that does nothing but define functions, as scipy and networkx make when they load."""


def _runs_code(arguments: Arguments) -> str:
    code = arguments[0] if arguments else None
    defines = isinstance(code, CodeType) and all(step.opname in DEFINING for step in get_instructions(code))
    return "" if defines else "runs Python code"


CONDITIONAL: dict[str, Callable[[Arguments], str]] = {
    "exec": _runs_code,
    "open": _opens_for_writing,
}
"""Events that are an alarm with certain arguments only; the functions say what it then is."""
