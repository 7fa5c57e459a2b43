"""Which files something vouches for: a digest that is computed, a checksum file, a pinned commit."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from mlsec_nb.notebook.names.events import Call
from mlsec_nb.notebook.names.values import Value, leaves, strings
from mlsec_nb.notebook.shell import Command, Pipeline

Position = tuple[int, int]
"""Cell and line."""

PROGRAMS = ("sha256sum", "sha512sum", "shasum", "md5sum", "gpg", "cosign", "minisign")
DIGESTS = ("hashlib.sha2", "hashlib.sha3", "hashlib.sha512", "hashlib.sha384", "hashlib.blake", "hmac.")
NAMED_DIGESTS = ("hashlib.new", "hashlib.file_digest")
WEAK = ("md4", "md5", "sha1", "sha")
SUMS = (".sha256", ".sha512", ".sha256sum", ".sum", ".md5", ".asc", ".sig", ".txt")


class Checks:
    """Collected along the notebook; a check counts for the files it is made of, and no others."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._digests: dict[int, frozenset[str]] = {}
        self._lists: list[Position] = []
        self._fetches: dict[str, Position] = {}

    def fetched(self, name: str, at: Position) -> None:
        """Remember when a file was downloaded; a list of digests only vouches for what is there."""
        self._fetches[name] = at

    def note_call(self, call: Call) -> None:
        """Take note of a digest in Python, and of the files or bytes that it is of."""
        if not any(map(_is_digest, call.names)) or _is_weak(call) or _is_of_text(call.site.node):
            return
        values = (*call.args, *call.keywords.values())
        found = frozenset(name for value in values for name in file_names(value))
        self._digests[id(call.site.node)] = found

    def note_command(self, command: Command, pipeline: Pipeline, at: Position) -> None:
        """Take note of ``sha256sum`` and its like, and of the files that they look at."""
        if command.program not in PROGRAMS:
            return
        texts = [word for one in pipeline.commands for word in one.argv[1:]]
        texts += [target for _, target in command.redirects]
        words = {tail(word) for text in texts for word in text.split() if not word.startswith("-")}
        self.names |= words
        self.names |= {word.removesuffix(suffix) for word in words for suffix in SUMS}
        options = {word for word in command.argv[1:] if word.startswith("-")}
        if options & {"-c", "--check"} and not words & self._fetches.keys():
            self._lists.append(at)

    def vouched(self, *names: str) -> bool:
        """Whether one of these files, by its last part, has been checked."""
        wanted = set(map(tail, names))
        if wanted & self.names or any(not of or wanted & of for of in self._digests.values()):
            return True
        return any(self._listed(name, at) for name in wanted for at in self._lists)

    def of(self, value: Value | None) -> bool:
        """Whether what a value is made of has been checked."""
        return self.vouched(*file_names(value))

    def _listed(self, name: str, check: Position) -> bool:
        """Whether a list of digests covers a file: of its cell, or of all cells before."""
        fetched = self._fetches.get(name)
        if fetched is None or fetched > check:
            return False
        here = any(at[0] == check[0] and at <= check for at in self._fetches.values())
        return fetched[0] == check[0] or not here


def tail(path: str) -> str:
    """The last part of a path or address."""
    return path.rstrip("/").rsplit("/", 1)[-1]


def file_names(value: Value | None) -> Iterable[str]:
    """The last parts of the literal paths and addresses in a value."""
    return [tail(text) for atom in leaves(value) for text in strings((atom,)) if len(text) > 3]


def _is_digest(name: str) -> bool:
    return name.startswith((*DIGESTS, *NAMED_DIGESTS))


def _is_weak(call: Call) -> bool:
    """Whether the digest is one that collisions are known of."""
    texts = [text for value in (*call.args, *call.keywords.values()) for text in strings(value)]
    return any(name in NAMED_DIGESTS for name in call.names) and any(text.lower() in WEAK for text in texts)


def _is_of_text(node: ast.AST) -> bool:
    """Whether it is the digest of text, such as a key of a cache."""
    first = node.args[0] if isinstance(node, ast.Call) and node.args else None
    function = first.func if isinstance(first, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr == "encode"
