"""Loading reinforcement-learning policies.

What it does
------------
Finds ``load`` of Stable-Baselines3 algorithms, policies, ``VecNormalize`` and replay buffers,
restoring of RLlib and Ray Tune checkpoints, ``d3rlpy.load_learnable`` and replay buffers of Tianshou.

Why it matters
--------------
These files hold pickles beside the weights, so loading them runs the code in them. A policy from a
hub is such a file.

Use instead
-----------
``set_parameters`` with a plain ``state_dict`` loaded by ``weights_only=True``; in RLlib checkpoints
in msgpack format. Verify a digest of what is downloaded.

References
----------
CWE-502, MITRE ATLAS AML.T0011.000,
https://stable-baselines3.readthedocs.io/en/master/guide/save_format.html
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsec_nb.code.common import loads, spoken
from mlsec_nb.code.facts import Facts
from mlsec_nb.code.rule import Call, Hit, Watch, rule
from mlsec_nb.core.finding import Severity

RULE = rule(
    "MLS229",
    "rl-checkpoint",
    "Loading a saved policy unpickles it.",
    advice="Load weights alone with weights_only=True, or verify a digest of the file first.",
    references=("CWE-502", "ATLAS AML.T0011.000"),
    aliases=("B301", "B614"),
)
LIBRARIES = ("stable_baselines3", "sb3_contrib", "stable_baselines", "sbx")
METHODS = ("load", "load_replay_buffer", "load_from_pkl", "load_from_zip_file", "load_running_average")
HUB = "huggingface_sb3.load_from_hub"
WATCH = Watch(
    calls=(
        *(f"{library}.*.{method}" for library in LIBRARIES for method in METHODS),
        HUB,
        "ray.rllib.*.from_checkpoint",
        "ray.rllib.*.restore",
        "ray.rllib.*.restore_from_path",
        "ray.tune.*.restore",
        "ray.train.*.restore",
        "d3rlpy.*.load_learnable",
        "tianshou.*.load_hdf5",
    )
)
BAD = (
    "from stable_baselines3 import PPO\nmodel = PPO.load('ppo_cartpole')",
    "from stable_baselines3.common.vec_env import VecNormalize\nenv = VecNormalize.load(path, env)",
    "from stable_baselines3 import SAC\nmodel = SAC('MlpPolicy', env)\n"
    "model.load_replay_buffer('buffer.pkl')",
    "from ray.rllib.algorithms.algorithm import Algorithm\nagent = Algorithm.from_checkpoint(path)",
    "import d3rlpy\nagent = d3rlpy.load_learnable('model.d3')",
)
GOOD = (
    "from stable_baselines3 import PPO\nmodel = PPO('MlpPolicy', env)\nmodel.learn(100)\nmodel.save('ppo')",
    "from stable_baselines3.common.evaluation import evaluate_policy\nevaluate_policy(model, env)",
    "from ray import tune\nresults = tune.Tuner(train, param_space=space).fit()",
)


def check(call: Call, facts: Facts) -> Iterator[Hit]:
    """Report every load."""
    if call.names[0] == HUB:
        message = f"{spoken(call)} downloads a policy, which is unpickled when it is loaded."
        yield Hit(message, severity=Severity.LOW)
        return
    name = "path" if call.args else next(iter(call.keywords), "path")
    yield loads(call, facts, "unpickles, and so runs the code in what it loads", name=name)
