import sys
from subprocess import check_output

import pytest

from mlsec_nb.errors import UsageError
from mlsec_nb.report import FORMATS, render
from tests.factories import finding, result, target


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_renders(format_name):
    assert "pickle-load" in render(result(target(finding())), format_name)


def test_an_unknown_format_is_refused_with_the_known_ones():
    with pytest.raises(UsageError, match="sarif"):
        render(result(), "pdf")


def test_a_format_is_loaded_on_use_only():
    code = (
        "import sys, mlsec_nb.report; print('jinja2' in sys.modules, 'mlsec_nb.report.html' in sys.modules)"
    )
    assert check_output([sys.executable, "-c", code], text=True).split() == ["False", "False"]
