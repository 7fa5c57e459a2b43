"""The engine on whole files: what is reported, what is a gap, what is left alone."""

import gzip
import io
import json
import pickle
import zipfile
from collections import OrderedDict

import joblib
import numpy as np
import pytest

from mlsec_nb.artifacts.disassemble import disassemble
from mlsec_nb.artifacts.engine import examine, examine_bytes, is_artifact, summary
from mlsec_nb.artifacts.examples import PLAIN, SYSTEM, tarred, zipped
from mlsec_nb.artifacts.limits import Limits
from mlsec_nb.artifacts.manifest import Manifest
from mlsec_nb.core.finding import Severity


class Payload:
    def __reduce__(self):
        import os

        return os.system, ("true",)


def worst(target):
    return max((finding.severity for finding in target.findings), default=None)


def joblib_bytes(thing, **settings):
    out = io.BytesIO()
    joblib.dump(thing, out, **settings)
    return out.getvalue()


def test_result_speaks_the_core_words():
    target = examine_bytes(zipped(("inner/model.pkl", SYSTEM)), "outer.zip")
    (finding,) = target.findings
    assert (target.kind, target.format, target.verdict) == ("artifact", "zip", "findings")
    assert (finding.rule, finding.engine, finding.severity) == ("MLS301", "artifacts", Severity.CRITICAL)
    assert finding.location.member == "inner/model.pkl"
    assert "byte 0" in finding.message
    assert target.coverage.bytes > 0


def test_members_are_named_from_the_outside_in():
    target = examine_bytes(zipped(("a.zip", zipped(("b.tar", tarred(("c.pkl", SYSTEM)))))), "outer.zip")
    assert target.findings[0].location.member == "a.zip!b.tar!c.pkl"


@pytest.mark.parametrize("protocol", range(6))
def test_honest_data_are_clean(protocol):
    thing = {"a": [1, 2.5, None], "b": OrderedDict(x=(1, 2)), "c": b"bytes"}
    assert examine_bytes(pickle.dumps(thing, protocol), "a.pkl").verdict == "clean"


@pytest.mark.parametrize("compress", [0, 3, ("gzip", 3), ("bz2", 3), ("xz", 3), ("lzma", 3)])
def test_payload_after_raw_arrays_is_found(compress):
    things = [np.arange(500.0), np.array(["a", None], dtype=object), Payload(), np.ones((3, 3), dtype=">i2")]
    assert worst(examine_bytes(joblib_bytes(things, compress=compress), "m.joblib")) is Severity.CRITICAL
    del things[2]
    assert examine_bytes(joblib_bytes(things, compress=compress), "m.joblib").verdict == "clean"


def test_what_was_read_before_a_break_counts():
    target = examine_bytes(SYSTEM[:-1] + b"\xff", "broken.pkl")
    assert worst(target) is Severity.CRITICAL
    assert target.incomplete


def test_unreadable_file_is_a_gap(tmp_path):
    target = examine(tmp_path / "missing.pkl")
    assert target.verdict == "incomplete"


def test_empty_file_is_a_gap():
    assert examine_bytes(b"", "empty.pkl").verdict == "incomplete"


def test_exhausted_limits_are_gaps():
    many = zipped(*((f"{number}.pkl", PLAIN) for number in range(20)))
    assert examine_bytes(many, "many.zip", limits=Limits(members=5)).verdict == "incomplete"
    assert examine_bytes(many, "many.zip", limits=Limits(depth=0)).verdict == "incomplete"
    assert examine_bytes(SYSTEM * 3, "slow.pkl", limits=Limits(opcodes=2)).incomplete


def test_large_numbers_in_a_compressed_archive_need_no_unpacking():
    out = io.BytesIO()
    np.savez_compressed(out, a=np.zeros((2000, 2000)))
    assert examine_bytes(out.getvalue(), "a.npz").verdict == "clean"


def test_own_names_can_be_allowed():
    data = b"\x80\x04cmypkg.models\nNet\n)\x81."
    assert worst(examine_bytes(data, "a.pkl")) is Severity.MEDIUM
    assert examine_bytes(data, "a.pkl", allow=["mypkg.models.Net"]).verdict == "clean"


def test_zip_flags_do_not_hide_a_member():
    data = bytearray(zipped(("m.pkl", SYSTEM)))
    data[6] |= 1
    assert worst(examine_bytes(bytes(data), "m.zip")) is Severity.CRITICAL


def test_archive_behind_a_pickle_is_found_and_one_inside_is_not_odd():
    inner = zipped(("x/data.pkl", PLAIN))
    assert worst(examine_bytes(PLAIN + inner, "a.pkl")) is Severity.HIGH
    assert examine_bytes(pickle.dumps({"blob": inner}), "a.pkl").verdict == "clean"
    hostile = zipped(("x/data.pkl", SYSTEM))
    assert worst(examine_bytes(pickle.dumps({"blob": hostile}), "a.pkl")) is Severity.CRITICAL


def test_control_characters_of_hostile_names_stay_out():
    target = examine_bytes(zipped(("\x1b[31m/../../x", b"1")), "a.zip")
    assert "\x1b" not in target.findings[0].message + str(target.findings[0].location.member)


def test_manifest(tmp_path):
    good, changed, new = (tmp_path / name for name in ("good.pkl", "changed.pkl", "new.pkl"))
    for path in (good, changed, new):
        path.write_bytes(PLAIN)
    digest = examine(good).sha256
    (tmp_path / "SHA256SUMS").write_text(f"{digest}  good.pkl\n{'0' * 64}  changed.pkl\n")
    manifest = Manifest.read(tmp_path / "SHA256SUMS")
    assert examine(good, manifest=manifest).verdict == "clean"
    assert worst(examine(changed, manifest=manifest)) is Severity.HIGH
    assert worst(examine(new, manifest=manifest)) is Severity.MEDIUM
    (tmp_path / "bom.json").write_text(json.dumps({"good.pkl": f"sha256:{digest}"}))
    assert (
        examine(good, manifest=Manifest.read(tmp_path / "bom.json", signed=True)).findings[0].rule == "MLS314"
    )


def test_summary_is_a_tree(tmp_path):
    path = tmp_path / "model.zip"
    path.write_bytes(zipped(("a.pkl", SYSTEM), ("b.txt", b"text")))
    _, root = summary(path)
    assert [child.name for child in root.children] == ["a.pkl", "b.txt"]
    assert [(found.path, found.verdict) for found in root.children[0].names] == [("os.system", "dangerous")]


def test_disassembly_shows_the_part_around_what_was_found(tmp_path):
    path = tmp_path / "model.pkl.gz"
    path.write_bytes(gzip.compress(b"\x80\x04" + b"K\x010" * 1000 + SYSTEM))
    lines = list(disassemble(path))
    assert len(lines) < 20
    assert any(line.opcode == "REDUCE" and "os.system('id')" in line.note for line in lines)
    assert len(list(disassemble(path, everything=True))) > 2000


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("model.pkl", PLAIN, True),
        ("noname", PLAIN, True),
        ("notes.md", b"# Notes", False),
        ("run.py", b"import os", False),
        ("package.json", b"{}", False),
        ("config.json", b"{}", True),
        ("weights", b"GGUF\x03", True),
    ],
)
def test_is_artifact(name, head, expected):
    assert is_artifact(head, name) is expected


def test_stored_members_of_a_mapped_file_are_not_copied(tmp_path):
    path = tmp_path / "model.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("m/data.pkl", PLAIN)
        archive.writestr("m/data/0", bytes(20 << 20))
    assert examine(path).verdict == "clean"


def test_folders_yield_data_of_any_name_but_not_documents():
    assert is_artifact(b'{"module": "keras", "class_name": "Sequential"', "any_name.json")
    assert is_artifact(b"tree\nversion=v4", "lightgbm.txt")
    assert not is_artifact(b"# Title", "README.md")
    assert not is_artifact(b"[core]", ".gitconfig")
