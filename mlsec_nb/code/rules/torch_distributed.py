"""Pickles between the processes of a distributed PyTorch job, and in its checkpoints.

What it does
------------
Finds the object collectives of ``torch.distributed`` (``broadcast_object_list``,
``all_gather_object`` and others), calls of ``torch.distributed.rpc``, and distributed checkpoints.

Why it matters
--------------
Object collectives and RPC pickle and unpickle: any process that joins the job runs code in the
others. The metadata of a distributed checkpoint is a pickle.

Use instead
-----------
Tensor collectives on a private network; checkpoints only of your own jobs.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000, CVE-2024-5480,
https://pytorch.org/docs/stable/distributed.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity

RULE = rule(
    "MLS234",
    "torch-distributed",
    "Objects are unpickled from other processes or from a distributed checkpoint.",
    advice="Send tensors rather than objects, on a private network; load only checkpoints of your own jobs.",
    severity=Severity.MEDIUM,
    references=("CWE-502", "ATLAS AML.T0011.000", "CVE-2024-5480"),
)
COLLECTIVES = tuple(
    f"torch.distributed.{name}"
    for name in (
        "broadcast_object_list",
        "all_gather_object",
        "gather_object",
        "scatter_object_list",
        "recv_object_list",
        "send_object_list",
        "rpc.rpc_sync",
        "rpc.rpc_async",
        "rpc.remote",
    )
)
CHECKPOINTS = {
    "load": ("checkpoint_id", None),
    "load_state_dict": ("storage_reader", 1),
    "state_dict_loader.load": ("checkpoint_id", None),
    "FileSystemReader": ("path", 0),
    "filesystem.FileSystemReader": ("path", 0),
    "format_utils.dcp_to_torch_save": ("dcp_checkpoint_dir", 0),
    "format_utils.torch_save_to_dcp": ("torch_save_path", 0),
}
PREFIX = "torch.distributed.checkpoint."
WATCH = Watch(calls=(*COLLECTIVES, *(PREFIX + name for name in CHECKPOINTS)))
BAD = (
    "import torch.distributed as dist\ndist.broadcast_object_list(objects, src=0)",
    "from torch.distributed import rpc\nresult = rpc.rpc_sync('worker1', work, args=(x,))",
    "import torch.distributed.checkpoint as dcp\ndcp.load(state, checkpoint_id=folder)",
    "from torch.distributed.checkpoint import FileSystemReader as Reader\nreader = Reader('checkpoint')",
)
GOOD = (
    "import torch.distributed as dist\ndist.all_reduce(tensor)\ndist.barrier()",
    "import torch.distributed.checkpoint as dcp\ndcp.save(state, checkpoint_id='checkpoint')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report every collective of objects and every checkpoint that is read."""
    name = call.names[0]
    if name in COLLECTIVES:
        yield Hit(f"{spoken(call)} unpickles what other processes send.")
        return
    argument, position = CHECKPOINTS[name.removeprefix(PREFIX)]
    hit = loads(
        call, facts, "unpickles the checkpoint", name=argument, position=position, worst=Severity.HIGH
    )
    yield replace(hit, confidence=Confidence.MEDIUM)
