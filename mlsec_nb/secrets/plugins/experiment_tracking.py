"""Keys of experiment trackers and orchestrators: Comet, Neptune, ClearML, Prefect, Opik."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS105",
    name="experiment-tracker-key",
    label="experiment tracker key",
    about=str(__doc__),
    harm="Whoever has it reads and alters your experiments, models and schedules.",
    revoke="Revoke it in the settings of the tracker and create a new one.",
    patterns=(
        Pattern(
            "eyJhcGlfYWRkcmVzcyI6",
            r"eyJhcGlfYWRkcmVzcyI6[A-Za-z0-9+/_-]{40,400}={0,2}",
            label="Neptune token",
        ),
        Pattern("pnu_", r"pnu_[A-Za-z0-9]{30,50}", label="Prefect API key"),
        Pattern("pnb_", r"pnb_[A-Za-z0-9]{30,50}", label="Prefect API key"),
    ),
    vendors="comet comet_ml neptune clearml trains opik dagshub".split(),
    shape=r"[A-Za-z0-9]{25}|[A-Za-z0-9]{40,64}",
    bad=(
        'comet_ml.init(api_key="{alnum:25}")',
        "!prefect cloud login -k pnu_{alnum:36}",
        "%env CLEARML_API_SECRET_KEY={alnum:50}",
    ),
    good=(
        "comet_ml.init()",
        'run = neptune.init_run(api_token=os.environ["NEPTUNE_API_TOKEN"])',
        'experiment_key = "{hex:32}"',
    ),
)
