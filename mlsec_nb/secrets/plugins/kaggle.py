"""Kaggle API keys, alone or in ``kaggle.json``."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS106",
    name="kaggle-key",
    label="Kaggle API key",
    about=str(__doc__),
    harm="Whoever has it acts as you on Kaggle.",
    revoke="Expire it at https://www.kaggle.com/settings and create a new one.",
    patterns=(Pattern("KGAT_", r"KGAT_[A-Za-z0-9]{30,60}"),),
    vendors="kaggle".split(),
    shape=r"[0-9a-f]{32}",
    bad=(
        "os.environ['KAGGLE_KEY'] = '{hex:32}'",
        '!echo \'{{"username":"jane","key":"{hex:32}"}}\' > ~/.kaggle/kaggle.json',
    ),
    good=(
        "import kaggle",
        '{"username": "jane", "key": "..."}',
    ),
)
