"""What a rule may ask about the notebook as a whole: versions, where a file comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from mlsec_nb.code.checks import Checks, Position, file_names, tail
from mlsec_nb.code.taint import is_answer
from mlsec_nb.notebook.names.events import Call
from mlsec_nb.notebook.names.values import Const, Ref, Text, Value, leaves, strings
from mlsec_nb.notebook.shell import Command, Pipeline

REMOTE_SCHEMES = (
    "http://",
    "https://",
    "ftp://",
    "s3://",
    "gs://",
    "hf://",
    "abfs://",
    "az://",
    "hdfs://",
    "oss://",
)
FETCHERS = frozenset(
    {
        "requests.get",
        "requests.post",
        "requests.request",
        "requests.Session.get",
        "requests.Session.post",
        "httpx.get",
        "httpx.Client.get",
        "urllib.request.urlopen",
        "urllib.request.urlretrieve",
        "wget.download",
        "gdown.download",
        "gdown.cached_download",
        "pooch.retrieve",
        "fsspec.open",
        "huggingface_hub.hf_hub_download",
        "huggingface_hub.snapshot_download",
        "huggingface_hub.cached_download",
        "keras.utils.get_file",
        "torch.hub.load_state_dict_from_url",
        "torch.hub.download_url_to_file",
        "kagglehub.model_download",
        "kagglehub.dataset_download",
        "aiohttp.ClientSession.get",
        "socket.socket.recv",
        "boto3.client.get_object",
        "wandb.init.use_artifact",
        "wandb.run.use_artifact",
        "wandb.use_artifact",
        "wandb.Api.artifact",
        "wandb.restore",
        "huggingface_sb3.load_from_hub",
        "clearml.InputModel",
        "clearml.Model",
        "clearml.StorageManager.get_local_copy",
        "mlflow.artifacts.download_artifacts",
        "azureml.core.Model.download",
        "azureml.core.model.Model.download",
    }
)
DOWNLOADS = {
    "urllib.request.urlretrieve": ("filename", 1),
    "wget.download": ("out", 1),
    "gdown.download": ("output", 1),
    "gdown.cached_download": ("path", 1),
    "torch.hub.download_url_to_file": ("dst", 1),
    "boto3.client.download_file": ("Filename", 2),
    "boto3.client.s3.download_file": ("Filename", 2),
    "google.cloud.storage.Blob.download_to_filename": ("filename", 0),
    "keras.utils.get_file": ("fname", 0),
}
"""Functions that write a download to a file, and the argument that names it."""

WRITERS = {
    "joblib.dump": ("filename", 1),
    "torch.save": ("f", 1),
    "numpy.save": ("file", 0),
    "numpy.savez": ("file", 0),
    "numpy.savez_compressed": ("file", 0),
    "pickle.dump": ("file", 1),
    "dill.dump": ("file", 1),
    "cloudpickle.dump": ("file", 1),
    "marshal.dump": ("file", 1),
    "skops.io.dump": ("file", 1),
    "builtins.open": ("file", 0),
    "keras.models.save_model": ("filepath", 1),
}
"""Functions that write a file which the notebook may read again."""

WRITING_METHODS = {
    "to_pickle": ("path", 0),
    "to_hdf": ("path_or_buf", 0),
    "save": ("path", 0),
    "export": ("fname", 0),
    "save_local": ("folder_path", 0),
    "save_pretrained": ("save_directory", 0),
}
OUTPUT_OPTIONS = ("-O", "-o", "--output", "--output-document", "-qO", "-Lo", "-sLo", "-fsSLo", "-LO")


class Source(Enum):
    """Where the bytes that are loaded come from."""

    WRITTEN = "written by this notebook"
    LOCAL = "a local file"
    UNKNOWN = "unknown"
    REMOTE = "downloaded"


class Facts:
    """Collected during the walk, complete when rules are asked.

    Parameters
    ----------
    versions
        Installed or locked versions by lower-case distribution name; pins of the notebook win.
    """

    def __init__(self, versions: Mapping[str, str] | None = None) -> None:
        self.versions: dict[str, str] = {_dist(name): version for name, version in (versions or {}).items()}
        self.imports: set[str] = set()
        self.calls: set[str] = set()
        self.variables: dict[str, Value] = {}
        self.written: set[str] = set()
        self.downloaded: set[str] = set()
        self.names: Mapping[str, Value] = {}
        self.fetched: set[str] = set()
        self.cloned: set[str] = set()
        self.pinned: set[str] = set()
        self.checks = Checks()
        self._folders: list[str] = []

    def imported(self, module: str) -> bool:
        """Whether a module, or something in it, is imported anywhere in the notebook."""
        return module in self.imports

    def older(self, distribution: str, version: str) -> bool | None:
        """Whether the pinned version is before ``version``; ``None`` if it is not known."""
        pinned = self.versions.get(_dist(distribution))
        return None if pinned is None else _version(pinned) < _version(version)

    def source(self, value: Value | None) -> Source:
        """Where a path, handle or bytes come from, the most dangerous origin first."""
        local = False
        for atom in leaves(value):
            match atom:
                case Ref(name=name) if _fetches(name):
                    return Source.REMOTE
                case Const(value=str() as path) | Text(parts=((Const(value=str() as path), *_), *_)):
                    if path.startswith(REMOTE_SCHEMES) or tail(path) in self.downloaded:
                        return Source.REMOTE
                    local |= len(path) > 3
        if not local:
            return Source.UNKNOWN
        names = {path.removeprefix("./") for atom in leaves(value) for path in strings((atom,))}
        return Source.LOCAL if names.isdisjoint(self.written) else Source.WRITTEN

    def note_call(self, call: Call) -> None:
        """Remember files that the notebook writes, downloads or verifies."""
        self.checks.note_call(call)
        for name in call.names:
            self.calls.add(name)
            if name in DOWNLOADS:
                self._files(self.downloaded, call.get(*DOWNLOADS[name]))
                self._files(self.fetched, call.get(*DOWNLOADS[name]))
                for path in file_names(call.get(*DOWNLOADS[name])):
                    self.checks.fetched(path, position(call))
            elif name in WRITERS and self._writes(name, call):
                self._files(self.written, call.get(*WRITERS[name]))
            elif name in CONTENT and any(is_answer(v) or self.source(v) is Source.REMOTE for v in call.args):
                for path in (name for value in _inputs(call.receiver) for name in file_names(value)):
                    self.fetched.add(path)
                    self.downloaded.add(path)
                    self.checks.fetched(path, position(call))
        if call.method in WRITING_METHODS:
            self._files(self.written, call.get(*WRITING_METHODS[call.method]))

    @staticmethod
    def _writes(name: str, call: Call) -> bool:
        mode = strings(call.get("mode", 1))
        return name != "builtins.open" or any("w" in m or "x" in m for m in mode)

    def _files(self, files: set[str], value: Value | None) -> None:
        paths = [path for atom in leaves(value) if isinstance(atom, Const) for path in strings((atom,))]
        files.update(path.removeprefix("./") if files is self.written else tail(path) for path in paths)

    def note_command(self, command: Command, pipeline: Pipeline, at: Position) -> None:
        """Remember what a shell line downloads, verifies or pins."""
        argv, name = command.argv, command.program
        self.checks.note_command(command, pipeline, at)
        if name in ("pip", "conda", "mamba", "uv"):
            self.note_pins(argv)
        elif name == "cd" and len(argv) > 1:
            self._folders.append(tail(argv[1]))
        elif name == "git":
            self._note_clone(argv)
        elif name in ("wget", "curl", "aria2c", "gdown", "axel"):
            self._note_fetch(argv, at)

    def _note_clone(self, argv: list[str]) -> None:
        places = [word for word in argv[2:] if not word.startswith("-")]
        if argv[1:2] == ["clone"] and places:
            self.cloned.add(tail(places[-1]).removesuffix(".git"))
            self._folders.append(tail(places[-1]).removesuffix(".git"))
        elif "checkout" in argv and any(re.fullmatch(r"[0-9a-f]{7,40}", word) for word in places):
            entered = [b for a, b in pairwise(argv) if a == "-C"] or self._folders
            self.pinned.update(map(tail, entered[-1:]))

    def loose(self, *folders: str) -> bool:
        """Whether one of these folders is a clone at no fixed commit."""
        return bool((self.cloned - self.pinned).intersection(folders))

    def _note_fetch(self, argv: list[str], at: Position) -> None:
        addresses = [word for word in argv[1:] if "://" in word]
        named = [b for a, b in pairwise(argv) if a in OUTPUT_OPTIONS and "://" not in b]
        for path in named or addresses:
            name = tail(path.partition("?")[0])
            if name and name != "-":
                self.fetched.add(name)
                self.downloaded.add(name)
                self.checks.fetched(name, at)

    def note_pins(self, requirements: Iterable[str]) -> None:
        """Remember ``name==version`` of an install command."""
        for requirement in requirements:
            match = _PIN.match(requirement)
            if match:
                self.versions[_dist(match[1])] = match[2]


_PIN = re.compile(r"([A-Za-z0-9][\w.-]{0,80})(?:\[[^\]]{0,100}\])?\s{0,3}={1,3}\s{0,3}(\d[\w.!+]{0,40})")
CONTENT = ("builtins.open.write", "pathlib.Path.write_text", "pathlib.Path.write_bytes")
"""Methods of files that write what they are given."""

WATCHED = frozenset({*DOWNLOADS, *WRITERS, *CONTENT})


def _dist(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@lru_cache(maxsize=256)
def _version(text: str) -> tuple[int, ...]:
    return tuple(int(number[:9]) for number in re.findall(r"\d+", text.partition("+")[0])[:4])


def _fetches(name: str) -> bool:
    """Whether a name, or what it was reached from, is a download: ``requests.get.text``."""
    while name:
        if name in FETCHERS:
            return True
        name = name.rpartition(".")[0]
    return False


def _inputs(receiver: Value) -> Iterable[Value]:
    return (value for atom in receiver if isinstance(atom, Ref) for value in atom.inputs)


def position(call: Call) -> Position:
    """Where a call is."""
    return call.site.code.part.cell or 0, getattr(call.site.node, "lineno", 1)
