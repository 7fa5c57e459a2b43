"""Text and names that honest libraries run or import when their objects are built."""

import pickle

import numpy as np
import pytest
import scipy.stats

from mlsec_nb.artifacts.engine import examine_bytes
from tests.guard.payloads import call, name, pickled, text

SIN = ("sympy.functions.elementary.trigonometric", "sin")
ATTACK = text("print(1)")
DISTRIBUTIONS = [
    thing
    for thing in vars(scipy.stats).values()
    if isinstance(thing, (scipy.stats.rv_continuous, scipy.stats.rv_discrete))
]


def rules(data: bytes) -> set[str]:
    return {finding.rule for finding in examine_bytes(data, "model.pkl").findings}


def with_template(change) -> scipy.stats.rv_continuous:
    norm = type(scipy.stats.norm)()
    norm._parse_arg_template = change(norm._parse_arg_template)
    return norm


@pytest.mark.parametrize("protocol", [0, 5])
def test_every_distribution_is_silent(protocol):
    assert len(DISTRIBUTIONS) > 100
    assert not rules(pickle.dumps(DISTRIBUTIONS, protocol))


def test_frozen_and_measured_distributions_are_silent():
    things = [
        scipy.stats.norm(1, 2),
        scipy.stats.gamma(2.0),
        scipy.stats.poisson(3),
        scipy.stats.levy_stable(1.8, 0.5),
        scipy.stats.rv_histogram(np.histogram([1.0, 2.0, 2.0])),
        scipy.stats.rv_discrete(values=([1, 2], [0.5, 0.5])),
        scipy.stats.gaussian_kde([1.0, 2.0, 4.0]),
    ]
    for thing in things:
        assert not rules(pickle.dumps(thing))


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize(
    "change",
    [
        lambda template: "import os",
        lambda template: f"{template}\nprint()",
        lambda template: f"@print\n{template.strip()}",
        lambda template: template.replace("loc=0", "loc=print()"),
        lambda template: template.replace("return (", "return exec("),
        lambda template: template.replace("self._argcheck_rvs", "self.rvs"),
        lambda template: "def broken(",
        lambda template: template + " " * 5_000 + "\nprint()",
    ],
)
def test_a_changed_template_is_code(change, protocol):
    assert "MLS318" in rules(pickle.dumps(with_template(change), protocol))


def test_a_template_cannot_hide_in_a_state_that_is_not_plain():
    norm = name("scipy.stats._continuous_distns", "norm_gen") + b")\x81"
    many = b"".join(text(f"key {n}") + b"N" for n in range(100))
    key = call("builtins", "str.lower", text("_PARSE_ARG_TEMPLATE"))
    template = text("_parse_arg_template") + ATTACK
    for state in (b"}(" + many + template + b"u", b"}" + key + ATTACK + b"s", b"((" + template + b"tNt"):
        assert "MLS318" in rules(pickled(norm + state + b"b"))


@pytest.mark.parametrize(
    "body",
    [
        call(*SIN, ATTACK),
        name(*SIN) + ATTACK + b"\x85\x81",
        call("sympy.core.add", "Add", b"(" + ATTACK + b"K\x01t"),
        call("copyreg", "_reconstructor", name("builtins", "tuple"), name(*SIN), ATTACK),
        call("copyreg", "__newobj__", name(*SIN), ATTACK),
        call("functools", "partial", name(*SIN), ATTACK) + b")R",
        call(*SIN, call("builtins", "str.replace", text("print<1)"), text("<"), text("("))),
    ],
)
def test_expressions_for_sympy_are_code(body):
    assert "MLS318" in rules(pickled(body))


def test_symbols_may_be_called_anything():
    assert not rules(pickled(call(*SIN, call("sympy.core.symbol", "Symbol", text("f(x)")))))


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("numpy.core._ufunc_reconstruct", (text("os"), text("system"))),
        ("numpy._core._ufunc_reconstruct", (text("os"), text("system"))),
        ("dill._dill._create_namedtuple", (text("system"), b")", text("os"))),
    ],
)
def test_names_that_makers_import_are_judged(module, arguments):
    home, _, maker = module.rpartition(".")
    assert rules(pickled(call(home, maker, *arguments))) == {"MLS301"}


def test_honest_ufuncs_and_named_tuples_are_silent():
    assert not rules(pickled(call("numpy.core", "_ufunc_reconstruct", text("numpy"), text("add"))))
    point = call("dill._dill", "_create_namedtuple", text("Point"), text("x") + b"\x85", text("__main__"))
    assert not rules(pickled(point + b"(K\x01t\x81"))
