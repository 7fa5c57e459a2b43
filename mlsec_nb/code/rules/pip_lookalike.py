"""A package whose name is almost another.

What it does
------------
Finds installed packages that are one letter away from a well-known one, and names that are
imports rather than packages.

Why it matters
--------------
Look-alike names are registered to be installed by mistake; so are names that language models
invent.

Use instead
-----------
Check the name on the index, then pin the version.

References
----------
CWE-1357, MITRE ATLAS AML.T0060
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsec_nb.code.facts import Facts
from mlsec_nb.code.packages import PROGRAMS, read_install
from mlsec_nb.code.rule import Hit, Shell, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity

RULE = rule(
    "MLS276",
    "pip-lookalike",
    "A package name is one letter away from a well-known one.",
    advice="Check the name on the index.",
    severity=Severity.MEDIUM,
    confidence=Confidence.LOW,
    references=("CWE-1357", "ATLAS AML.T0060"),
    controls=("INFRA-10",),
)
NAME = re.compile(r"[A-Za-z][\w.-]{0,60}")
CONFUSED = {
    "pytorch": "torch",
    "cv2": "opencv-python",
    "skimage": "scikit-image",
    "huggingface": "huggingface-hub",
}
POPULAR = frozenset(
    "numpy pandas scipy torch torchvision torchaudio tensorflow keras scikit-learn matplotlib seaborn "
    "requests transformers datasets tokenizers accelerate diffusers huggingface-hub safetensors "
    "sentence-transformers openai anthropic langchain langchain-community langchain-core langchain-openai "
    "llama-index gradio streamlit plotly bokeh altair jupyter jupyterlab notebook ipywidgets ipython pillow "
    "opencv-python beautifulsoup4 lxml sqlalchemy pydantic fastapi flask django uvicorn boto3 botocore "
    "pyarrow polars dask xgboost lightgbm catboost optuna mlflow wandb joblib cloudpickle statsmodels "
    "networkx nltk spacy gensim numba cython pytest tqdm click rich typer jinja2 pyyaml cryptography "
    "paramiko urllib3 certifi selenium scrapy aiohttp httpx websockets protobuf grpcio onnx onnxruntime "
    "tensorboard pytorch-lightning lightning timm einops faiss-cpu faiss-gpu chromadb pinecone-client "
    "tiktoken bitsandbytes xformers triton prophet shap imbalanced-learn pycaret ultralytics albumentations "
    "librosa soundfile pymongo psycopg2 redis celery pycryptodome python-dateutil setuptools wheel torchtext "
    "torchdata torchx pytest-cov jupyterlab-server kagglehub kaggle gdown fsspec s3fs gcsfs geopandas "
    "shapely rasterio folium sympy nibabel pydicom sktime tables h5py zarr xarray netcdf4 openpyxl tabulate "
    "termcolor colorama psutil attrs cffi distributed".split()
)
WATCH = Watch(programs=PROGRAMS)
BAD = (
    "!pip install reqeusts==2.31.0",
    "!pip install pytorch==1.0.2",
)
GOOD = (
    "!pip install requests==2.31.0",
    "!pip install torch==2.6.0 torchvision==0.21.0",
)


def check(shell: Shell, facts: Facts) -> Iterator[Hit]:
    """Report near misses of well-known names."""
    install = read_install(shell.command)
    if install is None or install.tool not in ("pip", "uv"):
        return
    for requirement in install.requirements:
        match = None if "/" in requirement else NAME.match(requirement)
        name = re.sub(r"[-_.]+", "-", match.group()).lower() if match else ""
        meant = CONFUSED.get(name) or ("" if name in POPULAR or len(name) < 5 else _near(name))
        if meant:
            yield Hit(f"`{name}` is not `{meant}`, which is probably meant.")


def _near(name: str) -> str:
    """A popular name that is one deletion, insertion, substitution or swap away."""
    for popular in POPULAR:
        if abs(len(popular) - len(name)) <= 1 and len(popular) >= 5 and _one_apart(name, popular):
            return popular
    return ""


def _one_apart(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    rest_one, rest_other = one[start:], other[start:]
    swapped = rest_one[:2] == rest_other[1::-1] and rest_one[2:] == rest_other[2:]
    return rest_one[1:] == rest_other[1:] or swapped
