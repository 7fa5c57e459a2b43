from mlsec_nb.report.charts import MOST_BARS, bars
from tests.factories import finding


def test_bars_are_ranked_and_divided_by_severity():
    findings = [finding("low"), finding("high"), finding("low"), finding("info", name="other")]
    first, second = bars(findings, lambda finding: finding.name)
    assert (first.label, first.number, first.words) == ("pickle-load", 3, "pickle-load: 1 high, 2 low")
    assert [(part.severity.label, part.start, part.width) for part in first.parts] == [
        ("high", 0, 33.33),
        ("low", 33.33, 66.67),
    ]
    assert second.parts[0].width == 33.33


def test_only_the_longest_bars_are_drawn():
    findings = [finding(name=str(number)) for number in range(20)]
    assert len(bars(findings, lambda finding: finding.name)) == MOST_BARS
    assert bars([], lambda finding: finding.name) == []
