"""What a file of a project is likely to be, by its name: data, a model, a credential, a description."""

from __future__ import annotations

from pathlib import PurePosixPath

from mlsec_nb.checklist.files import Files

MODEL_SUFFIXES = frozenset(
    ".safetensors .onnx .gguf .ggml .skops .pt .pth .ckpt .pkl .pickle .joblib .dill .h5 .hdf5 .keras .pb "
    ".tflite .ubj .pmml .mar .nemo .cbm .mlmodel .torchscript .engine .bin .model".split()
)
"""Suffixes of weights and of whatever else a model is saved as."""

DATA_SUFFIXES = frozenset(
    ".csv .tsv .parquet .feather .arrow .orc .avro .jsonl .ndjson .xlsx .xls .ods .sqlite .sqlite3 .db "
    ".duckdb .mdb .accdb .npy .npz .mat .sas7bdat .dta .sav .rds .rdata .tfrecord .lmdb .dump .sql "
    ".bak".split()
)
"""Suffixes of tables, arrays and databases."""

PACKED = frozenset(".gz .bz2 .xz .zst .zip .tar .tgz .7z .lz4".split())
DATA_FOLDERS = frozenset("data dataset datasets raw corpus".split())
"""Folders in which any file is data, descriptions excepted."""

DESCRIPTIONS = frozenset(".md .rst .txt .html .pdf .py .ipynb .toml .yaml .yml .json .sha256 .dvc".split())
CREDENTIAL_NAMES = frozenset(
    ".env .netrc .pgpass .pypirc .npmrc .htpasswd .git-credentials credentials.json service-account.json "
    "service_account.json client_secret.json kaggle.json id_rsa id_dsa id_ecdsa id_ed25519 token.json "
    "secrets.toml secrets.yaml secrets.yml secrets.json".split()
)
CREDENTIAL_SUFFIXES = frozenset(".pem .key .p12 .pfx .jks .keystore .kdbx .ppk".split())
EXAMPLES = ("example", "sample", "template", "dist", "tests", "test", "fixtures")
"""Words in a path that say it is shown, not used."""

MOST_LISTED = 2_000
SMALL_SAMPLE = 200_000
"""Bytes up to which data among tests and examples is taken for a sample."""


def is_model(path: str) -> bool:
    """Whether a file is saved as models are."""
    return _suffix(path) in MODEL_SUFFIXES


def is_data(path: str) -> bool:
    """Whether a file is a table, an array, a database, or lies in a folder of data."""
    suffix = _suffix(path)
    if suffix in DATA_SUFFIXES:
        return True
    folders = {part.lower() for part in PurePosixPath(path).parts[:-1]}
    described = (suffix in DESCRIPTIONS and suffix != ".json") or _name(path).startswith(".")
    return bool(folders & DATA_FOLDERS) and not described and not is_model(path) and not _is_prose(path)


def is_credential(path: str) -> bool:
    """Whether a file is one that keeps credentials; examples of such files are not."""
    name = _name(path)
    if any(word in name.split(".") for word in EXAMPLES):
        return False
    environment = name == ".env" or name.startswith(".env.") or name.endswith(".env")
    return environment or name in CREDENTIAL_NAMES or _suffix(path) in CREDENTIAL_SUFFIXES


def is_sample(path: str, size: int) -> bool:
    """Whether data is small and lies among tests or examples."""
    words = {part.lower() for part in PurePosixPath(path).parts[:-1]}
    return size <= SMALL_SAMPLE and any(
        word.startswith(("test", "example", "fixture", "sample")) for word in words
    )


def _is_prose(path: str) -> bool:
    return _name(path).startswith(("readme", "license", "licence", "datasheet", "makefile", "dockerfile"))


def _name(path: str) -> str:
    return PurePosixPath(path).name.lower()


def _suffix(path: str) -> str:
    """The suffix that tells, in lower case: ``.csv`` of ``a.csv.gz``."""
    suffixes = [suffix.lower() for suffix in PurePosixPath(path).suffixes]
    while len(suffixes) > 1 and suffixes[-1] in PACKED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def data_files(files: Files) -> tuple[str, ...]:
    """The data files of a project, at most :data:`MOST_LISTED`."""
    return tuple(path for path in files.paths if is_data(path))[:MOST_LISTED]


def model_files(files: Files) -> tuple[str, ...]:
    """The model files of a project, at most :data:`MOST_LISTED`."""
    return tuple(path for path in files.paths if is_model(path))[:MOST_LISTED]
