"""Documents about a person and numbers that an organisation gives to one: passports, licences, records."""

from __future__ import annotations

import re

from mlsec_nb.privacy.digits import plain
from mlsec_nb.privacy.kind import Category, Kind, Sample, listed, pattern

_MRZ = re.compile(r"[PVIAC][A-Z<][A-Z<]{3}[A-Z0-9<]{25,39}(?:\s?[A-Z0-9<]{30,44}){0,2}")
_SECOND_LINE = re.compile(r"([A-Z0-9<]{9})(\d)[A-Z<]{3}(\d{6})(\d)[MFX<](\d{6})(\d)[A-Z0-9<]{8,16}")
_PLATES = (
    r"[A-Z]{2}\d{2} ?[A-Z]{3}",  # United Kingdom
    r"[A-Z]{2}-?\d{3}-?[A-Z]{2}",  # France, Italy
    r"[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[ -]\d{1,4}[EH]?",  # Germany
    r"\d{4} ?[BCDFGHJ-NPRSTVWXYZ]{3}",  # Spain
    r"[A-Z]{3} ?\d{2}[A-Z0-9]",  # Sweden
    r"[A-Z]{2} ?\d{2} ?[A-Z]{1,3} ?\d{4}",  # India
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]-?[A-Z0-9]{5,6}",  # China
    r"[АВЕКМНОРСТУХ]\d{3}[АВЕКМНОРСТУХ]{2} ?\d{2,3}",  # Russia
    r"\d{2} ?[A-Z]{1,3} ?\d{2,4}",  # Turkey
    r"\d{2,3}[가-힣] ?\d{4}",  # South Korea
    r"[一-龥ぁ-ん]{2,4} ?\d{2,3} ?[ぁ-ん] ?\d{2}-?\d{2}",  # Japan
)
_PLATE = re.compile("|".join(_PLATES))
_GERMAN_PLATE = re.compile(r"([A-ZÄÖÜ]{1,3})-([A-Z]{1,2})[ -](\d{1,4})[EH]?")
_OWN_PLATE = re.compile(rf"{_PLATES[0]}|{_PLATES[2]}|{_PLATES[6]}|{_PLATES[7]}|{_PLATES[9]}|{_PLATES[10]}")
_ANY_PLATE = re.compile(r"(?=[^\n]*\d)[A-Z0-9ÄÖÜА-Я]{1,4}(?:[ -]?[A-Z0-9А-Я]{1,5}){0,3}")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{8}[0-9X][A-HJ-NPR-Z0-9]{8}")
_VIN_VALUES = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def _is_second_line(value: str) -> bool:
    """Number, birth and expiry of a passport or visa, each with its check digit (ICAO Doc 9303-3)."""
    found = _SECOND_LINE.fullmatch(value)
    if found is None:
        return False
    parts = found.groups()
    return all(_check_digit(part) == int(check) for part, check in zip(parts[::2], parts[1::2], strict=True))


def _check_digit(part: str) -> int:
    signs = (0 if sign == "<" else int(sign, 36) for sign in part)
    return sum(number * weight for number, weight in zip(signs, (7, 3, 1) * 3, strict=False)) % 10


def _plates(sample: Sample) -> bool:
    """Parts of machines are written as German plates are, but all of one length in each part."""
    german = [found.groups() for value in sample.values if (found := _GERMAN_PLATE.fullmatch(value))]
    widths = [len({len(part) for part in parts}) for parts in zip(*german, strict=True)]
    return _many(sample) and all(width > 1 for width in widths)


def _is_any_plate(value: str) -> bool:
    return len(value) <= 12 and _ANY_PLATE.fullmatch(value) is not None


def _is_vin(value: str) -> bool:
    if _VIN.fullmatch(value) is None:
        return False
    total = sum(
        (int(sign) if sign.isdigit() else _VIN_VALUES[sign]) * weight
        for sign, weight in zip(value, _VIN_WEIGHTS, strict=True)
    )
    return "0123456789X"[total % 11] == value[8]


_DECIMAL = re.compile(r"-?\d+\.\d+")


def _is_document(value: str) -> bool:
    text = plain(value)
    if len(value) > 24 or _DECIMAL.fullmatch(value):
        return False
    return 6 <= len(text) <= 18 and text.isalnum() and sum(map(str.isdigit, text)) >= 4


def _is_number(value: str) -> bool:
    text = plain(value)
    if len(value) > 30 or _DECIMAL.fullmatch(value):
        return False
    return 4 <= len(text) <= 24 and text.isalnum() and any(map(str.isdigit, text))


def _many(sample: Sample) -> bool:
    return len(sample.distinct) > 0.5 * len(sample.values)


KINDS = (
    Kind(
        name="machine-readable-zone",
        label="machine-readable zone of a passport or identity card",
        check=lambda value: "<<" in value and (_MRZ.fullmatch(value) is not None or _is_second_line(value)),
        heads=("mrz", "mrz1", "mrz2"),
        strong=True,
        text=re.compile(r"(?<![A-Z0-9<])P[A-Z<][A-Z]{3}[A-Z<]{39}(?![A-Z0-9<])"),
    ),
    Kind(
        name="passport",
        label="passport number",
        check=pattern(r"(?:[A-Z]{1,3} ?)?[0-9CFGHJKLMNPRTVWXYZ ]{6,9}[0-9A-Z]?"),
        heads=listed(
            """
            passport, passport no, passport number, pass no, pp no, ppt no, passno, passnr, passnummer, pass
            nr, reisepass*, passeport, pasaporte, passaporto, passaporte, paszport, pas nr, paspoort*,
            pasaport*, загранпаспорт, 护照, 护照号, パスポート, 旅券番号, 여권번호, passi nr, utlevel
            """
        ),
        blind=None,
        named=0.9,
        whole_named=_many,
    ),
    Kind(
        name="driving-licence",
        label="driving licence number",
        check=_is_document,
        heads=listed(
            """
            drivers license, driver license, driving license, driving licence, driver licence, dl, dl no,
            licence number, license number, license no, licence no, drv lic, dln, dlnum, fuhrerschein*,
            fuehrerschein*, permis, permis conduire, carnet conducir, licencia conducir, patente, cnh,
            rijbewijs*, prawo jazdy, ehliyet*, korkort*, водительское, 驾驶证, 운전면허, 免許証番号
            """
        ),
        blind=None,
        named=0.9,
        whole_named=_many,
    ),
    Kind(
        name="licence-plate",
        label="licence plate",
        check=lambda value: _OWN_PLATE.fullmatch(value) is not None,
        loose=lambda value: _PLATE.fullmatch(value) is not None or _is_any_plate(value),
        heads=listed(
            """
            license plate, licence plate, plate, plate no, plate number, number plate, lic plate, vrm,
            kennzeichen, kfz kennzeichen, kfz kz, kfz, immatriculation, matricula, targa, placa, kenteken,
            plaka, rejestracja, nr rejestracyjny, registrering*, rekisteri*, rendszam, госномер, номер авто,
            车牌, 车牌号, ナンバー, 번호판, spz, tablica, nopol, vehicle reg, reg no, vehicle registration
            """
        ),
        blind=0.95,
        named=0.9,
        whole=_plates,
        whole_named=_many,
    ),
    Kind(
        name="medical-record",
        label="medical record or patient number",
        check=_is_number,
        heads=listed(
            """
            mrn, medical record, medical record number, med rec, med rec no, patient id, patient no, pat id,
            patient number, patientennummer, pat nr, pid, hospital number, chart no, numero dossier, nhc,
            historia clinica, cartella clinica, 病历号, カルテ番号, patientid, nhi
            """
        ),
        blind=None,
        named=0.9,
        whole_named=_many,
    ),
    Kind(
        name="insurance-number",
        label="number of an insured person",
        check=_is_number,
        heads=listed(
            """
            insurance no, insurance number, insurance id, policy holder, policy no, policy number, member
            id, health insurance, health card, hicn, ohip, kvnr, krankenversicherung*, versichertennummer,
            versicherungsnummer, mutuelle, tarjeta sanitaria, tessera sanitaria, healthcard, subscriber id,
            ins no
            """
        ),
        blind=None,
        named=0.9,
        whole_named=_many,
    ),
    Kind(
        name="personnel-number",
        label="personnel, student or membership number",
        check=_is_number,
        heads=listed(
            """
            employee id, employee no, employee number, emp no, emp id, staff id, student id, student no,
            personalnummer, pers nr, matrikel*, matricule, legajo, matricola, student number, badge id,
            badge no
            """
        ),
        blind=None,
        named=0.9,
        whole_named=_many,
    ),
    Kind(
        name="biometric",
        label="biometric template",
        check=lambda value: len(value) >= 16,
        heads=listed(
            """
            fingerprint, face embedding, face encoding, faceprint, iris code, voiceprint, biometric,
            minutiae, retina scan, face template
            """
        ),
        blind=None,
        category=Category.SENSITIVE,
    ),
    Kind(
        name="vehicle-number",
        label="vehicle identification number",
        check=_is_vin,
        heads=("vin", "chassis", "fahrgestell*", "vehicle identification"),
        strong=True,
        category=Category.QUASI,
    ),
)
