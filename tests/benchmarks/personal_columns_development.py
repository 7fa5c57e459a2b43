"""The development set: what the recognisers were tuned on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from tests.benchmarks.personal_columns import Column, Maker, negatives, positives

Row = tuple[str, str, str, str, list[str]]


def columns(maker: Maker) -> Iterator[Column]:
    """All columns of the set."""
    yield from positives(_people(maker))
    yield from positives(_numbers(maker))
    yield from positives(_contact(maker))
    yield from negatives(_codes(maker))
    yield from negatives(_words(maker))
    yield from negatives(_figures(maker))


def _people(m: Maker) -> Iterator[Row]:
    yield "name", "full_name", "cust_nm", "product_line", m.fake("en_US", "name")
    yield "name", "Kundenname", "kd_name", "bezeichnung", m.fake("de_DE", "name")
    yield "name", "nombre_completo", "nom_cli", "descripcion", m.fake("es_ES", "name")
    yield "name", "ФИО", "fio", "категория", m.fake("ru_RU", "name")
    yield "name", "氏名", "shimei", "category", m.fake("ja_JP", "name")
    yield "name", "full_name", "nm", "title", m.fake("zh_CN", "name")
    yield "name", "nome", "nm_cliente", "marca", m.fake("pt_BR", "name")
    yield "first-name", "first_name", "fname", "label", m.fake("en_GB", "first_name")
    yield "first-name", "prénom", "prenom", "modele", m.fake("fr_FR", "first_name")
    yield "last-name", "last_name", "lname", "segment", m.fake("en_US", "last_name")
    yield "last-name", "cognome", "cogn", "reparto", m.fake("it_IT", "last_name")
    yield "last-name", "nazwisko", "nazw", "dzial", m.fake("pl_PL", "last_name")
    yield "name", "patient", "pt_name", "device", m.rows(lambda: _reversed_name(m, "en_US"))
    yield "birth", "date_of_birth", "dob", "updated", m.fake("en_US", "date_of_birth", minimum_age=18)
    yield (
        "birth",
        "geburtsdatum",
        "geb_dat",
        "lieferdatum",
        m.day(date(1940, 1, 1), date(2004, 1, 1), "%d.%m.%Y"),
    )
    yield "address", "address", "addr", "notes", m.fake("en_US", "address")
    yield "address", "street", "str_addr", "item", m.fake("de_DE", "street_address")
    yield "address", "adresse", "adr", "libelle", m.fake("fr_FR", "address")
    yield "address", "indirizzo", "indir", "voce", m.fake("it_IT", "street_address")
    yield "address", "住所", "jusho", "memo", m.fake("ja_JP", "address")
    yield "postcode", "postcode", "pcode", "batch", m.fake("en_GB", "postcode")
    yield "gender", "gender", "sex", "grp", m.choice("male", "female", "female", "other")
    yield (
        "religion",
        "religion",
        "relig",
        "type",
        m.choice("Catholic", "Muslim", "Hindu", "Jewish", "Buddhist", "none"),
    )
    yield (
        "diagnosis",
        "diagnosis",
        "diag",
        "class",
        m.choice("type 2 diabetes", "asthma", "hypertension", "depression", "migraine"),
    )
    yield (
        "geo",
        "location",
        "latlon",
        "vector",
        m.rows(lambda: f"{m.random.uniform(35, 48):.6f}, {m.random.uniform(-120, -75):.6f}"),
    )


def _reversed_name(m: Maker, locale: str) -> str:
    return f"{m.faker(locale).last_name().upper()}, {m.faker(locale).first_name()}"


def _numbers(m: Maker) -> Iterator[Row]:
    yield "us-ssn", "ssn", "soc_sec", "sku", m.fake("en_US", "ssn")
    yield (
        "uk-nino",
        "national_insurance_number",
        "nino",
        "ref",
        m.rows(lambda: _nino(m)),
    )
    yield "fr-nir", "numero_secu", "nir", "reference", m.fake("fr_FR", "ssn")
    yield "it-codice-fiscale", "codice_fiscale", "cf", "articolo", m.fake("it_IT", "ssn")
    yield "es-nif", "dni", "nif", "pedido", m.fake("es_ES", "nif")
    yield "pl-pesel", "pesel", "psl", "numer", m.fake("pl_PL", "pesel")
    yield "nl-bsn", "bsn", "burgerservicenr", "nummer", m.fake("nl_NL", "ssn")
    yield "se-personnummer", "personnummer", "pnr", "artikel", m.fake("sv_SE", "ssn")
    yield "br-cpf", "cpf", "cpf_cli", "pedido", m.fake("pt_BR", "cpf")
    yield "in-aadhaar", "aadhaar", "uid_no", "invoice", m.fake("en_IN", "aadhaar_id")
    yield "cn-resident-id", "身份证", "sfz", "serial", m.fake("zh_CN", "ssn")
    yield "ca-sin", "sin", "sin_no", "ticket", m.fake("en_CA", "ssn")
    yield "tr-tckn", "tc_kimlik_no", "tckn", "kod", m.fake("tr_TR", "ssn")
    yield "kr-rrn", "주민등록번호", "rrn", "code", m.fake("ko_KR", "ssn")
    yield "ro-cnp", "cnp", "cod_num", "cod", m.fake("ro_RO", "ssn")
    yield "fi-hetu", "henkilotunnus", "hetu", "koodi", m.fake("fi_FI", "ssn")
    yield "iban", "iban", "acct_iban", "ref_no", m.fake("de_DE", "iban")
    yield "iban", "compte", "cpte", "objet", m.rows(lambda: _spaced(m.faker("fr_FR").iban()))
    yield "card", "card_number", "cc_no", "order", m.fake("en_US", "credit_card_number")
    yield "card", "pan", "ccnum", "tracking", m.rows(lambda: _spaced(m._luhn("4", 16)))
    yield "passport", "passport_number", "pass_no", "code", m.fake("en_US", "passport_number")
    yield "driver-licence", "drivers_license", "dl_no", "ref", m.pattern("?#######")
    yield "licence-plate", "license_plate", "plate_no", "model", m.fake("en_GB", "license_plate")
    yield "medical-record", "medical_record_number", "mrn", "code", m.integer(10_000_000, 99_999_999)
    yield "crypto-wallet", "btc_address", "wallet", "hash", m.rows(lambda: _bitcoin(m))


def _nino(m: Maker) -> str:
    prefix = m.random.choice(("AB", "CE", "JK", "PR", "SX"))
    return f"{prefix}{m.random.randint(0, 999999):06d}{m.random.choice('ABCD')}"


def _spaced(text: str) -> str:
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _bitcoin(m: Maker) -> str:
    from hashlib import sha256

    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    body = b"\0" + m.random.randbytes(20)
    body += sha256(sha256(body).digest()).digest()[:4]
    number, text = int.from_bytes(body, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = alphabet[rest] + text
    return "1" * (len(body) - len(body.lstrip(b"\0"))) + text


def _contact(m: Maker) -> Iterator[Row]:
    yield "imei", "imei", "dev_imei", "card", m.luhn("35", 15)
    yield "email", "email", "eml", "event", m.fake("en_US", "email")
    yield "email", "contact", "ctc", "sku", m.rows(lambda: m.faker("de_DE").email().upper())
    yield "phone", "phone_number", "ph_no", "width", m.fake("en_US", "phone_number")
    yield "phone", "telefon", "tel", "artikelnr", m.fake("de_DE", "phone_number")
    yield "phone", "telephone", "tph", "montant", m.fake("fr_FR", "phone_number")
    yield "phone", "手机", "mob", "amount", m.fake("zh_CN", "phone_number")
    yield "phone", "telefono", "cel", "precio", m.fake("es_ES", "phone_number")
    yield (
        "phone",
        "msisdn",
        "msisdn_a",
        "volume",
        m.rows(lambda: f"44{m.random.randint(7400000000, 7999999999)}"),
    )
    yield "ipv4", "ip_address", "ip", "release", m.fake("en_US", "ipv4")
    yield "ipv6", "client_ip", "cl_ip", "key", m.fake("en_US", "ipv6")
    yield (
        "ip-port",
        "client",
        "peer",
        "status",
        m.rows(lambda: f"{m.faker('en_US').ipv4_public()}:{m.random.randint(32768, 60999)}"),
    )
    yield "mac", "mac_address", "mac", "colour", m.fake("en_US", "mac_address")
    yield "username", "username", "usr", "module", m.fake("en_US", "user_name")
    yield "handle", "twitter_handle", "tw", "tag", m.rows(lambda: "@" + m.faker("en_US").user_name())
    yield (
        "profile-url",
        "linkedin",
        "li_url",
        "source",
        m.rows(lambda: f"https://www.linkedin.com/in/{m.faker('en_US').user_name()}"),
    )


MOVIES = """
    The Godfather, Pulp Fiction, Forrest Gump, Jackie Brown, Erin Brockovich, Jerry Maguire, Fight Club,
    Donnie Darko, Annie Hall, Goodfellas, Casablanca, Michael Clayton, Vertigo, Rear Window, The Matrix,
    Blade Runner, Mary Poppins, Doctor Strange, Ben-Hur, Thelma and Louise
""".split(",")
BRANDS = """
    Ford, Levi's, Calvin Klein, Ralph Lauren, Tommy Hilfiger, Hugo Boss, Mercedes, Harley Davidson,
    Johnson & Johnson, Kellogg's, Adidas, Dell, Philips, Siemens, Bosch, Louis Vuitton, Marks & Spencer
""".split(",")


def _codes(m: Maker) -> Iterator[Row]:
    yield (
        "version",
        "version",
        "ver",
        "ip",
        m.rows(lambda: ".".join(str(m.random.choice((0, 1, 2, 3, 5, 10, 14))) for _ in range(4))),
    )
    yield (
        "netmask",
        "netmask",
        "mask",
        "addr",
        m.choice("255.255.255.0", "255.255.0.0", "255.255.255.128", "255.0.0.0"),
    )
    yield "isbn13", "isbn", "isbn13", "card", m.fake("en_US", "isbn13", separator="")
    yield "isbn10", "isbn10", "isbn", "phone", m.fake("en_US", "isbn10", separator="")
    yield "ean13", "ean", "ean13", "account", m.fake("en_US", "ean13")
    yield "uuid", "request_id", "rid", "user", m.fake("en_US", "uuid4")
    yield "isin", "isin", "sec_id", "iban", m.pattern("US#########")
    yield "order-number", "order_number", "ord_no", "ssn", m.pattern("###-#######-#######")
    yield "part-number", "part_no", "pn", "phone", m.pattern("???-####-##")
    yield "part-number", "partno", "mpn", "tax_id", m.pattern("##-####-###")
    yield "sku", "sku", "sk", "name", m.pattern("??####?")
    yield "invoice", "invoice_id", "inv", "phone", m.pattern("INV-2023-######")
    yield "sha1", "commit", "sha", "token", m.fake("en_US", "sha1")
    yield "md5", "checksum", "md5", "password", m.fake("en_US", "md5")
    yield "api-key", "api_key", "key", "email", m.pattern("tk_****************************")
    yield (
        "ticker",
        "symbol",
        "tick",
        "surname",
        m.choice("AAPL", "MSFT", "GOOG", "AMZN", "TSLA", "NVDA", "META"),
    )
    yield (
        "cidr",
        "subnet",
        "net",
        "ip",
        m.rows(lambda: f"10.{m.random.randint(0, 250)}.{m.random.randint(0, 250)}.0/24"),
    )
    yield (
        "host-port",
        "endpoint",
        "ep",
        "client",
        m.rows(lambda: f"db-{m.random.randint(1, 40):02d}.internal:{m.random.choice((5432, 6379, 9092))}"),
    )
    yield (
        "masked-card",
        "card_masked",
        "cc_msk",
        "card",
        m.rows(lambda: f"**** **** **** {m.random.randint(0, 9999):04d}"),
    )
    yield (
        "masked-email",
        "email_masked",
        "eml_msk",
        "email",
        m.rows(lambda: f"{m.random.choice('abcdej')}***@{m.random.choice('gehy')}***.com"),
    )
    yield (
        "url",
        "url",
        "link",
        "profile",
        m.rows(lambda: f"https://shop.example.org/item/{m.random.randint(1, 99999)}"),
    )
    yield "path", "file", "pth", "name", m.fake("en_US", "file_path", depth=3)
    yield "user-agent", "user_agent", "ua", "user", m.fake("en_US", "user_agent")
    yield "hex-id", "object_id", "oid", "mac", m.pattern("************************")
    yield "tracking", "tracking_number", "trk", "acct", m.pattern("1Z?##?##########")
    yield "doi", "doi", "ref", "mail", m.pattern("10.####/?????.####")
    yield (
        "cas",
        "cas_number",
        "cas",
        "dob",
        m.rows(lambda: f"{m.random.randint(50, 99999)}-{m.random.randint(10, 99)}-{m.random.randint(0, 9)}"),
    )
    yield "random-11", "batch_number", "bno", "pesel", m.pattern("###########")
    yield "random-9", "lot", "ltn", "bsn", m.pattern("#########")
    yield (
        "uuid-bytes",
        "trace",
        "trc",
        "device",
        [UUID(int=m.random.getrandbits(128)).hex for _ in range(300)],
    )


def _words(m: Maker) -> Iterator[Row]:
    yield "movie", "movie", "mov", "name", m.choice(*map(str.strip, MOVIES))
    yield "brand", "brand", "brd", "last_name", m.choice(*map(str.strip, BRANDS))
    yield (
        "product",
        "product_name",
        "prod_nm",
        "full_name",
        m.sentences(
            "{a} {b} {c}",
            a=("Ergonomic", "Rustic", "Sleek", "Handmade"),
            b=("Wooden", "Steel", "Cotton", "Granite"),
            c=("Chair", "Table", "Lamp", "Shirt", "Keyboard"),
        ),
    )
    yield "company", "company", "cmp", "contact_name", m.fake("en_US", "company")
    yield "company", "firma", "fa", "kunde", m.fake("de_DE", "company")
    yield "city", "city", "cty", "last_name", m.fake("en_US", "city")
    yield (
        "city",
        "ville",
        "vl",
        "nom",
        m.choice(
            "Paris",
            "Lyon",
            "Marseille",
            "Toulouse",
            "Nice",
            "Nantes",
            "Strasbourg",
            "Montpellier",
            "Bordeaux",
            "Lille",
        ),
    )
    yield "country", "country", "ctry", "address", m.fake("en_US", "country")
    yield "state", "state", "st", "surname", m.fake("en_US", "state")
    yield "job", "job_title", "jt", "name", m.fake("en_US", "job")
    yield "colour", "colour", "clr", "first_name", m.fake("en_US", "color_name")
    yield (
        "weekday",
        "weekday",
        "wd",
        "name",
        m.choice("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    )
    yield (
        "month",
        "month",
        "mon",
        "first_name",
        m.choice("January", "February", "March", "April", "May", "June", "July", "August"),
    )
    yield (
        "species",
        "species",
        "sp",
        "full_name",
        m.choice(
            "Quercus robur",
            "Acer rubrum",
            "Pinus sylvestris",
            "Betula pendula",
            "Fagus sylvatica",
            "Iris setosa",
            "Iris virginica",
        ),
    )
    yield "sentence", "comment", "cmt", "address", m.fake("en_US", "sentence")
    yield "status", "status", "sts", "gender", m.choice("active", "pending", "closed")
    yield "boolean", "email_sent", "em_snt", "email", m.choice("True", "False")
    yield "boolean", "ssn_verified", "ssn_vrf", "ssn", m.choice("0", "1")
    yield "boolean", "phone_confirmed", "ph_cnf", "phone", m.choice("yes", "no")
    yield "day", "email_sent_at", "em_at", "dob", m.day(date(2021, 1, 1), date(2024, 1, 1))
    yield (
        "language",
        "language",
        "lng",
        "nationality",
        m.choice("Python", "Ruby", "Java", "Julia", "Scala", "Ada", "Go"),
    )
    yield "currency", "currency", "ccy", "name", m.fake("en_US", "currency_name")
    yield (
        "team",
        "team",
        "tm",
        "full_name",
        m.choice(
            "Real Madrid",
            "Manchester United",
            "Bayern Munich",
            "Inter Milan",
            "Juventus",
            "Aston Villa",
            "Crystal Palace",
        ),
    )
    yield (
        "department",
        "department",
        "dept",
        "surname",
        m.choice("Sales", "Marketing", "Legal", "Finance", "Human Resources", "Research"),
    )
    yield (
        "drug",
        "drug",
        "drg",
        "patient_name",
        m.choice("Ibuprofen", "Paracetamol", "Metformin", "Atorvastatin", "Omeprazole", "Amoxicillin"),
    )


def _figures(m: Maker) -> Iterator[Row]:
    yield "unix-ms", "timestamp_ms", "ts", "phone", m.integer(1_600_000_000_000, 1_700_000_000_000)
    yield "unix-s", "timestamp", "epoch", "mobile", m.integer(1_600_000_000, 1_700_000_000)
    yield "amount", "amount", "amt", "phone", m.decimal(1, 5000, 2)
    yield "float", "score", "scr", "lat", m.decimal(0, 1, 6)
    yield "temperature", "temperature", "temp", "longitude", m.decimal(-20, 40, 1)
    yield "order-date", "order_date", "odt", "birthday", m.day(date(2019, 1, 1), date(2024, 6, 1))
    yield "release-date", "release_date", "rel_dt", "date", m.day(date(1985, 1, 1), date(2024, 6, 1))
    yield "expiry", "expiry", "exp", "dob", m.day(date(2025, 1, 1), date(2031, 1, 1), "%m/%y")
    yield (
        "time",
        "duration",
        "dur",
        "mac",
        m.rows(
            lambda: (
                f"{m.random.randint(0, 9):02d}:{m.random.randint(0, 59):02d}:{m.random.randint(0, 59):02d}"
            )
        ),
    )
    yield "sequence", "id", "idx", "ssn", [str(number) for number in range(1, 301)]
    yield "percent", "discount", "dsc", "age", m.integer(0, 100)
    yield "port", "port", "prt", "zip", m.integer(1024, 65535)
    yield "count", "visits", "vst", "phone", m.integer(0, 100_000)
    yield "big", "bytes", "byt", "passport", m.integer(10**9, 10**11)
