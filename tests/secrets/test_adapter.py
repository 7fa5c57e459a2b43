from __future__ import annotations

import random
import string
import subprocess
import sys

import pytest

from mlsec_nb.secrets import adapter
from mlsec_nb.secrets.line import Line
from tests.secrets.examples import fill
from tests.secrets.scan import detections

PIECES = [
    *(
        "AKC",
        "APA",
        "aws_key",
        "AWS",
        "AccountKey=",
        "cloudant",
        "cl_api_key",
        "softlayer",
        "sl_key",
        "ghp_",
        "glpat-",
    ),
    *(
        "glcbt-",
        "gloas-",
        "GR1348941",
        "ibm_cloud_iam_key",
        "iam-token",
        "key",
        "password",
        "cos_secret_access_key",
    ),
    *(
        "secretkey",
        "eyJ",
        "-us12",
        "//x/:_authToken=",
        "sk-",
        "T3BlbkFJ",
        "pypi-AgEIcHlwaS5vcmc",
        "SG.",
        ".",
        "xoxb-",
    ),
    *(
        "12345-",
        "https://hooks.slack.com/services/T0/B0/",
        "sq0csp-",
        "sk_live_",
        "123456789:",
        "AC",
        "SK",
        "=",
        ": ",
    ),
    *(
        ":=",
        "=>",
        "::",
        '"',
        "'",
        " ",
        "[",
        "]",
        "  ",
        "ſ",
        "\u212aey",
        "softlayer.com/soap/v3/",
        "@",
        "cloudant.com",
    ),
]


def test_its_own_detectors_are_left_out_on_purpose_only() -> None:
    import pkgutil

    import detect_secrets.plugins

    known = {detector.name.split(".")[0] for detector in adapter.DETECTORS}
    everything = {module.name for module in pkgutil.iter_modules(detect_secrets.plugins.__path__)}
    own = {"private_key", "basic_auth", "ip_public", "keyword", "high_entropy_strings", "base"}
    assert everything - known == own


def random_line(draw: random.Random) -> str:
    alphabets = (
        string.hexdigits.lower(),
        string.ascii_letters + string.digits,
        string.ascii_lowercase,
        "A1b_-",
    )
    runs = [
        "".join(draw.choices(draw.choice(alphabets), k=draw.choice((4, 20, 24, 32, 36, 40, 44, 48, 64, 88))))
    ]
    return "".join(draw.choices(PIECES + runs * 12, k=draw.randint(2, 7)))


@pytest.mark.parametrize("detector", adapter.DETECTORS, ids=lambda detector: detector.name)
def test_the_condition_holds_wherever_the_detector_finds_something(detector: adapter.Detector) -> None:
    draw = random.Random(detector.name)
    plugin = adapter.plugin(detector.name)
    for _ in range(3_000):
        line = random_line(draw)
        if list(plugin.analyze_string(line)):
            assert detector.hint.search(line), line


def test_the_whole_token_is_masked_not_the_fragment_that_the_detector_names() -> None:
    value = fill("ghp_{alnum:36}")
    (match,) = adapter.find(Line(f"token {value}", 0, f"token {value}"), [])
    assert match.value == value


def test_what_is_known_is_not_asked_again() -> None:
    value = fill("ghp_{alnum:36}")
    line = Line(f"token {value}", 0, f"token {value}")
    known = list(adapter.find(line, []))
    assert not list(adapter.find(line, known))


def test_a_hit_inside_a_long_run_is_a_coincidence() -> None:
    line = fill("twilio {alnum:40}SK{hex:32}{alnum:40}")
    assert not list(adapter.find(Line(line, 0, line), []))


def test_softlayer_is_found_by_its_detector_only() -> None:
    (found,) = detections(fill('SOFTLAYER_KEY = "{hex:64}"'))
    assert found.finding.name == "secret-literal"


def test_detect_secrets_is_imported_only_when_a_line_needs_it() -> None:
    check = (
        "import sys; from tests.secrets.scan import detections; from tests.secrets.examples import fill;"
        "assert detections(fill('login(token=\"hf_{letters:34}\")'));"
        "assert not any(name.startswith('detect_secrets') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], check=True)
