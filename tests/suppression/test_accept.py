"""An accepted finding is added to the configuration, and nothing else in it changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.errors import ConfigError
from mlsec_nb.options import Ignored, load_options
from mlsec_nb.suppression.accept import accept

ENTRY = Ignored(rule="MLS201", fingerprint="0123456789abcdef", reason="our own file")


def test_file_is_made_where_it_is_missing(tmp_path):
    added = accept(ENTRY, start=tmp_path)
    assert added.path == tmp_path / "mlsec.toml"
    assert load_options(start=tmp_path).suppress == (ENTRY,)
    assert added.path.read_text() == added.text


def test_file_is_made_in_the_root_of_the_repository(tmp_path):
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "notebooks"
    folder.mkdir()
    assert accept(ENTRY, start=folder).path == tmp_path / "mlsec.toml"
    assert load_options(start=folder).suppress == (ENTRY,)


@pytest.mark.parametrize(
    "before", [b"# caf\xc3\xa9\r\nselect = []", b"\xef\xbb\xbfselect = []\n", b"", b"# x\n"]
)
def test_content_stays_byte_for_byte(tmp_path, before):
    path = tmp_path / "mlsec.toml"
    path.write_bytes(before)
    accept(ENTRY, start=tmp_path)
    assert path.read_bytes().startswith(before)
    assert load_options(path).suppress == (ENTRY,)


def test_second_entry_follows_the_first(tmp_path):
    accept(ENTRY, start=tmp_path)
    accept(Ignored(rule="MLS101", reason="test data"), start=tmp_path)
    assert [entry.rule for entry in load_options(start=tmp_path).suppress] == ["MLS201", "MLS101"]


def test_pyproject_is_used_where_the_configuration_is_there(tmp_path):
    path = tmp_path / "pyproject.toml"
    path.write_text('[project]\nname = "x"\n[tool.mlsec-nb]\nignore = ["MLS001"]\n[tool.ruff]\n')
    assert accept(ENTRY, start=tmp_path).path == path
    options = load_options(start=tmp_path)
    assert (options.ignore, options.suppress) == (("MLS001",), (ENTRY,))


def test_entry_that_does_not_fit_leaves_the_file_alone(tmp_path):
    path = tmp_path / "mlsec.toml"
    path.write_text('suppress = [{rule = "MLS101"}]\n')
    with pytest.raises(ConfigError, match="by hand"):
        accept(ENTRY, start=tmp_path)
    assert path.read_text() == 'suppress = [{rule = "MLS101"}]\n'


@given(st.text(min_size=1, max_size=80))
def test_any_reason_can_be_read_back(tmp_path_factory, reason):
    folder = tmp_path_factory.mktemp("project")
    accept(Ignored(rule="MLS201", reason=reason), start=folder)
    (entry,) = load_options(start=folder).suppress
    assert entry.reason.isprintable()
