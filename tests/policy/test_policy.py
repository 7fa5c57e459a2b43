"""The allowlist and the tables agree with each other."""

import pytest

from mlsec_nb.policy.policy import CODE_MAKERS, REFLECTIVE, Policy, allowlist


def verdict(module, name, protocol=4):
    return Policy().judge(module, name, protocol)[0]


@pytest.mark.parametrize(
    ("module", "name", "expected"),
    [
        ("os", "system", "dangerous"),
        ("posix", "system", "dangerous"),
        ("torch", "os.system", "dangerous"),
        ("sklearn.utils", "subprocess.Popen", "dangerous"),
        ("numpy", "__builtins__", "dangerous"),
        ("some_stdlib_like", "thing", "unknown"),
        ("telnetlib", "Telnet", "dangerous"),
        ("functools", "some_new_function", "dangerous"),
        ("collections", "OrderedDict", "safe"),
        ("numpy", "ndarray", "safe"),
        ("numpy", "ndarray.tofile", "dangerous"),
        ("__torch__.nets", "Net", "safe"),
        ("builtins", "getattr", "reflective"),
    ],
)
def test_verdicts(module, name, expected):
    assert verdict(module, name) == expected


def test_old_names_are_judged_under_their_new_ones():
    assert verdict("__builtin__", "eval", 0) == "dangerous"
    assert verdict("copy_reg", "_reconstructor", 2) == "safe"
    assert verdict("commands", "getoutput", 2) == "dangerous"


def test_allowlist_holds_nothing_that_is_judged_by_use():
    for module, names in allowlist().items():
        assert not {f"{module}.{name}" for name in names} & CODE_MAKERS
        assert not {(module, name) for name in names} & REFLECTIVE
