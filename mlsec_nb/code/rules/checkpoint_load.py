"""Checkpoints read by model libraries that unpickle them.

What it does
------------
Finds loaders of timm, OpenMMLab, fairseq, detectron2, NeMo, SpeechBrain, AllenNLP, Flair, Whisper,
CLIP, DeepSpeed, Accelerate and others that are given a checkpoint other than an official model's name.

Why it matters
--------------
Below these functions is ``torch.load`` or ``pickle.load`` without restriction; SpeechBrain and MONAI
also run what the configuration beside the weights says.

Use instead
-----------
The safetensors variant of the model, or a digest that is compared before the file is loaded.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from mlsec_nb.code.common import loads
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.paths import PICKLES, is_bare_name, suffix
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.notebook.names.values import Value, always


class When(Enum):
    """The condition under which a loader unpickles."""

    ALWAYS = "always"
    CONFIG = "always, for the text beside the weights names code"
    GIVEN = "if the argument is given"
    PATH = "unless it is given the name of an official model"
    PICKLE = "if the file is a pickle"


RULE = rule(
    "MLS236",
    "checkpoint-load",
    "A model library unpickles the checkpoint it is given.",
    advice="Use a safetensors variant of the model, or verify a digest of the file first.",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B614", "B301"),
)
LOADERS: dict[str, tuple[str, int | None, When]] = {
    "timm.*.load_checkpoint": ("checkpoint_path", 1, When.ALWAYS),
    "timm.create_model": ("checkpoint_path", None, When.GIVEN),
    "open_clip.create_model_and_transforms": ("pretrained", 1, When.PATH),
    "open_clip.create_model": ("pretrained", 1, When.PATH),
    "clip.load": ("name", 0, When.PATH),
    "whisper.load_model": ("name", 0, When.PATH),
    "segment_anything.build_sam": ("checkpoint", 0, When.GIVEN),
    "segment_anything.build_sam_vit_h": ("checkpoint", 0, When.GIVEN),
    "segment_anything.build_sam_vit_l": ("checkpoint", 0, When.GIVEN),
    "segment_anything.build_sam_vit_b": ("checkpoint", 0, When.GIVEN),
    "segment_anything.sam_model_registry": ("checkpoint", 0, When.GIVEN),
    "easyocr.Reader": ("user_network_directory", None, When.GIVEN),
    "detectron2.*.DetectionCheckpointer.load": ("path", 0, When.ALWAYS),
    "detectron2.*.DetectionCheckpointer.resume_or_load": ("path", 0, When.ALWAYS),
    "mmengine.*.load_checkpoint": ("filename", 1, When.ALWAYS),
    "mmcv.*.load_checkpoint": ("filename", 1, When.ALWAYS),
    "mmdet.apis.init_detector": ("checkpoint", 1, When.GIVEN),
    "mmseg.apis.init_model": ("checkpoint", 1, When.GIVEN),
    "mmpose.apis.init_model": ("checkpoint", 1, When.GIVEN),
    "mmengine.*.load": ("file", 0, When.PICKLE),
    "mmcv.*.load": ("file", 0, When.PICKLE),
    "fairseq.checkpoint_utils.load_checkpoint_to_cpu": ("path", 0, When.ALWAYS),
    "fairseq.checkpoint_utils.load_model_ensemble": ("filenames", 0, When.ALWAYS),
    "fairseq.checkpoint_utils.load_model_ensemble_and_task": ("filenames", 0, When.ALWAYS),
    "espnet2.*.from_pretrained": ("model_tag", 0, When.ALWAYS),
    "nemo.*.restore_from": ("restore_path", 0, When.ALWAYS),
    "speechbrain.*.from_hparams": ("source", 0, When.CONFIG),
    "allennlp.*.load_archive": ("archive_file", 0, When.ALWAYS),
    "allennlp.predictors.*.from_path": ("archive_path", 0, When.ALWAYS),
    "flair.models.*.load": ("model_path", 0, When.PATH),
    "flair.nn.*.load": ("model_path", 0, When.PATH),
    "pyannote.audio.*.from_pretrained": ("checkpoint_path", 0, When.PATH),
    "TTS.api.TTS": ("model_path", None, When.GIVEN),
    "monai.bundle.load": ("name", 0, When.CONFIG),
    "monai.bundle.ConfigParser": ("config", 0, When.GIVEN),
    "monai.bundle.ConfigParser.read_config": ("f", 0, When.CONFIG),
    "dgl.load_graphs": ("filename", 0, When.ALWAYS),
    "dgl.data.utils.load_graphs": ("filename", 0, When.ALWAYS),
    "dgl.data.utils.load_info": ("path", 0, When.ALWAYS),
    "deepspeed.*.load_checkpoint": ("load_dir", 0, When.ALWAYS),
    "accelerate.*.load_state": ("input_dir", 0, When.ALWAYS),
    "accelerate.load_checkpoint_and_dispatch": ("checkpoint", 1, When.ALWAYS),
    "accelerate.load_checkpoint_in_model": ("checkpoint", 1, When.ALWAYS),
    "skorch.*.load_params": ("f_params", 0, When.ALWAYS),
    "catalyst.utils.load_checkpoint": ("path", 0, When.ALWAYS),
}
WATCH = Watch(calls=tuple(LOADERS))
SAFE = (".safetensors", ".onnx", ".json", ".yaml", ".yml", ".txt", ".csv")
BAD = (
    "from mmengine.runner import load_checkpoint\nload_checkpoint(model, 'epoch_12.pth')",
    "import whisper\nmodel = whisper.load_model('/data/finetuned.pt')",
    "from speechbrain.inference.interfaces import Pretrained\nmodel = Pretrained.from_hparams(source=folder)",
    "import mmengine\nannotations = mmengine.load('annotations.pkl')",
    "from nemo.collections.asr.models import ASRModel\nmodel = ASRModel.restore_from('model.nemo')",
    "import timm\nmodel = timm.create_model('resnet50', checkpoint_path=path)",
)
GOOD = (
    "import whisper\nmodel = whisper.load_model('base')",
    "import clip\nmodel, preprocess = clip.load('ViT-B/32', device='cpu')",
    "import mmengine\nsettings = mmengine.load('settings.json')",
    "from flair.models import SequenceTagger\ntagger = SequenceTagger.load('ner')",
    "from accelerate import load_checkpoint_and_dispatch\n"
    "load_checkpoint_and_dispatch(model, 'model.safetensors')",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report a loader whose condition is met."""
    argument, position, when = _loader(call.names[0])
    is_given = argument in call.keywords or (position is not None and position < len(call.args))
    given = call.get(argument, position) if is_given else None
    if always(call.get("use_safetensors"), True) or not (call.reference or _unpickles(given, when)):
        return
    yield loads(
        call, facts, "unpickles the checkpoint", name=argument, position=position, worst=Severity.HIGH
    )


def _loader(name: str) -> tuple[str, int | None, When]:
    found = LOADERS.get(name)
    if found is not None:
        return found
    for pattern, loader in LOADERS.items():
        start, star, end = pattern.partition("*")
        if star and name.startswith(start) and name.endswith(end):
            return loader
    return "path", 0, When.ALWAYS


def _unpickles(given: Value | None, when: When) -> bool:
    if when is When.CONFIG:
        return True
    end = suffix(given)
    if end in SAFE:
        return False
    if when is When.ALWAYS:
        return True
    absent = given is None or always(given, None) or always(given, "")
    if when is When.PICKLE:
        return end in PICKLES
    return not absent and (when is When.GIVEN or not is_bare_name(given))
