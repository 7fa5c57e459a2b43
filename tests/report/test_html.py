import base64
import hashlib
import re
from itertools import pairwise

import pytest

from mlsec_nb.core.finding import Severity, Skipped, Suppression
from mlsec_nb.report import render
from mlsec_nb.report.fragment import html_fragment
from tests.factories import finding, gap, location, result, rule, target
from tests.report.pages import Page

EVERYTHING = result(
    target(
        *(finding(severity.label) for severity in Severity), finding(suppressed=Suppression("tag", "known"))
    ),
    target(
        finding(fingerprint="f"),
        path="b.ipynb",
        skipped=(gap(), Skipped("3 image/png", "no text", gap=False)),
    ),
    target(path="clean.ipynb"),
    rules=(rule(),),
)


def inside(html, tag):
    return re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL).group(1)


@pytest.mark.parametrize(("tag", "directive"), [("style", "style-src"), ("script", "script-src")])
def test_the_policy_allows_exactly_the_style_and_script_of_the_page(tag, directive):
    html = render(EVERYTHING, "html")
    digest = base64.b64encode(hashlib.sha256(inside(html, tag).encode()).digest()).decode()
    assert f"{directive} &#39;sha256-{digest}&#39;" in html
    assert "default-src &#39;none&#39;" in html


def test_nothing_is_loaded_and_no_style_or_handler_is_inline():
    elements = Page(render(EVERYTHING, "html")).elements
    names = {name for _, attributes in elements for name in attributes}
    assert not names & {"src", "style", "srcset", "data", "onclick"}
    assert not {tag for tag, _ in elements} & {"img", "iframe", "object", "link", "base"}


def test_headings_are_in_order_and_landmarks_are_there():
    html = render(EVERYTHING, "html")
    levels = [int(tag[1]) for tag, _ in Page(html).elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in Page(html).elements}


def test_every_link_inside_the_page_has_an_aim():
    html = render(EVERYTHING, "html")
    aims = set(re.findall(r'id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= aims


def test_repeats_are_folded_with_all_their_places():
    same = [finding(location=location(cell)) for cell in (0, 2, 5)]
    text = Page(render(result(target(*same)), "html")).text
    assert text.count("runs whatever code") == 1
    assert "cell 3, line 1:1" in text
    assert "cell 6, line 1:1" in text


def test_the_highlight_is_marked():
    assert "<mark>pickle.load</mark>" in render(result(target(finding())), "html")


def test_only_known_references_become_links():
    odd = ("CWE-502", "javascript:alert(1)", "https://example.invalid/a?b=1", "https://x@y/", "CWE-1 2")
    html = render(result(target(finding(references=odd))), "html")
    assert re.findall(r'href="([^#"][^"]*)"', html) == [
        "https://cwe.mitre.org/data/definitions/502.html",
        "https://example.invalid/a?b=1",
    ]


def test_an_empty_result_says_so():
    assert "Nothing was scanned" in render(result(), "html")


def test_a_fragment_has_no_script_and_styles_only_itself():
    html = html_fragment(EVERYTHING)
    assert "script" not in {tag for tag, _ in Page(html).elements}
    selectors = re.findall(
        r"(?:^|[},])\s*([^{},@]+)(?=[,{])", re.sub(r"\([^)]*\)", "", inside(html, "style"))
    )
    assert selectors
    assert all(selector.strip().startswith(".mlsec-nb") for selector in selectors)


def test_a_fragment_shows_the_worst_first_and_folds_the_rest():
    many = [finding("low", fingerprint=f"{n}", location=location(n)) for n in range(14)]
    html = html_fragment(result(target(*many, finding("critical", location=location(20)))))
    text = Page(html).text
    assert text.index("critical", text.index("pickle-load") - 40) < text.index(
        "low", text.index("pickle-load")
    )
    assert "5 more entries" in text
