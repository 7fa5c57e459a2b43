"""The detectors of detect-secrets, called directly, where a line may need one.

detect-secrets takes a third of a second to import and keeps its settings in global variables. So
each detector has a necessary condition here: a line that meets it, and on which our own rules
found nothing at that place, is shown to the detector object. No setting is touched, nothing is
verified over the network, and what a detector calls the secret, which may be a fragment of it
(``ghp``), is widened to the whole token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from typing import Any

from mlsec_nb.core.finding import Confidence, Severity
from mlsec_nb.secrets.filters.documented import is_documented
from mlsec_nb.secrets.filters.opaque import is_opaque
from mlsec_nb.secrets.filters.placeholder import is_placeholder
from mlsec_nb.secrets.line import Line
from mlsec_nb.secrets.match import Match, Rank
from mlsec_nb.secrets.needles import later
from mlsec_nb.secrets.registry import kind

_WORD = r"(?:key|pwd|pw|password|pass|token)"
_SIGN = r"[\"'\]]{0,2} *(?:[=:>]{1,2} *)?[\"']?"
_TOKEN = re.compile(r"[A-Za-z0-9_\-+/=.~]+")
_PUBLIC = re.compile(r"AC[a-z0-9]{32}")
"""What a detector reports although it is no secret: the identifier of a Twilio account."""

_EDGES = " \t\"'=:"
LONGEST_REST = 20
"""A find inside of a token that goes on for longer is a coincidence: a protein, a hash, an archive."""


@dataclass(frozen=True)
class Detector:
    """A detector of detect-secrets.

    Attributes
    ----------
    name
        Module and class below ``detect_secrets.plugins``.
    rule
        The name of our rule that reports what it finds.
    needles
        In lower case: every line that is worth showing to it holds one.
    condition
        A regular expression that every line matches on which it finds something.
    """

    name: str
    rule: str
    needles: tuple[str, ...]
    condition: str

    @cached_property
    def hint(self) -> re.Pattern[str]:
        """The condition, compiled when a line holds a needle."""
        return re.compile(self.condition)


_ASSIGNED = ("key", "pwd", "pw", "pass", "token")
DETECTORS = (
    Detector(
        "artifactory.ArtifactoryDetector",
        "package-registry-token",
        ("akc", "artifactory"),
        r"(?:[\s=:\"]|^)A(?:KC|P[\dABCDEF])[a-zA-Z0-9]{8,}(?:[\s\"]|$)",
    ),
    Detector(
        "aws.AWSKeyDetector",
        "aws-secret-key",
        ("aws",),
        rf"(?i)aws.{{0,20}}?{_WORD}.{{0,20}}?['\"][0-9a-z/+]{{40}}['\"]",
    ),
    Detector(
        "azure_storage_key.AzureStorageKeyDetector",
        "azure-storage-key",
        ("accountkey=",),
        r"AccountKey=[a-zA-Z0-9+/=]{88}",
    ),
    Detector(
        "cloudant.CloudantDetector",
        "secret-literal",
        (*_ASSIGNED, "cloudant.com"),
        rf"(?i)(?:cloudant|cl|clou)[_-]?(?:api)?{_WORD}{_SIGN}[0-9a-z]{{24}}|cloudant\.com",
    ),
    Detector(
        "discord.DiscordBotTokenDetector",
        "discord-token",
        ("discord", "bot"),
        r"[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27}",
    ),
    Detector("github_token.GitHubTokenDetector", "github-token", ("gh",), r"gh[pousr]_\w{36}"),
    Detector(
        "gitlab_token.GitLabTokenDetector",
        "gitlab-token",
        ("gl", "gr1348941"),
        r"(?:gl\w+-|GR1348941)[\w-]{20}",
    ),
    Detector(
        "ibm_cloud_iam.IbmCloudIamDetector",
        "ibm-cloud-key",
        ("ibm", "cloud_iam", "watson", "wml"),
        rf"(?i){_WORD}{_SIGN}[\w-]{{44}}(?![\w-])",
    ),
    Detector(
        "ibm_cos_hmac.IbmCosHmacDetector",
        "ibm-cloud-key",
        ("secret",),
        rf"(?i)secret[-_]?(?:access)?[-_]?key{_SIGN}[a-f0-9]{{48}}",
    ),
    Detector("jwt.JwtTokenDetector", "json-web-token", ("eyj",), r"(?<![\w=-])(?=[\w=-]*\.[\w=-])[\w=-]*eyJ"),
    Detector("mailchimp.MailchimpDetector", "mail-service-key", ("-us",), r"[0-9a-z]{32}-us\d"),
    Detector("npm.NpmDetector", "package-registry-token", ("/:_authtoken=",), r"/:_authToken="),
    Detector("openai.OpenAIDetector", "openai-key", ("t3blbkfj",), r"T3BlbkFJ"),
    Detector("pypi_token.PypiTokenDetector", "package-registry-token", ("pypi-age",), r"pypi-AgE[\w-]{70}"),
    Detector("sendgrid.SendGridDetector", "mail-service-key", ("sg.",), r"SG\.[\w-]{22}\.[\w-]{43}"),
    Detector(
        "slack.SlackDetector",
        "slack-token",
        ("xox", "hooks.slack.com/"),
        r"(?i)xox\w-\d+-|hooks\.slack\.com/",
    ),
    Detector(
        "softlayer.SoftlayerDetector",
        "secret-literal",
        (*_ASSIGNED, "softlayer.com"),
        rf"(?i)(?:softlayer|sl)[_-]?(?:api)?[_-]?{_WORD}{_SIGN}[a-z0-9]{{64}}|softlayer\.com/soap/",
    ),
    Detector(
        "square_oauth.SquareOAuthDetector", "payment-service-token", ("sq0csp-",), r"sq0csp-[\w\\-]{43}"
    ),
    Detector("stripe.StripeDetector", "stripe-key", ("k_live_",), r"[rs]k_live_[0-9a-zA-Z]{24}"),
    Detector(
        "telegram_token.TelegramBotTokenDetector",
        "telegram-token",
        ("bot", "telegram"),
        r"\d{8,10}:[\w-]{35}",
    ),
    Detector("twilio.TwilioKeyDetector", "twilio-key", ("sk", "twilio"), r"(?:AC|SK)[a-z0-9]{32}"),
)
"""All named detectors but three: private keys and URLs with passwords have rules that see more than
a line, and a public IP address is no secret."""

NEEDLES = frozenset(needle for detector in DETECTORS for needle in detector.needles if len(needle) > 3)

_there = later(lambda: {needle for detector in DETECTORS for needle in detector.needles}, folded=True)


def find(line: Line, known: Sequence[Match]) -> Iterator[Match]:
    """What detect-secrets finds on the line beside ``known``."""
    if not line.has_token:
        return
    for detector, needles in line.among.once(_possible):
        if not any(needle in line.lowered for needle in needles):
            continue
        hint = detector.hint.search(line.text)
        if hint is not None and not _covered(line.start + hint.end() - 1, known):
            yield from _matches(line, detector)


def _possible(among: str) -> list[tuple[Detector, list[str]]]:
    """The detectors that may find something in these lines, with those of their needles that are there."""
    there = frozenset(_there(among))
    named = ((detector, [needle for needle in detector.needles if needle in there]) for detector in DETECTORS)
    return [(detector, needles) for detector, needles in named if needles]


def _covered(place: int, known: Sequence[Match]) -> bool:
    return any(match.start <= place < match.end for match in known)


@cache
def plugin(name: str) -> Any:
    """The detector object; the first one imports detect-secrets."""
    module, _, class_name = name.partition(".")
    return getattr(import_module(f"detect_secrets.plugins.{module}"), class_name)()


def _matches(line: Line, detector: Detector) -> Iterator[Match]:
    provider = kind(detector.rule)
    for secret in plugin(detector.name).analyze_string(line.text):
        core = secret.strip(_EDGES)
        at = line.text.find(core)
        if not core or at < 0 or (span := _token_around(line.text, at, at + len(core))) is None:
            continue
        value = line.text[span[0] : span[1]]
        if (
            _PUBLIC.fullmatch(value)
            or is_placeholder(value)
            or is_documented(value.partition("=")[2])
            or not is_opaque(value)
        ):
            continue
        yield Match(
            kind=provider,
            start=line.start + span[0],
            end=line.start + span[1],
            value=value,
            severity=min(provider.severity, Severity.HIGH),
            confidence=Confidence.MEDIUM,
            rank=Rank.VENDOR,
        )


def _token_around(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The token that the find is a part of, unless it is far longer."""
    if any(character.isspace() for character in text[start:end]) or "://" in text[start:end]:
        return start, end
    for token in _TOKEN.finditer(text, max(0, start - 400), end + 400):
        if token.start() <= start and end <= token.end():
            rest = len(token.group()) - (end - start)
            return token.span() if rest <= LONGEST_REST or end - start < LONGEST_REST else None
    return start, end
