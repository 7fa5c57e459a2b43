"""Loading native code.

What it does
------------
Finds ``ctypes``, ``cffi``, TensorFlow and PyTorch loaders of shared libraries, custom operators,
CUDA engines and compiled extensions, with a path that is computed, downloaded or under a
temporary folder.

Why it matters
--------------
A shared library runs code when it is loaded, and nothing checks it afterwards.

Use instead
-----------
Ship native code in a wheel, and verify a digest of what is downloaded.

References
----------
CWE-114
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import dynamic, spoken
from mlsec_nb.code.facts import Facts, Source
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Ref, leaves, prefix

RULE = rule(
    "MLS222",
    "native-library",
    "Native code is loaded from a path that others may control.",
    advice="Ship native code in a wheel; verify a digest of what is downloaded.",
    confidence=Confidence.MEDIUM,
    references=("CWE-114",),
)
TEMPORARY = ("/tmp", "/var/tmp", "/dev/shm", "/content/drive", "~/Downloads")
LIBRARIES = (
    "numpy.ctypeslib.load_library",
    "ctypes.CDLL",
    "ctypes.PyDLL",
    "ctypes.WinDLL",
    "ctypes.cdll.LoadLibrary",
    "ctypes.windll.LoadLibrary",
    "cffi.FFI.dlopen",
    "tensorflow.load_library",
    "tensorflow.load_op_library",
    "torch.ops.load_library",
    "torch.classes.load_library",
    "torch.utils.cpp_extension.load",
    "torch.utils.cpp_extension.load_inline",
    "onnxruntime.SessionOptions.register_custom_ops_library",
    "*.register_custom_ops_library",
    "triton.compile",
    "numpy.f2py.compile",
    "xgboost.core._load_lib",
    "tvm.runtime.load_module",
    "tvm.runtime.load_static_library",
    "tensorrt.Runtime.deserialize_cuda_engine",
    "*.deserialize_cuda_engine",
    "pycuda.compiler.SourceModule",
)
WATCH = Watch(calls=LIBRARIES)
BAD = (
    "import ctypes\nlib = ctypes.CDLL(path)",
    "import torch\ntorch.ops.load_library('/tmp/ops.so')",
    "import tensorflow as tf\nops = tf.load_op_library(input())",
)
GOOD = (
    "import ctypes\nlibc = ctypes.CDLL('libc.so.6')",
    "import ctypes\nprocess = ctypes.CDLL(None)",
    "import ctypes, ctypes.util\nlibm = ctypes.CDLL(ctypes.util.find_library('m'))",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a library whose path is not a plain literal."""
    path = call.args[0] if call.args else next(iter(call.keywords.values()), None)
    if path is None and call.reference:
        path = ()
    if path is None or any(
        isinstance(a, Ref) and a.name in ("ctypes.util.find_library", "os.path.dirname") for a in leaves(path)
    ):
        return
    source = facts.source(path)
    start = prefix(path)
    if source is Source.REMOTE:
        yield Hit(f"{spoken(call)} loads native code that is downloaded.", severity=Severity.CRITICAL)
    elif start.startswith(TEMPORARY):
        yield Hit(f"{spoken(call)} loads native code from `{start}`.")
    elif dynamic(path) and not start:
        yield Hit(f"{spoken(call)} loads native code from a computed path.", severity=Severity.MEDIUM)
