"""Where people live: lines of an address, and postcodes."""

from __future__ import annotations

import re

from mlsec_nb.privacy.headers import OWNERS, fold
from mlsec_nb.privacy.kind import Kind, Sample, listed

MAX_ADDRESS = 300

# The street suffixes of USPS Publication 28 and those of the United Kingdom.
_ENGLISH = (
    "alley|annex|arcade|avenue|ave|bayou|beach|bend|bluffs?|bottom|boulevard|blvd|branch|bridge|brooks?|burgs?|bypass|camp|canyon"
    "|cape|causeway|centers?|circles?|cliffs?|club|common|corners?|course|courts?|ct|coves?|creek|crescent|crest|crossing"
    "|crossroad|curve|dale|dam|divide|drives?|dr|estates?|expressway|extensions?|falls?|ferry|fields?|flats?|fords?|forest|forges?"
    "|forks?|fort|freeway|gardens?|gateway|glens?|greens?|groves?|harbors?|haven|heights|highway|hwy|hills?|hollow|inlet|islands?"
    "|isle|junctions?|keys?|knolls?|lakes?|landing|lane|ln|lights?|loaf|locks?|lodge|loop|mall|manors?|meadows?|mews|mills?|mission"
    "|motorway|mountains?|mount|neck|orchard|oval|overpass|parks?|parkways?|pkwy|pass|passage|path|pike|pines?|place|pl|plains?|plaza"
    "|points?|ports?|prairie|radial|ramp|ranch|rapids?|rest|ridges?|river|roads?|rd|route|row|rue|run|shoals?|shores?|skyway"
    "|springs?|spurs?|squares?|sq|stations?|stravenue|stream|streets?|st|summit|terrace|throughway|trace|track|trafficway|trail"
    "|tunnel|turnpike|underpass|unions?|valleys?|via|viaduct|views?|villages?|ville|vista|walks?|wall|ways?|wells?|close|end|rise"
    "|mead|parade|quay|wharf|reach|gap|block|concourse|esplanade|promenade|circuit|strip|chase|copse|cres|grange|nagar|marg|chowk|ganj|zila|chauk"
)
_US = re.compile(rf"(?:^|[\s,])\d{{1,6}}[a-z]?(?:/\d{{1,5}})?,? (?:[\w.'’-]+ ){{1,4}}(?:{_ENGLISH})\b")
_BOX = re.compile(
    r"\b(?:po box|p\.o\. box|unit \d{1,5} box|psc \d|usn[vs]|uss \w+|postfach|apartado|bp \d|cmr \d)",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:rue|avenue|av|bd|boulevard|chemin|impasse|allee|route|quai|cours|faubourg"  # French
    r"|calle|c/|avenida|avda|plaza|paseo|camino|cuesta|ronda|callejon|pasaje|glorieta|urbanizacion|acceso|canada|vial|rambla"
    r"|carrera|diagonal|andador|circuito|privada|calzada|prolongacion|cerrada|peatonal|eje|periferico|retorno|viaducto|ampliacion"
    r"|corredor|boulevard|blvd|jiron|pje"  # Spanish
    r"|via|viale|piazza|corso|largo|vicolo|borgo|strada|rotonda|contrada|stretto|incrocio|piazzale"  # Italian
    r"|rua|travessa|alameda|praca|largo|estrada|viela|ladeira|vereda|quinta|beco|azinhaga|setor|conjunto|colonia|nucleo"
    r"|passarela|lagoa|favela|jardim|morro|aeroporto|distrito|loteamento|trecho|recanto|parque"  # Portuguese
    r"|ul|ulica|ulice|al|aleja|pl|os|plac|namesti|trida|nabrezi|ulici|cesta|trg|put|obala"  # Slavic
    r"|strada|str|bulevardul|bd|bdul|aleea|intrarea|calea|soseaua|splaiul"  # Romanian
    r"|utca|u|ut|ter|korut|koz|setany|fasor|sor|lepcso|park|dulo|tere|utja"  # Hungarian
    r"|cadde|caddesi|cad|cd|sokak|sokagi|sok|sk|mahalle|mahallesi|mah|bulvari|blv"  # Turkish
    r"|jalan|jl|jln|gang|gg|kp|dusun|lorong|persiaran|taman|kampung"  # Indonesian, Malay
    r"|duong|pho|ngo|ngach|hem|khu pho|phuong|quan"  # Vietnamese
    r"|gatve|g|pr|iela|tanav|tn|pst|mnt)\b"  # Baltic
    r"|(?:\b[^\W\d_]{3,30}|[^\W\d_][ -])(?:strasse|str\.|gasse|weg|platz|allee|ring|ufer|damm|steig"
    r"|pfad|chaussee|markt|tor|berg|park"
    r"|straat|laan|steeg|singel|gracht|kade|plein|dreef|baan|pad|hof|plantsoen|dijk|boulevard"
    r"|gatan|vagen|grand|torget|stigen|plan|backen|alle|vej|gade|vei|veien|gate|gata|plass"
    r"|plassen|lokka|haugen|grenda|skogen"
    r"|tunet|brinken|stien|svingen|bakken|kroken|toppen"
    r"|katu|tie|kuja|polku|raitti|rinne|ranta|tori|kaari|kulma|utca|iela|tanav)\b"
)
_OTHER_SCRIPTS = re.compile(
    r"(?:ул\.|улица|пр\.|проспект|пер\.|переулок|наб\.|набережная|бул\.|бульвар|ш\.|шоссе|алл\."
    r"|аллея|пл\.|площадь|д\. ?\d|вул\.|вулиця"
    r"|провулок|набережна|площа|узвіз|шосе|парк|алея|буд\.|ж\.к\.|кв\. ?\d|οδός|λεωφ|πλατεία"
    r"|רחוב|שדרות|שארע|شارع|خیابان|کوچه|حي"
    r"|ถ\.|ถนน|ซอย|मार्ग|नगर|रोड|गली)"
)
_ASIAN = re.compile(
    r"[都道府県].{0,20}[市区町村郡]|[一-龥].{0,12}[省市区县縣區鄉鎮].{0,20}[路街道巷弄号號座村里]|[一-龥]{1,8}[路街].{0,6}\d{1,5}?[号號座]"
    r"|[가-힣]+(?:시|도|특별시|광역시).{0,20}[가-힣]+(?:구|군|시|동|읍|면).{0,20}(?:로|길|가|동)|丁目|番地"
)
_NUMBERED = re.compile(
    r"[^\W\d_][\w.'’\- ]{2,40},? (?:n[or°º]\.? ?)?\d{1,4} ?[a-z]?(?:[/-]\d{1,4}[a-z]?)?", re.IGNORECASE
)
_HOUSE = re.compile(r"\d{1,6} ?[a-z]?(?:/\d{1,5})?,? [^\W\d_]{3}")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2,}")
_WITH_POSTCODE = re.compile(
    r"\b(?:[a-z]{1,2}-?)?(?:\d{4,6}|\d{2,3}[ -]\d{2,3}|\d{5}-\d{3,4}"
    r"|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d)\b"
)
_POSTCODE = re.compile(
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}"
    r"|[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d|\d{4} ?[A-Z]{2}|\d{5}-\d{4}"
)
_ANY_POSTCODE = re.compile(
    r"〒?\d{3}-\d{4}|(?:[A-Z]{1,2}-)?(?:\d{4,6}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{5}-\d{3,4}"
    r"|\d{3}-\d{3})|[A-Z]\d{2} ?[A-Z0-9]{4}"
)


def _is_address(value: str) -> bool:
    if not 6 <= len(value) <= MAX_ADDRESS or "@" in value or "://" in value:
        return False
    text = fold(value)
    if _ASIAN.search(value):
        return True
    if not any(map(str.isdigit, text)) or not (" " in text or "," in text):
        return False
    if _US.search(text) or _BOX.search(text) or _has_parts(text):
        return True
    return _has_street(value, text) and len(text.split()) <= 20


def _has_street(value: str, text: str) -> bool:
    return _WORDS.search(text) is not None or _OTHER_SCRIPTS.search(value.lower()) is not None


def _has_parts(text: str) -> bool:
    """A number among words, then a comma, then a town with a postcode or one before a state."""
    first, *others = text.split(",")
    if not others or not any(map(str.isdigit, first)) or len(_TWO_LETTERS.findall(text)) < 3:
        return False
    return any(_WITH_POSTCODE.search(part) for part in others[-2:]) and len(text.split()) <= 20


def _may_be_address(value: str) -> bool:
    """With a header: a street without a number, a name of a street without a word for it."""
    if _is_address(value):
        return True
    if not 5 <= len(value) <= MAX_ADDRESS or "@" in value or "://" in value:
        return False
    text = fold(value)
    if _NUMBERED.fullmatch(text) or _has_street(value, text) or re.search(rf" (?:{_ENGLISH})\b", text):
        return True
    return _HOUSE.match(text) is not None or ("," in text and any(map(str.isdigit, text)))


def _varied(sample: Sample) -> bool:
    return len(sample.distinct) >= max(5, 0.4 * len(sample.values))


def _streets(sample: Sample) -> bool:
    """Articles have numbers as houses have, but few names: ``Lamp 40``, ``Lamp 60``."""
    named = {"".join(filter(str.isalpha, value)) for value in sample.distinct}
    return _varied(sample) and len(named) >= max(5, 0.2 * len(sample.values))


def _is_any_postcode(value: str) -> bool:
    return _POSTCODE.fullmatch(value) is not None or _ANY_POSTCODE.fullmatch(value) is not None


def _regular(sample: Sample) -> bool:
    """Postcodes of a country are of one length, give or take a blank or the part after the dash."""
    lengths = {len(value.replace(" ", "").split("-")[0]) for value in sample.values}
    return len(lengths) <= 3 and (len(lengths) == 1 or not all(map(str.isdigit, sample.values)))


_NO_STREETS = frozenset(
    "ip mac email mail web url wallet btc eth memory bus remote client host server http contract".split()
)

KINDS = (
    Kind(
        name="postal-address",
        label="postal address",
        check=_is_address,
        loose=_may_be_address,
        heads=listed(
            """
            address, addr, street, street address, str addr, strasse, straße, str, anschrift, adresse, adr,
            adres, direccion, dir, domicilio, calle, endereco, morada, indirizzo, indir, via, rua,
            logradouro, address1, adress, gatuadress, osoite, katuosoite, ulica, adresa, ulice, lakcim, cim,
            adrese, adresas, aadress, адрес, адреса, улица, διευθυνση, 住所, 地址, 주소, पता, عنوان, العنوان,
            כתובת, ที่อยู่, dia chi, alamat, residence, home, wohnort, home addr, mailing address, billing
            address, shipping address, addr line, jusho
            """
        ),
        unless=_NO_STREETS | OWNERS,
        blind=0.6,
        named=0.6,
        whole=_streets,
        whole_named=_streets,
    ),
    Kind(
        name="postcode",
        label="postcode",
        check=lambda value: _POSTCODE.fullmatch(value) is not None,
        loose=_is_any_postcode,
        heads=listed(
            """
            postcode, post code, postal code, zip, zip code, zipcode, pcode, plz, postleitzahl, code postal,
            cp, codigo postal, cep, cap, postnummer, postnr, postinumero, kod pocztowy, psc, iranyitoszam,
            irsz, pincode, pin code, eircode, индекс, почтовый индекс, 郵便番号, 邮编, 우편번호,
            posta kodu, kode pos,
            postcd, zip5
            """
        ),
        unless=OWNERS,
        blind=0.95,
        named=0.95,
        whole_named=_regular,
    ),
)
