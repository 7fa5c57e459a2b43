"""Known values in text that comes in pieces."""

import base64
import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsec_nb.guard.outputs import Matcher, Stream
from mlsec_nb.guard.values import Known, is_watchable, named_values

KEY = "tok" + "-9fK2x/QmZ+71vTc"
ODD = "p'w\"<d>&\\ü\n9Zx"
VALUES = {KEY: "API_KEY", ODD: "DB_PASSWORD"}
WRITTEN = {
    "plain": str,
    "repr": repr,
    "json": json.dumps,
    "json-unicode": lambda value: json.dumps(value, ensure_ascii=False),
    "json-twice": lambda value: json.dumps(json.dumps(value)),
    "html": html.escape,
    "html-of-repr": lambda value: html.escape(repr([value])),
    "url": lambda value: quote(value, safe=""),
    "hex": lambda value: value.encode().hex(),
    "reversed": lambda value: value[::-1],
    "bytes": lambda value: repr(value.encode()),
    **{
        f"base64-{offset}": lambda value, offset=offset: base64.b64encode(
            b"u" * offset + value.encode() + b" tail"
        ).decode()
        for offset in range(3)
    },
}


@pytest.fixture(scope="module")
def matcher():
    return Matcher(VALUES)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("way", WRITTEN)
def test_every_spelling_is_masked(way, value, matcher):
    text = WRITTEN[way](value)
    masked, labels = matcher.masked(f"before {text} after")
    assert labels == {VALUES[value]}
    assert masked.startswith("before ")
    assert masked.endswith(" after")
    assert value not in masked
    assert value[3:-3] not in masked


@st.composite
def split_texts(draw):
    pieces = draw(
        st.lists(
            st.sampled_from([*VALUES, KEY[:7], ODD[:5], KEY[1:], "a", "tok", "\n", KEY[::-1]]), max_size=8
        )
    )
    text = "".join(pieces)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    return text, [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@given(split_texts(), st.dictionaries(st.text("abc", min_size=8, max_size=12), st.just("SELF"), max_size=3))
def test_any_split_equals_the_whole(case, more):
    text, pieces = case
    text += "".join(more)
    matcher = Matcher({**VALUES, **more})

    def shown(parts):
        stream = Stream()
        return "".join(stream.feed(part, matcher)[0] for part in parts) + stream.release(matcher)

    assert shown([*pieces, *"".join(more)]) == shown([text])


@given(split_texts(), st.sets(st.integers(0, 12)))
def test_what_is_let_go_between_shows_no_value(case, pauses):
    matcher = Matcher(VALUES)
    stream = Stream()
    out = ""
    for number, piece in enumerate(case[1]):
        out += stream.feed(piece, matcher)[0]
        if number in pauses:
            out += stream.release(matcher)
    out += stream.release(matcher)
    assert not any(value in out for value in VALUES)


@given(st.text())
def test_other_text_passes_unchanged(text):
    matcher, stream = Matcher(VALUES), Stream()
    assert stream.feed(text, matcher)[0] + stream.release(matcher) == text


@given(st.integers(0, 200_000), st.sampled_from([*VALUES, *(value[::-1] for value in VALUES)]))
def test_long_texts_are_searched_everywhere(at, value):
    text = f"{'all is well ' * (at // 12)}{'.' * (at % 12)}{value}{'so it goes on ' * 9_000}"
    assert [(span.start, span.end) for span in Matcher(VALUES).spans(text)] == [(at, at + len(value))]


def test_only_the_possible_start_is_held():
    matcher, stream = Matcher(VALUES), Stream()
    assert stream.feed(f"log: {KEY[:5]}", matcher)[0] == "log: "
    assert stream.release(matcher) == KEY[:5]
    shown, labels = stream.feed(f"{KEY[5:]} done", matcher)
    assert labels == {"API_KEY"}
    assert shown.endswith("] done")
    assert KEY[5:] not in shown


def test_trees_are_masked_keys_included_and_pictures_left(matcher):
    tree = {"text/html": [f"<b>{KEY}</b>"], KEY: 1, "image/png": KEY}
    masked, labels = matcher.masked_tree(tree)
    assert labels == {"API_KEY"}
    assert json.dumps(masked).count(KEY) == 1
    assert masked["image/png"] == KEY


@pytest.mark.parametrize("value", [KEY, "Summer2024!", "hf_" + "aB3dE5gH7jK9mN1pQ2", "5f4dcc3b5aa765d61d83"])
def test_values_that_nothing_else_looks_like_are_watched(value):
    assert is_watchable(value)


@pytest.mark.parametrize(
    "value",
    ["short1!", "production", "my-secret-name", "/etc/keys/a", "changeme", "2024-01-02 10:00", "localhost"],
)
def test_words_paths_and_numbers_are_not(value):
    assert not is_watchable(value)


def test_values_count_by_their_names(monkeypatch):
    monkeypatch.setenv("SERVICE_API_KEY", KEY)
    variables = {"config": {"db": {"password": "Tr0ub4dor&3"}}, "_": KEY[::-1], "epoch": "x9" + KEY, "n": 5}
    variables["dsn"] = "postgres://me:gH8" + "vq2LpX@host/db"
    variables["db_password"] = "postgres"
    known = Known()
    known.learn(named_values(variables))
    named = {(label, value) for value, label in known.labels.items()}
    assert named >= {("SERVICE_API_KEY", KEY), ("password", "Tr0ub4dor&3"), ("dsn", "gH8vq2LpX")}
    assert "epoch" not in known.labels.values()
    assert "db_password" in known.unwatched
    assert not known.learn(named_values(variables))
