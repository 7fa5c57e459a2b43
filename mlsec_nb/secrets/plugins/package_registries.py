"""Tokens of package registries: PyPI, npm, Docker Hub, RubyGems, crates.io, Artifactory."""

from __future__ import annotations

from mlsec_nb.secrets.provider import Pattern, Provider

PROVIDER = Provider(
    id="MLS129",
    name="package-registry-token",
    label="package registry token",
    about=str(__doc__),
    harm="Whoever has it publishes packages in your name, which others then install and run.",
    revoke="Revoke it in the account settings of the registry and use trusted publishing.",
    patterns=(
        Pattern("pypi-AgE", r"pypi-AgE[A-Za-z0-9_-]{50,400}", label="PyPI token"),
        Pattern("npm_", r"npm_[A-Za-z0-9]{36}", label="npm token"),
        Pattern("dckr_pat_", r"dckr_pat_[A-Za-z0-9_-]{20,40}", label="Docker Hub token"),
        Pattern("dckr_oat_", r"dckr_oat_[A-Za-z0-9_-]{20,40}", label="Docker Hub token"),
        Pattern("rubygems_", r"rubygems_[0-9a-f]{48}", label="RubyGems key"),
        Pattern("AKCp", r"AKCp[A-Za-z0-9]{50,80}", label="Artifactory key"),
    ),
    bad=(
        "!twine upload -u __token__ -p pypi-AgEIcHlwaS5vcmc{word:150} dist/*",
        "!npm config set //registry.npmjs.org/:_authToken=npm_{alnum:36}",
    ),
    good=(
        "!twine upload dist/*",
        "pip install pypi-AgEnt",
    ),
)
