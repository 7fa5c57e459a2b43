"""Keys of annotation tools: Roboflow, Label Studio, Labelbox, Scale, CVAT."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS123",
    name="annotation-tool-key",
    label="annotation tool key",
    about=str(__doc__),
    harm="Whoever has it reads and alters your images, texts and labels.",
    revoke="Revoke it in the settings of the tool and create a new one.",
    patterns=(Pattern("rf_", r"rf_[A-Za-z0-9]{20,40}", label="Roboflow key"),),
    vendors="roboflow labelstudio label_studio labelbox cvat supervisely".split(),
    shape=r"[0-9a-f]{40}|[A-Za-z0-9]{20}",
    bad=(
        'rf = Roboflow(api_key="{alnum:20}")',
        'LABEL_STUDIO_API_KEY = "{hex:40}"',
    ),
    good=(
        "rf = Roboflow()",
        'project = rf.workspace("acme").project("hard-hat-workers")',
    ),
)
