"""Cleaning of texts before they are scanned: what is blanked is counted, lines stay where they are."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections import Counter

ANSI = re.compile(
    r"\x1b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI: colours, cursor movement
    r"|\](?:\d{0,4};){0,2};?"  # OSC introducer: its payload (a hyperlink) stays readable
    r"|[@-Z\\^_])|\x07"
)
DATA_URI = re.compile(
    r"data:[\w.+-]{1,40}/[\w.+-]{1,80}(?:;[\w=.+-]{1,40}){0,4};base64,"
    r"[A-Za-z0-9+/=%\\]{64,}(?:\n[A-Za-z0-9+/=]{40,})*"
)
_NO_CHARACTER = re.compile(r"&#[0-9]{100,}")
SCRIPT = re.compile(
    r"(<(?:script|style)\b[^<>]{0,2000}>)(.*?)(?=</(?:script|style)\b|\Z)", re.DOTALL | re.IGNORECASE
)
INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|em|font|i|kbd|mark|q|s|samp|small|span|strong|sub|sup|tt|u|var|wbr)\b[^<>]{0,4000}>",
    re.IGNORECASE,
)
TAG = re.compile(r"<[!/?a-zA-Z][^<>]{0,100000}>")
OVER_LINES = re.compile(r"<[!/?a-zA-Z][^<>\n]*\n")
BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")

LIBRARY_SCRIPT = 100_000
"""A script of an HTML output longer than this (plotly.js, bokeh) is a library, not the user's text."""


def strip_ansi(text: str) -> str:
    """Remove terminal escape sequences."""
    return ANSI.sub("", text) if "\x1b" in text or "\x07" in text else text


def _lines_only(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


def blank_payloads(text: str, counts: Counter[str]) -> str:
    """Replace base64 data URIs by nothing, lines kept, and count them."""
    if ";base64," not in text:
        return text
    text, number = DATA_URI.subn(_lines_only, text)
    counts["data URI"] += number
    return text


def blank_libraries(markup: str, counts: Counter[str]) -> str:
    """Empty the scripts and style sheets of ``markup`` that are too long to be the user's own."""
    if len(markup) < LIBRARY_SCRIPT:
        return markup

    def shorten(match: re.Match[str]) -> str:
        if len(match.group(2)) < LIBRARY_SCRIPT:
            return match.group()
        counts["script library in HTML"] += 1
        return match.group(1) + "\n" * match.group(2).count("\n")

    return SCRIPT.sub(shorten, markup)


def unescape(markup: str) -> str:
    """Resolve character references; the library takes no number of thousands of digits."""
    if "&" not in markup:
        return markup
    return html.unescape(_NO_CHARACTER.sub("&#0", markup) if "&#" in markup else markup)


def strip_tags(markup: str) -> str:
    """What a reader of the page sees: tags gone, cells of a table apart, lines kept."""
    text = SCRIPT.sub(lambda match: "\n" * match.group().count("\n"), markup)
    return _without(TAG, _without(INLINE_TAG, text, ""), " ")


def _without(tag: re.Pattern[str], markup: str, gap: str) -> str:
    """The markup with ``gap`` in the place of tags; as a rule none goes on in the next line."""
    if OVER_LINES.search(markup) is None:
        return tag.sub(gap, markup)
    return tag.sub(lambda match: gap + _lines_only(match), markup)


def decode_attachment(data: str) -> str:
    """Return the text of a textual attachment, which may be stored as base64 or as it is."""
    if len(data) % 4 == 0 and BASE64.fullmatch(data):
        try:
            return base64.b64decode(data, validate=False).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            return data
    return data


def normalise_newlines(text: str) -> str:
    r"""Make every line end ``\n``, as Jupyter's editor does."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
