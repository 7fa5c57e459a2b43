"""Names of people: lists of common ones in many languages, and how a full name is written."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from mlsec_nb.privacy.headers import fold

MAX_NAME = 60
TITLES = frozenset(
    fold(word)
    for word in """
    mr mrs ms miss mx dr prof sir lady herr frau hr fr dipl ing mag dott dssa sig sra sr srta dona don mme
    mlle m
    dhr mevr bay bayan pan pani г-н г-жа д-р κ κα jr snr ii iii iv phd md dds dvm esq mba bsc msc ir shri smt
    الأستاذ الدكتور السيد السيدة المهندس คุณ นาย นาง นางสาว ông bà anh chị cô bác tgk quý öğr uz arş doç
    hacı kh
    """.split()
)
PARTICLES = frozenset(
    """
    van von de der den del della di da do dos das du des la le el al bin ibn ben bint abu y e i
    zu zur ter ten af av st
    """.split()
)
_WORD = r"[^\W\d_](?:[^\W\d_]|['’`\u0300-\u036f\u064b-\u0655\u0900-\u0dff\u0e30-\u0eff\u1000-\u109f\u200c])*"
_SHAPE = re.compile(rf"(?:{_WORD}\.?(?:[ \-]|, ?|\. ?)){{0,6}}{_WORD}\.?", re.UNICODE)
_TOKEN = re.compile(_WORD)
_HAN = re.compile(
    r"[\u4e00-\u9fff々]{2,4}|[\u4e00-\u9fff々]{1,4}[ \u3000][\u4e00-\u9fff\u3040-\u30ff々]{1,5}"
)
_HANGUL = re.compile(r"[가-힣]{2,4}")
_ENDINGS = tuple(
    fold(ending)
    for ending in """
    sson wski wska nski nska cki cka czyk czuk szek ova ovic evic escu poulos oglu idis akis enko chuk
    shvili inen auskas
    aite iene dottir gaard quist stein etti elli ini ucci otti acci aldi iello aitis
    όπουλος οπούλου ίδης ίδου άκης άκη ιάδης ιάδου όγλου ου ης ος ας ής ού
    ов ова ев ева ёв ин ина ский ская енко чук вич вна ски ска ић юк ко
    """.split()
)
_COMPANY = frozenset(
    """
    ltd llc inc plc corp co company group holding holdings gmbh ag kg ohg ug ev gbr kgaa sarl sas sa srl
    spa sl snc bv nv ab as
    oy aps sons son partners associates bros limited incorporated bank university school hotel restaurant
    institute
    systems solutions technologies services consulting studio records bv vof sp zoo sro doo kft nyrt zrt
    the and und
    et y e og och en of in for to on with & лимитед ооо зао оао ип figli hijos filhos zn søn cie stiftung
    verlag fc united
    """.split()
)
_PLACE = frozenset(
    "north south east west new lake port saint fort mount san santa los las st bad old upper lower".split()
)

_PLACE_ENDINGS = tuple(
    """
    ville burgh town mouth shire bury borough haven stad chester furt fort side view port land ton berg
    burg stadt dorf
    heim hausen ingen
    """.split()
)


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Common given names, folded."""
    return _read("given.txt")


@lru_cache(maxsize=1)
def family_names() -> frozenset[str]:
    """Common family names, folded."""
    return _read("family.txt")


@lru_cache(maxsize=1)
def _east_asian() -> frozenset[str]:
    return _read("east_asian.txt")


def _read(name: str) -> frozenset[str]:
    content = (files("mlsec_nb.privacy") / "words" / name).read_text("utf-8")
    lines = [line for line in content.split("\n") if not line.startswith("#")]
    return frozenset(fold(word) for line in lines for word in line.split())


@lru_cache(maxsize=8192)
def tokens(value: str) -> tuple[str, ...]:
    """The words of a name without titles and particles, folded; empty when it is not written as one."""
    if len(value) > MAX_NAME or _SHAPE.fullmatch(value) is None:
        return ()
    found = _TOKEN.findall(value)
    if (
        value != value.upper()
        and value != value.lower()
        and any(word[0].islower() and fold(word) not in PARTICLES | TITLES for word in found)
    ):
        return ()
    folded = [fold(word) for word in found]
    return tuple(word for word in folded if word not in TITLES and word not in PARTICLES)


def is_east_asian(value: str) -> bool:
    """Whether this is a full name in Chinese, Japanese or Korean script with a common family name."""
    if _HANGUL.fullmatch(value) or _HAN.fullmatch(value):
        return any(fold(value[:length]) in _east_asian() for length in (1, 2, 3))
    return False


def is_shaped(value: str) -> bool:
    """Whether a value is written as the full name of a person may be."""
    if _HANGUL.fullmatch(value) or _HAN.fullmatch(value):
        return True
    return 2 <= len(tokens(value)) <= 6


def is_word(value: str) -> bool:
    """Whether a value is written as one given or family name, which may be double."""
    return 1 <= len(tokens(value)) <= 3 and len(value) <= 30


def is_known(value: str) -> bool:
    """Whether a full name holds a common given name, or a common family name at either end."""
    if is_east_asian(value):
        return True
    own = tokens(value)
    if not 2 <= len(own) <= 6:
        return False
    if any(word in given_names() for word in own):
        return True
    return is_family(own[-1]) or is_family(own[0])


def is_given(value: str) -> bool:
    """Whether a value is a common given name, alone or double."""
    own = tokens(value)
    return 1 <= len(own) <= 3 and all(word in given_names() for word in own[:1])


def is_family(value: str) -> bool:
    """Whether a value is a common family name, or ends as those of its language do."""
    own = tokens(value)
    if not 1 <= len(own) <= 3:
        return False
    return any(word in family_names() or (len(word) > 5 and word.endswith(_ENDINGS)) for word in own)


def is_of_company(value: str) -> bool:
    """Whether a value has a word that names of companies, titles and phrases have and people have not."""
    return not _COMPANY.isdisjoint(word.strip(".,()").lower() for word in value.split())


def is_of_place(value: str) -> bool:
    """Whether a value starts as names of towns do."""
    first, _, rest = fold(value).partition(" ")
    return bool(rest) and first.rstrip(".") in _PLACE


def ends_as_place(value: str) -> bool:
    """Whether a value ends as many towns, and some people, are called."""
    return fold(value).endswith(_PLACE_ENDINGS)
