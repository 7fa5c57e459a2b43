"""Install commands: what is installed, from where, with which options."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mlsec_nb.notebook.shell import Command

VALUED = frozenset(
    "-r --requirement -c --constraint -e --editable -t --target -i --index-url --extra-index-url -f "
    "--find-links --trusted-host --platform --python-version --python --root --prefix --src "
    "--upgrade-strategy --no-binary --only-binary --global-option --config-settings --install-option "
    "--cache-dir --proxy --timeout --retries --log --cert --index --client-cert --progress-bar --report "
    "--abi --implementation --exists-action --default-index -n --name -p --channel --extra --group --with "
    "--source --index-strategy --torch-backend --resume-retries".split()
)
SHORT = {
    "-i": "--index-url",
    "-f": "--find-links",
    "-r": "--requirement",
    "-e": "--editable",
    "-c": "--constraint",
}
MAX_REQUIREMENTS = 500
VERBS = {
    "pip": ("install", "download", "wheel"),
    "uv": ("add",),
    "poetry": ("add",),
    "pdm": ("add",),
    "pipx": ("install",),
    "conda": ("install", "create"),
    "mamba": ("install", "create"),
    "micromamba": ("install", "create"),
    "easy_install": (),
}
PROGRAMS = tuple(VERBS)
VENDORS = re.compile(
    r"https://(?:pypi\.org|files\.pythonhosted\.org|download\.pytorch\.org|pypi\.nvidia\.com|pypi\.ngc\.nvidia\.com|"
    r"developer\.download\.nvidia\.com|storage\.googleapis\.com/(?:jax-releases|libtpu-releases|libtpu-wheels)|"
    r"data\.pyg\.org|data\.dgl\.ai|wheels\.vllm\.ai|flashinfer\.ai|download\.openmmlab\.com|dl\.fbaipublicfiles\.com|"
    r"abetlen\.github\.io|us-python\.pkg\.dev/ml-oss-artifacts|repo\.radeon\.com|pytorch-extension\.intel\.com|"
    r"k2-fsa\.github\.io|h2o-release\.s3\.amazonaws\.com|huggingface\.github\.io|alpha-release-dot)(?:[:/]|$)"
)


@dataclass(frozen=True, slots=True)
class Install:
    """One install command; ``options`` maps long names to their values."""

    tool: str
    requirements: tuple[str, ...]
    options: dict[str, list[str]] = field(default_factory=dict)


def read_install(command: Command) -> Install | None:
    """What a command installs, or ``None`` if it installs nothing."""
    argv = command.argv
    tool = command.program
    verbs = VERBS.get(tool)
    if verbs is None:
        return None
    rest = argv[1:]
    if verbs:
        at = next((i for i, word in enumerate(rest) if word in verbs), None)
        if at is None:
            return None
        rest = rest[:at] + rest[at + 1 :]
    requirements: list[str] = []
    options: dict[str, list[str]] = {}
    words = iter(rest)
    for word in words:
        if word == "#" or (word.startswith("#") and requirements):
            break
        if not word.startswith("-"):
            requirements.append(word)
            if len(requirements) >= MAX_REQUIREMENTS:
                break
            continue
        name, equals, value = word.partition("=")
        if name in VALUED and not equals:
            value = next(words, "")
        if len(name) > 2 and name[1] != "-" and name[:2] in ("-i", "-f", "-r", "-e"):
            name, value = name[:2], name[2:] + equals + value
        if tool != "pip" and name in ("-c", "-f", "-i"):
            name = {"-c": "--channel"}.get(name, name)
        options.setdefault(SHORT.get(name, name), []).append(value)
    return Install(tool, tuple(requirements), options)


_HASH = re.compile(r"[0-9a-f]{40}\b")
_LOCAL = re.compile(r"(?:\.{0,2}/|~|[A-Za-z]:\\|file:|\$|\{|\.$|\.\[)")


def is_url(requirement: str) -> bool:
    """Whether a requirement is fetched from an address instead of an index."""
    return bool(re.search(r"(?:^|@\s{0,3})(?:(?:git|hg|svn|bzr)\+|https?://)", requirement))


def is_fixed_url(requirement: str) -> bool:
    """Whether what is at the address is fixed by a commit or a digest."""
    if re.search(r"#.{0,200}sha(?:256|384|512)=[0-9a-f]{32}", requirement):
        return True
    return "+" in requirement and bool(_HASH.search(requirement.rpartition("@")[2]))


def is_pinned(tool: str, requirement: str) -> bool:
    """Whether a requirement names one version, or is not taken from an index at all."""
    if _LOCAL.match(requirement) or requirement.endswith((".whl", ".tar.gz", ".zip", ".txt", ".yml")):
        return True
    if tool in ("conda", "mamba", "micromamba"):
        return "=" in requirement
    return bool(re.search(r"={2,3}\s{0,3}[\w.]*\d", requirement)) or (
        "@" in requirement and not is_url(requirement)
    )
