"""Versions of packages, compared as PEP 440 says."""

from __future__ import annotations


def is_older(version: str, than: str) -> bool:
    """Whether ``version`` comes before ``than``; a version that follows no rule comes before nothing."""
    from packaging.version import InvalidVersion, Version

    try:
        return Version(version) < Version(than)
    except InvalidVersion:
        return False
