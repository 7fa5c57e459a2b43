"""The held-out set: other locales, kinds and traps, written after the recognisers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module

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
    yield "name", "naam", "nm_klant", "artikel", m.fake("nl_NL", "name")
    yield "name", "namn", "kund", "benämning", m.fake("sv_SE", "name")
    yield "name", "nimi", "asiakas", "tuote", m.fake("fi_FI", "name")
    yield "name", "jméno", "zak_jm", "výrobek", m.fake("cs_CZ", "name")
    yield "name", "név", "ügyfél", "termék", m.fake("hu_HU", "name")
    yield "name", "nume", "nume_cl", "produs", m.fake("ro_RO", "name")
    yield "name", "ime_prezime", "ime", "opis", m.fake("hr_HR", "name")
    yield "name", "ονοματεπώνυμο", "onoma", "είδος", m.fake("el_GR", "name")
    yield "name", "ad_soyad", "musteri", "urun", m.fake("tr_TR", "name")
    yield "name", "ПІБ", "pib", "товар", m.fake("uk_UA", "name")
    yield "name", "이름", "nm_kr", "메모", m.fake("ko_KR", "name")
    yield "name", "contact_person", "cntct", "descr", m.fake("en_IN", "name")
    yield "name", "ho_ten", "hvt", "mat_hang", m.fake("vi_VN", "name")
    yield "name", "nama", "nm_plg", "barang", m.fake("id_ID", "name")
    yield "first-name", "fornavn", "fnavn", "vare", m.fake("da_DK", "first_name")
    yield "first-name", "imię", "im", "kolor", m.fake("pl_PL", "first_name")
    yield "last-name", "apellido", "apell", "ramo", m.fake("es_MX", "last_name")
    yield "last-name", "apelido", "apel", "linha", m.fake("pt_PT", "last_name")
    yield "last-name", "surname", "surnm", "unit", m.fake("en_GB", "last_name")
    yield (
        "birth",
        "födelsedatum",
        "fdat",
        "skapad",
        m.fake("sv_SE", "date_of_birth", minimum_age=16, maximum_age=90),
    )
    yield "birth", "birthdate", "bdate", "logged", m.day(date(1945, 1, 1), date(2006, 1, 1), "%m/%d/%Y")
    yield "address", "adres", "adr_klant", "omschrijving", m.fake("nl_NL", "address")
    yield "address", "gatuadress", "gadr", "text", m.fake("sv_SE", "street_address")
    yield "address", "dirección", "domic", "detalle", m.fake("es_MX", "address")
    yield "address", "ulica", "adr_ul", "uwagi", m.fake("pl_PL", "street_address")
    yield "address", "address", "addr1", "info", m.fake("en_AU", "address")
    yield "address", "주소", "juso", "비고", m.fake("ko_KR", "address")
    yield "postcode", "postal_code", "pc", "lot", m.fake("en_CA", "postcode")
    yield "gender", "Geschlecht", "geschl", "art", m.choice("männlich", "weiblich", "divers")
    yield (
        "ethnicity",
        "ethnicity",
        "ethn",
        "variant",
        m.choice("Hispanic or Latino", "White", "Asian", "African American", "Native American"),
    )
    yield (
        "geo",
        "home_position",
        "pos",
        "xy",
        m.rows(lambda: f"{m.random.uniform(45, 60):.5f},{m.random.uniform(1, 30):.5f}"),
    )
    yield "geo", "latitude", "lat", "measure", m.decimal(45, 60, 6)


def _valid(m: Maker, module: str, pattern: str) -> list[str]:
    """Numbers that python-stdnum calls valid."""
    is_valid = import_module(f"stdnum.{module}").is_valid

    def one() -> str:
        while True:
            text = "".join(
                m.random.choice("0123456789")
                if sign == "#"
                else m.random.choice("ABCDEFGHJKLMNPRSTUVWXYZ")
                if sign == "?"
                else sign
                for sign in pattern
            )
            if is_valid(text):
                return text

    return m.rows(one)


def _numbers(m: Maker) -> Iterator[Row]:
    yield "uk-nhs", "nhs_number", "nhs", "ref", _valid(m, "gb.nhs", "### ### ####")
    yield "de-tax-id", "steuer_id", "idnr", "vorgang", _valid(m, "de.idnr", "###########")
    yield "au-tfn", "tfn", "tax_file_no", "job", _valid(m, "au.tfn", "### ### ###")
    yield (
        "dk-cpr",
        "cpr",
        "cprnr",
        "nr",
        m.rows(
            lambda: f"{m.faker('da_DK').date_of_birth().strftime('%d%m%y')}-{m.random.randint(0, 9999):04d}"
        ),
    )
    yield "no-birth-number", "fødselsnummer", "fnr", "ordre", m.fake("no_NO", "ssn")
    yield "hr-oib", "oib", "oib_k", "broj", m.fake("hr_HR", "ssn")
    yield "gr-amka", "amka", "amk", "arithmos", m.fake("el_GR", "ssn")
    yield "cz-birth-number", "rodne_cislo", "rc", "cislo", m.fake("cs_CZ", "birth_number")
    yield "bg-egn", "egn", "egn_kl", "nomer", _valid(m, "bg.egn", "##########")
    yield "at-svnr", "svnr", "sv_nr", "beleg", m.fake("de_AT", "ssn")
    yield "ch-ahv", "ahv_nummer", "ahv", "artikel", m.fake("de_CH", "ssn")
    yield "be-register", "rijksregisternummer", "rrnr", "dossier", m.fake("nl_BE", "ssn")
    yield "ie-ppsn", "ppsn", "pps_no", "order", _valid(m, "ie.pps", "#######?")
    yield "ee-code", "isikukood", "ik", "kood", m.fake("et_EE", "ssn")
    yield "cl-rut", "rut", "rut_cli", "codigo", m.fake("es_CL", "person_rut")
    yield "mx-curp", "curp", "cve_curp", "clave", m.fake("es_MX", "curp")
    yield "ar-cuil", "cuil", "nro_cuil", "expediente", _valid(m, "ar.cuit", "20#########")
    yield "za-id", "id_number", "rsa_id", "voucher", _valid(m, "za.idnr", "######5###08#")
    yield "tw-id", "身分證字號", "twid", "編號", m.fake("zh_TW", "ssn")
    yield "il-id", "teudat_zehut", "tz", "docket", m.fake("he_IL", "ssn")
    yield "th-id", "thai_id", "thid", "เลขที่", m.fake("th_TH", "ssn")
    yield "sg-nric", "nric", "nric_no", "docno", m.rows(lambda: _nric(m))
    yield "ru-inn", "ИНН", "inn", "код", _valid(m, "ru.inn", "############")
    yield "hu-taj", "taj_szám", "taj", "sorszám", m.rows(lambda: _taj(m))
    yield "in-pan", "pan_number", "pan", "ref", m.rows(lambda: m.faker("en_IN").pan())
    yield "iban", "rekeningnummer", "rek", "kenmerk", m.fake("nl_NL", "iban")
    yield "iban", "IBAN", "ib", "ref", m.fake("en_GB", "iban")
    yield "card", "kreditkarte", "kk_nr", "beleg", m.luhn("5412", 16)
    yield "card", "amex", "cc", "voucher", m.luhn("37", 15)
    yield "eth-wallet", "eth_wallet", "wlt", "digest", m.pattern("0x****************************************")
    yield "driver-licence", "fuehrerschein_nr", "fs_nr", "kenn", m.pattern("?##?#?####")
    yield "passport", "passnummer", "passport_nr", "kennz", m.pattern("C########")
    yield "insurance", "health_insurance_id", "hi_no", "token", m.pattern("?#########")
    yield "licence-plate", "kennzeichen", "kfz_kz", "typ", m.fake("de_DE", "license_plate")


def _taj(m: Maker) -> str:
    body = "".join(m.random.choice("0123456789") for _ in range(8))
    return body + str(sum(int(d) * w for d, w in zip(body, (3, 7) * 4, strict=True)) % 10)


def _nric(m: Maker) -> str:
    body = "".join(m.random.choice("0123456789") for _ in range(7))
    rest = sum(int(digit) * weight for digit, weight in zip(body, (2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
    return f"S{body}{'JZIHGFEDCBA'[rest]}"


def _contact(m: Maker) -> Iterator[Row]:
    yield "imei", "device_imei", "imei1", "phone", m.luhn("86", 15)
    yield "email", "sähköposti", "sposti", "tapahtuma", m.fake("fi_FI", "email")
    yield (
        "email",
        "e-mail",
        "em",
        "page",
        m.rows(lambda: f"{m.faker('en_GB').name()} <{m.faker('en_GB').email()}>"),
    )
    yield "phone", "telefoon", "telnr", "maat", m.fake("nl_NL", "phone_number")
    yield "phone", "puhelin", "puh", "koko", m.fake("fi_FI", "phone_number")
    yield "phone", "mobile", "mob_no", "dims", m.fake("en_AU", "phone_number")
    yield "phone", "전화번호", "hp", "번호", m.fake("ko_KR", "phone_number")
    yield "phone", "telefon", "gsm", "miktar", m.fake("tr_TR", "phone_number")
    yield "phone", "telefone", "fone", "valor", m.fake("pt_BR", "phone_number")
    yield "phone", "contact_number", "cno", "batch", m.fake("en_IN", "phone_number")
    yield (
        "phone",
        "phone",
        "ph",
        "code",
        m.rows(
            lambda: (
                f"({m.random.randint(201, 989)}) {m.random.randint(200, 999)}-{m.random.randint(0, 9999):04d}"
            )
        ),
    )
    yield "ipv4", "src_addr", "src", "build", m.fake("en_US", "ipv4_private")
    yield (
        "ip-port",
        "remote_endpoint",
        "rep",
        "state",
        m.rows(lambda: f"{m.faker('en_US').ipv4()}:{m.random.randint(40000, 65000)}"),
    )
    yield (
        "mac",
        "hw_addr",
        "hwa",
        "paint",
        m.rows(lambda: m.faker("en_US").mac_address().replace(":", "-").upper()),
    )
    yield "username", "benutzername", "ben", "modul", m.fake("de_DE", "user_name")
    yield (
        "profile-url",
        "github",
        "gh",
        "repo",
        m.rows(lambda: f"https://github.com/{m.faker('en_US').user_name()}"),
    )


def _codes(m: Maker) -> Iterator[Row]:
    yield (
        "version",
        "os_version",
        "osv",
        "client_ip",
        m.rows(
            lambda: f"10.0.{m.random.choice((17763, 18362, 19041, 19045, 22000))}.{m.random.randint(1, 3000)}"
        ),
    )
    yield (
        "semver",
        "package_version",
        "pv",
        "ip",
        m.rows(lambda: f"{m.random.randint(0, 9)}.{m.random.randint(0, 30)}.{m.random.randint(0, 40)}"),
    )
    yield "gtin", "gtin14", "gt", "card_number", m.luhn("1", 14)
    yield "upc", "upc", "up", "phone", m.pattern("0###########")
    yield "issn", "issn", "is", "ssn", m.pattern("####-####")
    yield "lei", "lei", "le", "iban", m.pattern("549300##############")
    yield "cusip", "cusip", "csp", "tax_no", m.pattern("######?##")
    yield "serial", "serial_number", "sn_dev", "passport", m.pattern("SN-??##-######")
    yield "asin", "asin", "asn", "mrn", m.pattern("B0########")
    yield "invoice", "rechnung", "rg", "telefon", m.pattern("2023-####-###")
    yield "sha256", "digest", "dg", "wallet", m.fake("en_US", "sha256")
    yield (
        "jwt",
        "token",
        "tok",
        "name",
        m.pattern("eyJhbGciOi************.eyJzdWIi************.****************"),
    )
    yield "base64", "blob", "blb", "address", m.pattern("????????????????????==")
    yield (
        "host-port",
        "broker",
        "brk",
        "ip",
        m.rows(
            lambda: (
                f"10.1.{m.random.randint(0, 3)}.{m.random.randint(1, 20)}"
                f":{m.random.choice((9092, 5432, 443, 8080))}"
            )
        ),
    )
    yield (
        "hostname",
        "host",
        "hst",
        "username",
        m.rows(lambda: f"web-{m.random.randint(1, 400):03d}.prod.example.net"),
    )
    yield (
        "masked-ssn",
        "ssn_masked",
        "ssn_m",
        "ssn",
        m.rows(lambda: f"XXX-XX-{m.random.randint(0, 9999):04d}"),
    )
    yield (
        "masked-iban",
        "iban_masked",
        "ibm",
        "iban",
        m.rows(lambda: f"DE** **** **** **** {m.random.randint(0, 9999):04d}"),
    )
    yield (
        "s3",
        "uri",
        "ur",
        "profile",
        m.rows(lambda: f"s3://bucket-{m.random.randint(1, 9)}/part-{m.random.randint(0, 99999):05d}.parquet"),
    )
    yield "mime", "content_type", "ct", "name", m.fake("en_US", "mime_type")
    yield "hts", "tariff_code", "hts", "phone", m.pattern("####.##.####")
    yield "patent", "patent", "ptn", "phone", m.pattern("US########B2")
    yield (
        "arxiv",
        "arxiv_id",
        "axv",
        "geo",
        m.rows(lambda: f"{m.random.randint(1500, 2400)}.{m.random.randint(10000, 19999)}"),
    )
    yield (
        "flight",
        "flight",
        "flt",
        "plate",
        m.rows(lambda: f"{m.random.choice(('LH', 'BA', 'AF', 'KL'))}{m.random.randint(100, 9999)}"),
    )
    yield "gene", "gene", "gn", "lname", m.pattern("???#")
    yield "bic", "bic", "swift", "last_name", m.fake("de_DE", "swift", length=8)
    yield "random-10", "job_id", "jid", "mobile_ref", m.pattern("##########")
    yield "random-13", "ref13", "r13", "cnp_ref", m.pattern("#############")
    yield "random-16", "trace_no", "trn", "card_ref", m.pattern("################")


TITLES = """
    Pride and Prejudice, Jane Eyre, David Copperfield, Anna Karenina, Moby Dick, Robinson Crusoe, Emma,
    Don Quixote, Oliver Twist, The Odyssey, War and Peace, Mrs Dalloway, Tom Sawyer, Madame Bovary
""".strip().split(", ")


def _words(m: Maker) -> Iterator[Row]:
    yield "book", "book_title", "bk", "full_name", m.choice(*(" ".join(title.split()) for title in TITLES))
    yield (
        "restaurant",
        "restaurant",
        "rst",
        "contact",
        m.sentences(
            "{a} {b}",
            a=("Golden", "Blue", "Royal", "Little", "Grand"),
            b=("Dragon", "Lotus", "Palace", "Kitchen", "Garden", "Bistro"),
        ),
    )
    yield (
        "car",
        "car_model",
        "car",
        "surname",
        m.choice(
            "Golf",
            "Passat",
            "Octavia",
            "Clio",
            "Megane",
            "Astra",
            "Corsa",
            "Focus",
            "Fiesta",
            "Civic",
            "Corolla",
        ),
    )
    yield "company", "entreprise", "entr", "client", m.fake("fr_FR", "company")
    yield "company", "supplier", "spl", "customer_name", m.fake("en_GB", "company")
    yield "company", "bedrijf", "bdr", "klant", m.fake("nl_NL", "company")
    yield "city", "Stadt", "ort", "name", m.fake("de_DE", "city")
    yield "city", "city", "twn", "address", m.fake("en_GB", "city")
    yield "country", "país", "ps", "apellido", m.fake("es_ES", "country")
    yield "job", "Beruf", "brf", "name", m.fake("de_DE", "job")
    yield "phrase", "slogan", "slg", "full_name", m.fake("en_US", "catch_phrase")
    yield "phrase", "title", "ttl", "name", m.rows(lambda: m.faker("en_US").catch_phrase().title())
    yield "word", "keyword", "kw", "last_name", m.fake("en_US", "word")
    yield "text", "review", "rvw", "address", m.fake("en_US", "text", max_nb_chars=120)
    yield (
        "colour",
        "farbe",
        "frb",
        "vorname",
        m.choice("Rot", "Grün", "Blau", "Gelb", "Schwarz", "Weiß", "Violett"),
    )
    yield (
        "fruit",
        "fruit",
        "frt",
        "fname",
        m.choice("Apple", "Cherry", "Olive", "Peach", "Clementine", "Plum", "Melon", "Fig"),
    )
    yield (
        "planet",
        "planet",
        "pln",
        "name",
        m.choice("Mercury", "Venus", "Earth", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune"),
    )
    yield "storm", "event_type", "evt", "first_name", m.choice("click", "view", "purchase", "refund", "login")
    yield "boolean", "address_verified", "adr_v", "address", m.choice("Y", "N")
    yield "boolean", "has_passport", "hp_f", "passport", m.choice("true", "false")
    yield "counts", "name_length", "nl", "name", m.integer(2, 30)
    yield "domain", "email_domain", "ed", "email", m.choice("gmail.com", "yahoo.com", "outlook.com", "web.de")
    yield "category", "phone_type", "pt", "phone", m.choice("mobile", "home", "work")
    yield (
        "instrument",
        "instrument",
        "ins",
        "name",
        m.choice("Violin", "Viola", "Piano", "Cello", "Clarinet", "Harp"),
    )
    yield (
        "street-type",
        "road_class",
        "rc",
        "street",
        m.choice("motorway", "primary", "secondary", "residential"),
    )
    yield "blood-cell", "cell_type", "cl", "gender", m.choice("T-cell", "B-cell", "NK", "monocyte")
    yield "size", "size", "sz", "sex", m.choice("S", "M", "L", "XL")
    yield (
        "medicine",
        "university",
        "uni",
        "full_name",
        m.choice("Oxford", "Cambridge", "Stanford", "Harvard", "Princeton", "Yale", "Columbia"),
    )


def _figures(m: Maker) -> Iterator[Row]:
    yield "unix-us", "ts_us", "tus", "card", m.integer(1_600_000_000_000_000, 1_700_000_000_000_000)
    yield "unix-s", "created_ts", "cts", "phone", m.integer(1_600_000_000, 1_720_000_000)
    yield "revenue", "revenue", "rev", "salary", m.decimal(1000, 999999, 2)
    yield "probability", "p_value", "pv", "latitude", m.decimal(0, 1, 8)
    yield "reading", "sensor", "sns", "lon", m.decimal(980, 1030, 2)
    yield "date", "invoice_date", "idt", "dob", m.day(date(2015, 1, 1), date(2024, 6, 1), "%d/%m/%Y")
    yield "date", "premiere", "prm", "birth", m.day(date(2000, 1, 1), date(2024, 6, 1))
    yield (
        "datetime",
        "logged_at",
        "lat_ts",
        "birthdate",
        m.rows(lambda: m.faker("en_US").date_time_this_decade().isoformat()),
    )
    yield "year", "model_year", "my", "age", m.integer(1990, 2024)
    yield "quantity", "quantity", "qty", "zip", m.integer(1, 500)
    yield (
        "sequence",
        "order_seq",
        "seq",
        "phone",
        [str(number) for number in range(4_100_000_000, 4_100_000_300)],
    )
    yield "pixel", "pixels", "px", "phone", m.integer(100_000, 9_000_000)
    yield (
        "hour",
        "opening_hours",
        "oh",
        "phone",
        m.rows(lambda: f"{m.random.randint(6, 10):02d}:00-{m.random.randint(16, 22)}:00"),
    )
    yield (
        "dimension",
        "dimensions",
        "dim",
        "phone",
        m.rows(lambda: f"{m.random.randint(10, 99)}x{m.random.randint(10, 99)}x{m.random.randint(10, 99)}"),
    )
    yield "salary-band", "band", "bnd", "postcode", m.choice("A1", "A2", "B1", "B2", "C1")
