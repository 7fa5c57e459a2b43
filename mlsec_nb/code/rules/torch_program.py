"""Loading PyTorch programs: TorchScript, exported programs, compiled packages and ``torch.package``.

What it does
------------
Finds ``torch.jit.load``, ``torch.export.load``, ``aoti_load_package`` and ``PackageImporter``.

Why it matters
--------------
These files are programs, not only weights: TorchScript runs operators that can reach files and
memory, an AOTInductor package is native code, and ``torch.package`` holds Python source and pickles.

Use instead
-----------
A ``state_dict`` in safetensors, with the model built in code.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, https://github.com/pytorch/pytorch/blob/main/SECURITY.md
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import loads
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS230",
    "torch-program",
    "A PyTorch file that holds a program is loaded.",
    advice="Build the model in code and load its weights from safetensors.",
    references=("CWE-502", "ATLAS AML.T0011.000"),
)
SCRIPTS = {
    "torch.jit.load": "f",
    "torch.jit._load_for_lite_interpreter": "f",
    "torch.export.load": "f",
    "torch._export.load": "f",
}
NATIVE = {
    "torch._inductor.aoti_load_package": "path",
    "torch._export.aot_load": "so_path",
    "torch._C._aoti.AOTIModelContainerRunnerCpu": "path",
    "torch._C._aoti.AOTIModelContainerRunnerCuda": "path",
    "torch._C._aoti.AOTIModelPackageLoader": "path",
}
PACKAGES = {
    "torch.package.PackageImporter": "file_or_buffer",
    "torch.package.PackageImporter.load_pickle": "package",
    "torch.package.PackageImporter.import_module": "name",
}
ARGUMENTS = {**SCRIPTS, **NATIVE, **PACKAGES}
WATCH = Watch(calls=tuple(ARGUMENTS))
BAD = (
    "import torch\nmodel = torch.jit.load('model.pt')",
    "from torch import jit\nmodel = jit.load(path, map_location='cpu')",
    "import torch\nprogram = torch.export.load('model.pt2')",
    "from torch.package import PackageImporter\nimporter = PackageImporter('model.pt')",
    "import torch\nmodel = torch._inductor.aoti_load_package(path)",
)
GOOD = (
    "import torch\nscript = torch.jit.script(model)\ntorch.jit.save(script, 'model.pt')",
    "from torch.package import PackageExporter\nwith PackageExporter('model.pt') as exporter:\n    pass",
    "import torch\nprogram = torch.export.export(model, (x,))",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report every load; native code and pickles weigh more than TorchScript."""
    name = call.names[0]
    if name in SCRIPTS:
        what, worst = "loads a program, not only weights", Severity.HIGH
    elif name in NATIVE:
        what, worst = "loads native code", Severity.CRITICAL
    else:
        what, worst = "runs code and pickles of the package", Severity.CRITICAL
    yield loads(call, facts, what, name=ARGUMENTS[name], worst=worst)
