"""Every figure can be drawn, from ordinary answers and from ones that found nothing."""

import matplotlib.figure
import numpy as np
import pytest

import mlsec_nb
from mlsec_nb.errors import UsageError
from mlsec_nb.profile.plots.draw import as_png, draw, has_figure
from tests.profile.tables import blobs


@pytest.fixture(scope="module")
def profile():
    features, labels = blobs(240)
    labels = np.where(np.arange(240) % 20 == 0, 1, labels)
    return mlsec_nb.profile_dataset(features[:160], labels[:160], features[150:])


def drawn(profile):
    return [name for name, answer in profile.answers.items() if has_figure(answer, "dataset")]


def test_every_figure_is_an_image(profile):
    assert len(drawn(profile)) >= 8
    for name in drawn(profile):
        figure = profile.plot(name)
        assert isinstance(figure, matplotlib.figure.Figure)
        assert as_png(figure, 40).startswith(b"\x89PNG")


def test_figures_follow_the_thresholds(profile):
    for name in drawn(profile):
        moved = dict(profile[name].thresholds)
        assert as_png(draw(profile[name].judged(**moved), "dataset"), 40)


def test_no_figure_is_an_error_that_says_so(profile):
    with pytest.raises(UsageError, match="digest"):
        profile.plot("digest")


def test_pyplot_is_left_alone(profile):
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    profile.plot("label-errors")
    assert plt.get_fignums() == before


def test_a_page_with_all_figures_is_small(profile):
    assert len(profile.to_html()) < 1_500_000
