"""Whether stored data is encrypted: by the volume it lies on, or in the files themselves."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mlsec_nb.checklist.findings import named
from mlsec_nb.checklist.kinds import data_files
from mlsec_nb.checklist.measured import only_public
from mlsec_nb.checklist.model import Evidence, Observation, Outcome
from mlsec_nb.checklist.probe import Probe, not_looked
from mlsec_nb.checklist.situation import Situation

ENCRYPTED_SYSTEMS = frozenset(
    {"ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.securefs", "fuse.veracrypt"}
)
SHARED_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "vboxsf", "9p", "fuse.sshfs", "exfat", "vfat"})
"""File systems of network shares, and of the sticks and cards that are handed round."""

MAGIC = (b"PARE", b"age-encryption.org/", b"-----BEGIN PGP MESSAGE", b"-----BEGIN AGE ENCRYPTED", b"Salted__")
"""How encrypted files begin: Parquet with an encrypted footer, age, OpenPGP, openssl enc."""

MOST_DEVICES = 64
OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Where a folder lies: mount point, kind of file system, and what the block device says."""

    mount: str
    system: str
    encrypted: bool
    removable: bool

    @property
    def words(self) -> str:
        """The volume, for people."""
        kind = "encrypted" if self.encrypted else "removable" if self.removable else "no sign of encryption"
        return f"{self.system}: {kind}"


def look(situation: Situation) -> Observation:
    """Pass on proof of encryption, fail on open removable or shared volumes, else ask a person."""
    if answer := only_public(situation):
        return answer
    paths = data_files(situation.files)
    if not paths:
        return not_looked("There are no data files in the project's folder: where is the data stored?")
    plain = [path for path in paths if not _is_encrypted(situation.folder / path)]
    if not plain:
        evidence = tuple(Evidence(kind="file", ref=path, summary="encrypted file") for path in paths[:20])
        return Observation(outcome=Outcome.PASS, summary="Every data file is encrypted.", evidence=evidence)
    volumes = {path: volume_of(situation.folder / path) for path in plain}
    evidence = tuple(
        Evidence(kind="setting", ref=each.mount, summary=each.words)
        for each in {v for v in volumes.values() if v}
    )
    open_ones = [path for path, each in volumes.items() if each and each.removable and not each.encrypted]
    if open_ones:
        summary = f"On a removable or shared volume without encryption: {named(open_ones)}."
        return Observation(outcome=Outcome.FAIL, summary=summary, evidence=evidence)
    if all(each and each.encrypted for each in volumes.values()):
        return Observation(outcome=Outcome.PASS, summary="The volume is encrypted.", evidence=evidence)
    return Observation(
        outcome=Outcome.ATTENTION,
        summary=f"No encryption can be seen from here for {named(plain)}.",
        evidence=evidence,
    )


def volume_of(path: Path, *, root: Path = Path("/")) -> Volume | None:
    """The volume that a path lies on; ``None`` where that cannot be seen.

    Parameters
    ----------
    path
        A file or folder.
    root
        Where ``proc`` and ``sys`` are.
    """
    try:
        text = (root / "proc/self/mountinfo").read_text("utf-8", "replace")
    except OSError:
        return None
    place = os.path.realpath(path)
    found = max(
        (
            mount
            for mount in _mounts(text)
            if place == mount[0] or place.startswith(f"{mount[0].rstrip('/')}/")
        ),
        key=lambda mount: len(mount[0]),
        default=None,
    )
    if found is None:
        return None
    mount, system, number = found
    devices = list(_devices(root / "sys/dev/block" / number))
    return Volume(
        mount=mount,
        system=system,
        encrypted=system in ENCRYPTED_SYSTEMS or any(map(_is_crypt, devices)),
        removable=system in SHARED_SYSTEMS or any(map(_is_removable, devices)),
    )


def _mounts(text: str) -> Iterator[tuple[str, str, str]]:
    """Mount point, file system and device number of each line (proc(5), mountinfo)."""
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) > 4 and after:
            yield OCTAL.sub(lambda code: chr(int(code[1], 8)), fields[4]), after.split()[0], fields[2]


def _devices(start: Path) -> Iterator[Path]:
    """A block device and those that it is made of."""
    waiting, seen = [start], 0
    while waiting and seen < MOST_DEVICES:
        device = Path(os.path.realpath(waiting.pop()))
        seen += 1
        yield device
        try:
            waiting += sorted((device / "slaves").iterdir())
        except OSError:
            continue


def _is_crypt(device: Path) -> bool:
    return _said(device / "dm/uuid").startswith("CRYPT-")


def _is_removable(device: Path) -> bool:
    return "1" in (_said(device / "removable"), _said(device.parent / "removable"))


def _said(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace").strip()
    except OSError:
        return ""


def _is_encrypted(path: Path) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(32).startswith(MAGIC)
    except OSError:
        return False


PROBES = (
    Probe(
        id="data.at_rest_evidence",
        title="Encryption of stored data",
        look=look,
        needs=frozenset({"folder"}),
    ),
)
