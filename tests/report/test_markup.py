"""No format that is markup lets the text of a notebook become markup."""

from xml.etree import ElementTree

import mistune
import pytest
from hypothesis import given, settings

from mlsec_nb.report import render
from tests.report.pages import Page
from tests.report.results import hostile, results

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "]]><x>",
    "</style><script>alert(1)</script>",
    "</title></pre></code></script><svg onload=alert(1)>",
    "--><b>",
    "<!--",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;script&gt;",
    "| a | b |",
    "](https://example.invalid) ![x](https://example.invalid/x.png)",
    "`` ``` ```` ~~~ <details>",
    "**bold** _em_ ~~gone~~ # head",
    "1. one",
    "- item",
    "# heading",
    "https://example.invalid www.example.invalid a@example.invalid",
    "@everyone #1 GH-1 $x$",
    "\x00\x1b[31m\u202e\ufeff\ud800",
]
MARKDOWN = mistune.create_markdown(
    escape=False, plugins=["table", "url", "strikethrough", "footnotes", "math"]
)


def shape(html):
    """All elements but ``code``: a name quoted in a message is set as code, and nothing else is."""
    page = Page(html)
    return [element for element in page.elements if element != ("code", ())], page.values


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("format_name", ["html", "fragment"])
def test_a_payload_adds_no_element_attribute_or_address(format_name, payload):
    assert shape(render(hostile(payload), format_name)) == shape(render(hostile("harmless"), format_name))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_adds_nothing_to_rendered_markdown(payload):
    plain = shape(MARKDOWN(render(hostile("harmless"), "markdown")))
    assert shape(MARKDOWN(render(hostile(payload), "markdown"))) == plain


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_adds_no_xml(payload):
    shapes = [
        [(element.tag, sorted(element.attrib)) for element in ElementTree.fromstring(text.encode()).iter()]
        for text in (render(hostile(payload), "junit"), render(hostile("harmless"), "junit"))
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("format_name", ["html", "fragment", "markdown", "junit"])
def test_the_text_still_says_what_the_notebook_says(format_name):
    page = Page(render(hostile("<b>&amp;"), format_name))
    assert "<b>&amp;" in page.text


@settings(max_examples=30)
@given(results)
def test_any_result_renders_as_html(any_result):
    for format_name in ("html", "fragment"):
        page = Page(render(any_result, format_name))
        assert all(char.isprintable() or char == "\n" for char in page.text)


@settings(max_examples=30)
@given(results)
def test_any_result_renders_as_xml_and_markdown(any_result):
    ElementTree.fromstring(render(any_result, "junit").encode())
    assert all(char.isprintable() or char in "\n\u200b" for char in render(any_result, "markdown"))
