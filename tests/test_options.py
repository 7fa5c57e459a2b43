"""Configuration is found, read, and refused with a hint."""

import pytest

from mlsec_nb.core.finding import Severity
from mlsec_nb.errors import ConfigError
from mlsec_nb.options import Ignored, Options, load_options, parse_options


def config(folder, text, name="mlsec.toml"):
    path = folder / name
    path.write_text(text)
    return path


def test_defaults_without_a_file(tmp_path):
    assert load_options(start=tmp_path) == Options()


def test_nearest_file_up_to_the_repository(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)
    config(tmp_path, 'fail-on = "low"')
    assert load_options(start=tmp_path / "a" / "b").fail_on is Severity.LOW


def test_a_file_above_the_repository_does_not_count(tmp_path):
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    config(tmp_path, 'fail-on = "low"')
    assert load_options(start=tmp_path / "repo") == Options()


def test_pyproject_table(tmp_path):
    config(
        tmp_path,
        '[tool.mlsec-nb]\nselect = ["MLS2"]\n[[tool.mlsec-nb.suppress]]\nrule = "MLS201"',
        "pyproject.toml",
    )
    options = load_options(start=tmp_path)
    assert options.select == ("MLS2",)
    assert options.suppress == (Ignored(rule="MLS201"),)


def test_baseline_is_relative_to_the_file(tmp_path):
    path = config(tmp_path, 'baseline = "known.json"')
    assert load_options(path).baseline == str(tmp_path / "known.json")


@pytest.mark.parametrize(
    "text",
    [
        "fail-on = 3",
        'fail-on = "worst"',
        "unknown = 1",
        'select = "MLS2"',
        "max-bytes = -1",
        'engines = ["magic"]',
        "suppress = [{}]",
        'suppress = [{command = "rm"}]',
        "= broken",
    ],
)
def test_what_means_nothing_is_refused(tmp_path, text):
    with pytest.raises(ConfigError):
        load_options(config(tmp_path, text))


def test_named_file_must_exist(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        load_options(tmp_path / "none.toml")


def test_allow_takes_full_names_only(tmp_path):
    (tmp_path / "mlsec.toml").write_text('allow = ["mypackage.model.Net"]\nmanifest = "SUMS"\n')
    options = load_options(tmp_path / "mlsec.toml")
    assert options.allow == ("mypackage.model.Net",)
    assert options.manifest == str(tmp_path / "SUMS")
    (tmp_path / "mlsec.toml").write_text('allow = ["Net"]\n')
    with pytest.raises(ConfigError, match="allow"):
        load_options(tmp_path / "mlsec.toml")


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 5_000 + " = 1",
        f"exclude = ['{'[' * 5_000}']",
        f"suppress = [{{path = '{'*a' * 5_000}'}}]",
    ],
)
def test_settings_that_take_the_square_of_their_length_are_refused(text, tmp_path):
    with pytest.raises(ConfigError):
        parse_options(text, tmp_path / "mlsec.toml")


def test_dots_in_texts_and_comments_are_none_of_a_name(tmp_path):
    names = ", ".join(f'"package.module.Name{number}"' for number in range(150))
    options = parse_options(f"allow = [{names}]  # {'.' * 300}", tmp_path / "mlsec.toml")
    assert len(options.allow) == 150
