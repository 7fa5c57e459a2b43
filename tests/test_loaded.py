"""What a notebook says of the files beside it that it loads."""

import pickle

import joblib
import pytest
from sklearn.linear_model import LogisticRegression

import mlsec_nb
from mlsec_nb.artifacts.examples import SYSTEM
from mlsec_nb.loaded import Examinations, Examined
from mlsec_nb.options import Ignored, Options
from mlsec_nb.scan import Scanner, unreadable
from tests.notebooks import content

IMPORTS = "import pickle, joblib, os, sys\nfrom pathlib import Path\n"


def scanned(folder, source, **options):
    (folder / "a.ipynb").write_bytes(content(IMPORTS + source))
    return mlsec_nb.scan(folder / "a.ipynb", Options(**options))


def loading(folder, source, **options):
    (target,) = [t for t in scanned(folder, source, **options).targets if t.kind == "notebook"]
    (finding,) = [f for f in target.live if f.rule in ("MLS201", "MLS203")]
    return finding


@pytest.fixture
def here(tmp_path):
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "bad.pkl").write_bytes(SYSTEM)
    (folder / "plain.pkl").write_bytes(pickle.dumps({"a": [1]}))
    (folder / "torn.pkl").write_bytes(pickle.dumps(list(range(1000)))[:-300])
    joblib.dump(LogisticRegression().fit([[0.0], [1.0]], [0, 1]), folder / "good.joblib")
    (tmp_path / "outside.pkl").write_bytes(SYSTEM)
    return folder


def test_harmful_file_makes_it_critical(here):
    finding = loading(here, "pickle.load(open('bad.pkl', 'rb'))")
    assert finding.severity.label == "critical"
    assert "The file is here: Loading would import os.system" in finding.message


def test_honest_file_makes_it_low_and_says_what_is_in_it(here):
    finding = loading(here, "joblib.load('good.joblib')")
    assert finding.severity.label == "low"
    assert "holds nothing but objects of joblib, numpy and sklearn" in finding.message


def test_file_that_could_not_be_read_changes_no_severity(here):
    assert loading(here, "pickle.load(open('torn.pkl', 'rb'))").severity.label == "medium"


@pytest.mark.parametrize(
    "path",
    [
        "Path('bad.pkl')",
        "os.path.join('.', 'bad.pkl')",
        "Path('.') / 'bad.pkl'",
        "f'{NAME}.pkl'",
        "'sub/../bad.pkl'",
    ],
)
def test_paths_that_are_put_together(here, path):
    (here / "sub").mkdir()
    assert loading(here, f"NAME = 'bad'\npickle.load(open({path}, 'rb'))").severity.label == "critical"


@pytest.mark.parametrize(
    "source",
    [
        "pickle.loads(Path('bad.pkl').read_bytes())",
        "pickle.load(Path('bad.pkl').open('rb'))",
        "pickle.loads(open('bad.pkl', 'rb').read())",
        "with open('bad.pkl', 'rb') as file:\n    pickle.load(file)",
    ],
)
def test_handles_and_bytes(here, source):
    assert loading(here, source).severity.label == "critical"


@pytest.mark.parametrize(
    "source",
    [
        "pickle.load(open(sys.argv[1] + 'plain.pkl', 'rb'))",
        "def read(path='plain.pkl'):\n    return pickle.load(open(path, 'rb'))\nread(sys.argv[1])",
        "os.chdir('/srv')\npickle.load(open('plain.pkl', 'rb'))",
    ],
)
def test_uncertain_paths_are_not_followed(here, source):
    finding = loading(here, source)
    assert finding.severity.label != "low"
    assert "The file is here" not in finding.message


def test_one_of_several_that_is_not_there_keeps_the_severity(here):
    finding = loading(here, "for p in ['plain.pkl', 'none.pkl']:\n    pickle.load(open(p, 'rb'))")
    assert finding.severity.label == "medium"


@pytest.mark.parametrize("path", ["../outside.pkl", "link.pkl", "/etc/hostname"])
def test_files_outside_are_named_and_not_looked_at(here, path):
    (here / "link.pkl").symlink_to(here.parent / "outside.pkl")
    result = scanned(here, f"pickle.load(open('{path}', 'rb'))")
    assert len(result.targets) == 1
    (left,) = [s for s in result.targets[0].skipped if path in s.what]
    assert (left.gap, left.why) == (False, "it is outside the notebook's folder and was not looked at")


def test_what_is_no_regular_file_is_not_opened(here):
    import os

    os.mkfifo(here / "pipe.pkl")
    assert "here" not in loading(here, "pickle.load(open('pipe.pkl', 'rb'))").message


def test_loaded_files_are_targets_once(here):
    source = "pickle.load(open('bad.pkl', 'rb'))\npickle.load(open('./bad.pkl', 'rb'))"
    alone = scanned(here, source)
    assert sorted(t.kind for t in alone.targets) == ["artifact", "notebook"]
    many = mlsec_nb.scan_many([here], Options())
    paths = [t.path for t in many.targets]
    assert sorted(p.rsplit("/", 1)[1] for p in paths) == [
        "a.ipynb",
        "bad.pkl",
        "good.joblib",
        "plain.pkl",
        "torn.pkl",
    ]


def test_rules_that_are_not_shown_still_judge(here):
    finding = loading(here, "pickle.load(open('bad.pkl', 'rb'))", select=("MLS201",))
    assert finding.severity.label == "critical"


def test_an_accepted_file_is_accepted_where_it_is_loaded(here):
    accepted = (Ignored(rule="MLS301", path="bad.pkl", reason="a test of ours"),)
    finding = loading(here, "pickle.load(open('bad.pkl', 'rb'))", suppress=accepted)
    assert finding.severity.label != "critical"


def test_without_the_engine_nothing_is_looked_at(here):
    finding = loading(here, "pickle.load(open('bad.pkl', 'rb'))", engines=("code",))
    assert "here" not in finding.message


def test_a_notebook_in_memory_has_no_files(here, monkeypatch):
    from tests.notebooks import model

    monkeypatch.chdir(here)
    result = mlsec_nb.scan(model(IMPORTS + "pickle.load(open('bad.pkl', 'rb'))"), Options())
    assert len(result.targets) == 1


def test_link_and_dots_lead_nowhere_else(here):
    """``a/../x`` names the file beside ``a`` in a report, wherever the link ``a`` leads."""
    (here / "deep").mkdir()
    (here / "deep" / "inner").mkdir()
    (here / "deep" / "twin.pkl").write_bytes(pickle.dumps([1]))
    (here / "a").symlink_to(here / "deep" / "inner")
    (here / "twin.pkl").symlink_to(here.parent / "outside.pkl")
    assert "The file is here" not in loading(here, "pickle.load(open('a/../twin.pkl', 'rb'))").message


def test_examination_is_remembered_until_the_file_changes(tmp_path):
    file = tmp_path / "model.pkl"
    file.write_bytes(b"1")
    looked = []
    examine = lambda: looked.append(1) or Examined(unreadable(str(file), "", kind="artifact"))  # noqa: E731
    known = Examinations()
    known.of(file, examine)
    known.of(file, examine)
    assert len(looked) == 1
    file.write_bytes(b"12")
    known.of(file, examine)
    assert len(looked) == 2


def test_only_so_many_examinations_are_remembered(tmp_path):
    known = Examinations(most=1)
    looked = []
    for name in ("a", "b", "a"):
        known.of(tmp_path / name, lambda: looked.append(1) or Examined(unreadable("", "")))
    assert len(looked) == 3


def test_file_for_which_there_is_no_time_is_looked_at_the_next_time(here):
    (here / "a.ipynb").write_bytes(content(IMPORTS + "pickle.load(open('bad.pkl', 'rb'))"))
    known = Examinations()
    late = Scanner(Options(), examinations=known, all_seconds=0.0).file(str(here / "a.ipynb"))
    assert "could not be examined to its end" in late.live[-1].message
    (finding,) = [
        f for f in Scanner(Options(), examinations=known).file(str(here / "a.ipynb")).live if f.loads
    ]
    assert finding.severity.label == "critical"
