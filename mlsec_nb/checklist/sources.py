"""What the code of a project does, as far as controls ask: imports, calls, training, saving."""

from __future__ import annotations

import re
import time
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

from mlsec_nb.checklist.files import Files
from mlsec_nb.core.notebook import Notebook
from mlsec_nb.errors import UnreadableError
from mlsec_nb.notebook.code import parse_notebook
from mlsec_nb.notebook.names import walk
from mlsec_nb.notebook.names.events import Assignment, Call, Import, Subclass
from mlsec_nb.notebook.names.values import Value, strings
from mlsec_nb.notebook.read import read_notebook

MOST_FILES = 300
MOST_BYTES = 20_000_000
"""Of one notebook or script; a larger one is told as not read."""

SECONDS = 8.0
"""For all of them: a probe that asks has little more."""

LEARNING = frozenset(
    "sklearn torch tensorflow keras xgboost lightgbm catboost transformers fastai jax flax pytorch_lightning "
    "lightning statsmodels setfit sentence_transformers peft trl accelerate".split()
)
"""Packages that models are trained with."""

LANGUAGE_MODELS = frozenset(
    "openai anthropic ollama litellm langchain langchain_core langchain_openai langchain_community "
    "langchain_anthropic langgraph llama_index llama_cpp cohere mistralai groq together replicate dspy "
    "smolagents crewai autogen vllm instructor guidance haystack semantic_kernel pydantic_ai".split()
)
"""Packages that call a language model."""

TRAINS = frozenset("fit fit_generator partial_fit train train_on_batch backward".split())
SAVES = frozenset(
    "save save_model save_pretrained save_weights save_file to_pickle push_to_hub log_model export "
    "dump".split()
)
SAVERS = (
    "joblib.",
    "pickle.",
    "dill.",
    "cloudpickle.",
    "torch.",
    "skops.",
    "safetensors.",
    "mlflow.",
    "keras.",
)
SEEDS = frozenset(
    "seed manual_seed manual_seed_all set_seed set_random_seed default_rng seed_everything RandomState "
    "PRNGKey".split()
)
SEED_ARGUMENTS = frozenset({"random_state", "seed", "random_seed"})
REMOTE = re.compile(
    r"(?:https?|ftps?|s3a?|gs|gcs|abfss?|az|hf|sftp|ssh|postgres(?:ql)?|mysql|mongodb)(?:\+\w+)?://",
    re.IGNORECASE,
)
FETCHERS = frozenset(
    "requests urllib urllib3 httpx aiohttp boto3 botocore s3fs gcsfs adlfs fsspec paramiko ftplib wget gdown "
    "kagglehub huggingface_hub datasets sqlalchemy psycopg2 psycopg pymysql pymongo snowflake google "
    "azure".split()
)
"""Packages that move data over a network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A call in the project's code: qualified names, method, literal arguments."""

    path: str
    names: tuple[str, ...]
    method: str
    texts: tuple[str, ...]
    keywords: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Facts of all notebooks and scripts of a project; ``unread`` could not be read."""

    notebooks: tuple[str, ...]
    scripts: tuple[str, ...]
    unread: tuple[str, ...]
    imports: frozenset[str]
    uses: tuple[Use, ...]

    @property
    def empty(self) -> bool:
        """Whether there is no code at all."""
        return not self.notebooks and not self.scripts

    @cached_property
    def trains(self) -> bool:
        """Whether a model is trained."""
        return bool(self.imports & LEARNING) and any(use.method in TRAINS for use in self.uses)

    @cached_property
    def saves(self) -> bool:
        """Whether a model is written to a file or a registry."""
        learns = bool(self.imports & LEARNING)
        return learns and any(
            use.method in SAVES
            and (use.method != "dump" or any(name.startswith(SAVERS) for name in use.names))
            for use in self.uses
        )

    @cached_property
    def seeds(self) -> bool:
        """Whether a seed is set somewhere."""
        return any(use.method in SEEDS or SEED_ARGUMENTS & set(use.keywords) for use in self.uses)

    @property
    def calls_language_models(self) -> bool:
        """Whether a package is imported that calls a language model."""
        return bool(self.imports & LANGUAGE_MODELS)

    @cached_property
    def reaches_out(self) -> bool:
        """Whether something is fetched from a network, as far as can be seen."""
        return bool(self.imports & FETCHERS) or any(
            REMOTE.match(text) for use in self.uses for text in use.texts
        )

    @cached_property
    def texts(self) -> frozenset[str]:
        """Every literal text that is handed to a call."""
        return frozenset(text for use in self.uses for text in use.texts)


def sources(files: Files) -> Sources:
    """The facts of a project's code; read once for each set of files."""
    with _LOCK:
        known = _KNOWN.get(files)
        if known is None:
            known = _KNOWN[files] = _read(files)
        return known


_KNOWN: WeakKeyDictionary[Files, Sources] = WeakKeyDictionary()
_LOCK = Lock()


def _read(files: Files) -> Sources:
    paths = files.glob("*.ipynb", "*.py")
    notes = _Notes()
    unread = list(paths[MOST_FILES:])
    end = time.monotonic() + SECONDS
    for path in paths[:MOST_FILES]:
        if time.monotonic() > end:
            unread.append(path)
            continue
        try:
            notes.path = path
            _walk(read_notebook(files.folder / path, max_bytes=MOST_BYTES), notes)
        except UnreadableError:
            unread.append(path)
    return Sources(
        notebooks=tuple(path for path in paths if path.endswith(".ipynb")),
        scripts=tuple(path for path in paths if path.endswith(".py")),
        unread=tuple(unread),
        imports=frozenset(notes.imports),
        uses=tuple(notes.uses),
    )


def _walk(notebook: Notebook, notes: _Notes) -> None:
    for _ in walk(parse_notebook(notebook), notes):
        pass  # what cannot be followed is told by the scan


class _Notes:
    """Takes note of calls and imports."""

    references: Container[str] = frozenset()

    def __init__(self) -> None:
        self.path = ""
        self.imports: set[str] = set()
        self.uses: list[Use] = []

    def wants_call(self, names: tuple[str, ...], method: str, keywords: Mapping[str, Value]) -> bool:
        """Every call is looked at."""
        return True

    def event(self, event: Call | Assignment | Subclass | Import) -> None:
        """Note a call or an import."""
        if isinstance(event, Import):
            self.imports.update(name.partition(".")[0] for name in event.names)
        elif isinstance(event, Call):
            self.uses.append(
                Use(
                    path=self.path,
                    names=event.names,
                    method=event.method or (event.names[0].rpartition(".")[2] if event.names else ""),
                    texts=tuple(_texts(event)),
                    keywords={name: strings(value) for name, value in event.keywords.items()},
                )
            )

    def finished(self, bindings: Mapping[str, Value]) -> None:
        """Nothing is asked about what names stand for at the end."""


def _texts(call: Call) -> Iterator[str]:
    for value in (*call.args, *call.keywords.values()):
        yield from strings(value)
