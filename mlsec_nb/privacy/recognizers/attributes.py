"""Attributes of people, by vocabulary: protected ones, and those that identify together with others."""

from __future__ import annotations

import re

from mlsec_nb.privacy.kind import Category, Kind, Sample, listed, one_of, pattern

_GENDER = one_of(
    """
    male, female, man, woman, men, women, masculine, feminine, nonbinary, non-binary, genderfluid,
    genderqueer, agender, transgender, trans man, trans woman, diverse, divers, männlich, weiblich, mann,
    frau, homme, femme, masculin, féminin, hombre, mujer, masculino, femenino, feminino, maschio, femmina,
    uomo, donna, man, vrouw, mies, nainen, mand, kvinde, kvinne, kvinna, mężczyzna, kobieta, muž, žena,
    férfi, nő, bărbat, femeie, muškarac, erkek, kadın, мужской, женский, мужчина, женщина, чоловік, жінка,
    άνδρας, γυναίκα, 男, 女, 男性, 女性, 남, 여, 남성, 여성, 남자, 여자, ذكر, أنثى, זכר, נקבה, पुरुष,
    महिला, ชาย, หญิง, nam,
    nữ, laki-laki, perempuan, pria, wanita, cis male, cis female, bigender, polygender, pangender,
    male-to-female, female-to-male, intersex, two-spirit
    """
)
_GENDER_MORE = one_of(
    """
    m, f, w, d, x, u, h, k, e, o, 0, 1, 2, other, unknown, n/a, prefer not to say, undisclosed, not
    specified, mr, mrs, ms
    """
)
_RELIGION = one_of(
    """
    christian, christianity, catholic, roman catholic, protestant, lutheran, orthodox, anglican, baptist,
    methodist, evangelical, mormon, jehovah's witness, muslim, islam, sunni, shia, jewish, judaism, hindu,
    hinduism, buddhist, buddhism, sikh, sikhism, jain, jainism, taoist, shinto, atheist, agnostic, bahai,
    zoroastrian, katholisch, evangelisch, römisch-katholisch, konfessionslos, catholique, musulman, juif,
    protestante, católico, católica, musulmán, judío, cattolico, hindú, budista, ateo, kristen, katolik,
    konghucu, pagan, quaker, greek orthodox, no religion, none, other, unknown
    """
)
_ETHNICITY = one_of(
    """
    white, black, asian, hispanic, latino, latina, latinx, caucasian, african american, african-american,
    native american, american indian, pacific islander, native hawaiian, alaska native, middle eastern,
    south asian, east asian, chinese, mixed, mixed race, two or more races, multiracial, biracial, black or
    african american, hispanic or latino, arab, white british, black african, black caribbean, indian,
    pakistani, bangladeshi, roma, gypsy, aboriginal, māori, maori, han, tibetan, uyghur, zulu, xhosa, malay,
    asian-pac-islander, amer-indian-eskimo, native hawaiian or other pacific islander, asian american, white
    irish, not hispanic or latino, non-hispanic, other, unknown, american indian or alaska native
    """
)
_ORIENTATION = one_of(
    """
    heterosexual, homosexual, straight, gay, lesbian, bisexual, asexual, pansexual, queer, demisexual,
    questioning, other, unknown, prefer not to say
    """
)
_POLITICS = one_of(
    """
    democrat, republican, libertarian, green party, labour, conservative, liberal democrat, independent,
    liberal, socialist, communist, cdu, csu, spd, afd, fdp, die linke, die grünen, tory, social democrat,
    christian democrat, progressive, other
    """
)
_HEALTH = re.compile(
    r"\b(?:diabet|asthma|hypertens|depress|migraine|cancer|carcinom|tumou?r|hiv\b|aids\b|hepatit|epilep|schizo|bipolar|anxiety"
    r"|arthrit|alzheimer|parkinson|dementia|anaemi|anemi|pneumon|bronchit|stroke|infarct|fractur|obes|copd|tubercul|leuk[ae]mi"
    r"|lymphom|melanom|cirrhos|psoria|eczema|autis|adhd|insomni|allerg|thyroid|coronary|cardi|renal|fibrill|sclerosis|crohn"
    r"|colitis|gastrit|ulcer|anorexi|bulimi|gout\b|lupus|angina|sepsis|influenza|covid|malaria|osteopor|glaucoma|cataract"
    r"|hypothyr|hyperlip|neuropath|nephr|syndrome|disorder|disease|infection|pregnan)",
    re.IGNORECASE,
)
_ICD = re.compile(r"[A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?")
_BLOOD = re.compile(r"(?:A|B|AB|O|0)(?: ?[+-]|[ _](?:pos|neg|positive|negative)| ?Rh[+-])", re.IGNORECASE)


def _is_gender(value: str) -> bool:
    return _GENDER(value) or _GENDER_MORE(value)


def _says_gender(sample: Sample) -> bool:
    """Without a header most values must be words that mean nothing else."""
    clear = sum(_GENDER(value) for value in sample.values)
    return 2 <= len(sample.distinct) <= 60 and clear > 0.5 * len(sample.values)


def _few(sample: Sample) -> bool:
    return len(sample.distinct) <= 60 and len({value.casefold() for value in sample.distinct}) >= 2


def _several(sample: Sample) -> bool:
    return 3 <= len(sample.distinct) <= 60


def _is_illness(value: str) -> bool:
    return _ICD.fullmatch(value) is not None or (len(value) < 200 and _HEALTH.search(value) is not None)


def _in_words(sample: Sample) -> bool:
    """Codes of ICD-10 look like parts of machines: without a header only words count."""
    return sum(_HEALTH.search(value[:200]) is not None for value in sample.values) > 0.6 * len(sample.values)


KINDS = (
    Kind(
        name="gender",
        label="gender",
        check=_is_gender,
        heads=listed(
            """
            gender, sex, geschlecht, sexe, sexo, sesso, genero, genere, geslacht, kon, kjonn, sukupuoli,
            plec, pohlavi, nem, cinsiyet, пол, 性别, 性別, 성별, जेंडर, gender identity
            """
        ),
        whole=_says_gender,
        whole_named=_few,
        category=Category.SENSITIVE,
    ),
    Kind(
        name="religion",
        label="religion",
        check=_RELIGION,
        heads=listed(
            """
            religion, relig, faith, konfession, denomination, religione, agama, 宗教
            """
        ),
        whole=_several,
        category=Category.SENSITIVE,
    ),
    Kind(
        name="ethnicity",
        label="ethnic origin",
        check=_ETHNICITY,
        heads=("ethnicity", "ethnic", "race", "ethnic group", "ethnie", "etnia", "raza", "raca", "民族"),
        whole=lambda sample: (
            _several(sample)
            and sum(
                value.casefold() in ("white", "black", "other", "mixed", "unknown") for value in sample.values
            )
            < 0.8 * len(sample.values)
        ),
        category=Category.SENSITIVE,
    ),
    Kind(
        name="sexual-orientation",
        label="sexual orientation",
        check=_ORIENTATION,
        heads=("orientation", "sexual orientation", "sexuality"),
        whole=_several,
        category=Category.SENSITIVE,
    ),
    Kind(
        name="political-opinion",
        label="political opinion",
        check=_POLITICS,
        heads=listed(
            """
            party, political party, party affiliation, politics, voted for, political affiliation
            """
        ),
        blind=None,
        category=Category.SENSITIVE,
    ),
    Kind(
        name="health",
        label="state of health",
        check=_is_illness,
        heads=listed(
            """
            diagnosis, diag, dx, icd, icd 10, icd10, disease, condition, illness, diagnose, diagnostico,
            medical condition, comorbidity, symptom, allergy, allergies, disability
            """
        ),
        blind=0.7,
        named=0.5,
        whole=_in_words,
        category=Category.SENSITIVE,
    ),
    Kind(
        name="blood-group",
        label="blood group",
        check=lambda value: _BLOOD.fullmatch(value) is not None,
        heads=listed(
            """
            blood group, blood type, blutgruppe, groupe sanguin, grupo sanguineo, bloodtype, bg, 血液型
            """
        ),
        blind=0.95,
        whole=_several,
        category=Category.SENSITIVE,
    ),
    Kind(
        name="age",
        label="age",
        check=pattern(r"(?:\d|[1-9]\d|1[01]\d)(?:\.0)?|\d{2} ?(?:-|to) ?\d{2}|\d{2}\+"),
        heads=listed(
            """
            age, alter, edad, eta, idade, leeftijd, ikä, wiek, yas, возраст, 年齢, 年龄, 나이, age group
            """
        ),
        blind=None,
        named=0.95,
        category=Category.QUASI,
    ),
    Kind(
        name="marital-status",
        label="marital status",
        check=one_of(
            """
            single, married, divorced, widowed, separated, never married, never-married, married-civ-spouse,
            married-spouse-absent, married-af-spouse, ledig, verheiratet, geschieden, verwitwet, soltero,
            casado, divorciado, célibataire, marié, civil partnership, engaged, cohabiting, unknown
            """
        ),
        heads=("marital status", "marital", "civil status", "familienstand", "estado civil"),
        whole=_several,
        category=Category.QUASI,
    ),
)
