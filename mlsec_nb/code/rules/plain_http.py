"""Downloads over plain HTTP.

What it does
------------
Finds ``requests``, ``urllib``, ``httpx``, pandas readers and other downloads given a literal
``http://`` address of another machine.

Why it matters
--------------
Anyone on the way can replace what arrives, and read what is sent.

Use instead
-----------
``https://``.

References
----------
CWE-319
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.paths import suffix
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.code.rules.shell_http import NEAR
from mlsec_nb.core.finding import Severity
from mlsec_nb.notebook.names.values import prefix

RULE = rule(
    "MLS297",
    "plain-http",
    "A download is not protected on its way.",
    advice="Use https://.",
    severity=Severity.LOW,
    references=("CWE-319",),
    controls=("DATA-05",),
    aliases=("B310",),
)
VERBS = ("get", "post", "put", "patch", "delete", "head", "options", "request", "stream")
CLIENTS = (
    "requests",
    "requests.Session",
    "httpx",
    "httpx.Client",
    "httpx.AsyncClient",
    "aiohttp.ClientSession",
)
READERS = tuple(
    f"pandas.read_{kind}"
    for kind in "csv table json excel html xml parquet feather pickle fwf stata sas spss orc hdf".split()
)
FETCHES = (
    *READERS,
    *(f"{client}.{verb}" for client in CLIENTS for verb in VERBS),
    *(f"urllib.request.{name}" for name in ("urlopen", "urlretrieve", "Request", "URLopener.open")),
    *(f"polars.{name}" for name in ("read_csv", "read_parquet", "read_json", "scan_csv", "scan_parquet")),
    "urllib3.PoolManager.request",
    "urllib3.request",
    "wget.download",
    "gdown.download",
    "pooch.retrieve",
    "fsspec.open",
    "numpy.loadtxt",
    "numpy.genfromtxt",
    "torch.hub.load_state_dict_from_url",
    "torch.hub.download_url_to_file",
    "torchvision.datasets.utils.download_url",
    "torchvision.datasets.utils.download_and_extract_archive",
    "skimage.io.imread",
    "imageio.imread",
    "xmlrpc.client.ServerProxy",
    "http.client.HTTPConnection",
    "tensorflow_hub.load",
    "tensorflow_hub.KerasLayer",
    "geopandas.read_file",
    "xarray.open_dataset",
)
CODE = (
    ".pkl",
    ".pickle",
    ".joblib",
    ".pt",
    ".pth",
    ".h5",
    ".bin",
    ".ckpt",
    ".npy",
    ".py",
    ".whl",
    ".zip",
    ".tar",
    ".gz",
    ".tgz",
)
WATCH = Watch(calls=FETCHES, keywords=("base_url", "api_base", "endpoint_url"))
BAD = (
    "import requests\nanswer = requests.get('http://example.org/model.bin')",
    "import pandas as pd\ndf = pd.read_csv('http://example.org/data.csv')",
    "from urllib.request import urlretrieve\n"
    "host = 'http://example.org'\nurlretrieve(host + '/d.csv', 'd.csv')",
)
GOOD = (
    "import requests\nanswer = requests.get('https://example.org/model.bin')",
    "import requests\nanswer = requests.get('http://localhost:8000/health')",
    "import requests\nanswer = requests.post('http://192.168.1.10:9000/v1')",
    "import requests\nanswer = requests.get(f'http://{host}:8000/')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a plain address elsewhere, the worse if code or a model comes from it."""
    for value in (*call.args[:2], *call.keywords.values()):
        start = prefix(value)
        if start.startswith("http://") and len(start) > len("http://") and not NEAR.match(start):
            severity = Severity.MEDIUM if suffix(value) in CODE else Severity.LOW
            yield Hit(f"{spoken(call)} uses http, which anyone on the way can change.", severity=severity)
            return
