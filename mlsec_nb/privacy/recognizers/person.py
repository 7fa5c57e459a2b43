"""Names of people: full, given and family names."""

from __future__ import annotations

from collections.abc import Callable

from mlsec_nb.privacy.headers import THINGS
from mlsec_nb.privacy.kind import Kind, Sample, listed
from mlsec_nb.privacy.names import (
    ends_as_place,
    is_east_asian,
    is_family,
    is_given,
    is_known,
    is_of_company,
    is_of_place,
    is_shaped,
    is_word,
)

_SURE = 0.8
_FEW = 8


def _share(values: tuple[str, ...], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0


def _are_places(values: tuple[str, ...]) -> bool:
    return _share(values, is_of_place) > 0.08 or _share(values, ends_as_place) > 0.6


def _people(sample: Sample, shaped: Callable[[str], bool], known: Callable[[str], bool]) -> bool:
    """Whether a column holds names of people, not of companies, towns or things."""
    values = sample.distinct
    if _share(values, is_of_company) > 0.06 or _are_places(values):
        return False
    if _share(values, shaped) < 0.85:
        return False
    many = len(values) >= max(_FEW, 0.2 * len(sample.values))
    return many or (len(values) >= _FEW and _share(values, known) >= _SURE)


def _called_people(sample: Sample, shaped: Callable[[str], bool], known: Callable[[str], bool]) -> bool:
    """The same when the header says so: fewer names need be known if the values are many."""
    values = sample.distinct
    if _share(values, is_of_company) > 0.1 or _are_places(values):
        return False
    hits = _share(values, known)
    many = len(values) >= max(12, 0.25 * len(sample.values))
    capital = _share(values, lambda value: not value[0].islower()) > 0.9
    most = len(values) >= max(20, 0.3 * len(sample.values)) and capital
    words = shaped is is_shaped or _share(values, lambda value: " " not in value) > 0.85
    least = 0.35 if len(values) >= _FEW else 0.6
    return hits >= least or (many and hits >= 0.12) or (most and words and _share(values, shaped) > 0.95)


def _any_known(value: str) -> bool:
    return is_known(value) or is_given(value) or is_family(value)


KINDS = (
    Kind(
        name="person-name",
        label="name of a person",
        check=is_known,
        loose=lambda value: is_shaped(value) or is_word(value),
        heads=listed(
            """
            name, full name, fullname, nm, =person, =customer, =client, =patient, =employee, =contact,
            =author, cust name, cust nm, pt name, emp name, =holder, =cardholder, =card holder,
            =beneficiary, =owner, =payee, *name, =kunde, =mitarbeiter, nom complet, nom, nombre, nome, naam,
            navn, namn, nimi, imie i nazwisko, jmeno, meno, ime, ime prezime, nume, nev, ad soyad, isim,
            фио, имя, имена, піб, ім'я, ονοματεπωνυμο, ονομα, 氏名, 名前, 姓名, 名字, 이름, 성명, नाम,
            اسم, الاسم,
            שם,
            ชื่อ, ho ten, ho va ten, nama, nama lengkap, vardas, vards, fio, shimei, =attn, =recipient,
            =sender, =guest, =passenger, =student, =teacher, =doctor, =physician, =salesperson, =sales rep,
            =manager, =agent, =respondent, nom cli, razon, =titular, =inhaber, =empfanger, =ansprechpartner,
            نام, =member, =participant, =visitor, =assignee, =assigned to, =assigned agent, =created by,
            =updated by, =modified by, =approved by, =reported by, =reporter, =reviewer, =approver,
            =requester, =signatory, =spouse, =next of kin, =emergency contact, =supervisor, =tenant name,
            =subscriber, =policyholder, =kontakt, =kontaktperson, =sachbearbeiter, =patientin, =cliente,
            =contacto, =responsable, =empleado, =paciente, =alumno, =autor, =interlocuteur, =salarie,
            =dipendente, =paziente, =funcionario, =klant, =medewerker, =klient, =pracownik, =zamawiajacy,
            =musteri, =calisan, =yetkili, =клиент, =сотрудник, =пациент, =получатель, =отправитель, =担当者,
            =顧客名, =联系人, =客户, =담당자, =고객
            """
        ),
        unless=THINGS | {"user", "username", "nick"},
        blind=0.22,
        named=0.75,
        whole=lambda sample: _people(sample, is_shaped, is_known),
        whole_named=lambda sample: _called_people(sample, is_shaped, _any_known),
    ),
    Kind(
        name="given-name",
        label="given name",
        check=is_given,
        loose=lambda value: is_word(value) or is_east_asian(value),
        heads=listed(
            """
            first name, firstname, fname, f name, given name, given, forename, fn, vorname, vname, prenom,
            primer nombre, nombre, nombre pila, nome, primeiro nome, voornaam, fornavn, fornamn, etunimi,
            imie, krestni jmeno, jmeno, krstne meno, ime, prenume, keresztnev, utonev, ad, имя, ім'я, ονομα,
            名, 이름, middle name, mname, nickname, rufname, first, christian name, ten, nama depan, eesnimi,
            first nm
            """
        ),
        unless=THINGS,
        blind=0.25,
        named=0.75,
        whole=lambda sample: _people(sample, is_word, is_given),
        whole_named=lambda sample: _called_people(sample, is_word, _any_known),
    ),
    Kind(
        name="family-name",
        label="family name",
        check=is_family,
        loose=lambda value: is_word(value) or is_east_asian(value),
        heads=listed(
            """
            last name, lastname, lname, l name, surname, family name, family, ln, sn, nachname, nname,
            familienname, nom famille, nom, apellido, apellidos, sobrenome, apelido, cognome, cogn,
            achternaam, etternavn, efternavn, efternamn, sukunimi, nazwisko, nazw, prijmeni, priezvisko,
            prezime, priimek, vezeteknev, soyad, soyadi, фамилия, фам, прізвище, επωνυμο, 姓, 성, maiden name,
            geburtsname, last, ho, nama belakang, perekonnanimi, pavarde, uzvards, last nm, surnm, mothers
            maiden name
            """
        ),
        unless=THINGS,
        blind=0.25,
        named=0.75,
        whole=lambda sample: _people(sample, is_word, is_family),
        whole_named=lambda sample: _called_people(sample, is_word, _any_known),
    ),
)
