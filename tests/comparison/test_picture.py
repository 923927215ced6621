"""The picture of a comparison: both arms in every panel, stage under stage, with a mark where they part."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import letdown as ld
from letdown.comparison import PANELS, STAGES, Comparison, compare
from letdown.errors import FileError
from letdown.figures import BLUE, VERMILION, plot_comparison

FEED = ld.Session(ld.breastfeed("left", minutes=5))


@pytest.fixture(scope="module")
def stress() -> Comparison:
    return compare(ld.population(8, seed=7), FEED, FEED.with_(ld.disturbance("stress", 1.0)), seed=1)


def test_every_panel_has_both_arms_on_one_time_axis(stress: Comparison) -> None:
    figure = plot_comparison(stress)
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    shown = [panel for panel in PANELS if any(title.startswith(panel.title) for title in titles)]
    assert len(shown) == len(titles) >= 8
    assert [panel.title for panel in shown] == [title.removesuffix("  ◂ parts here") for title in titles]
    for axes in figure.axes:
        assert [line.get_color() for line in axes.lines][:2] == [BLUE, VERMILION]
        assert len({str(line.get_linestyle()) for line in axes.lines[:2]}) == 2  # told apart in grey print
        assert axes.get_xlim() == figure.axes[0].get_xlim()


def test_the_stage_where_they_part_is_marked_and_no_other(stress: Comparison) -> None:
    marked = [axes.get_title(loc="left") for axes in plot_comparison(stress).axes if "◂" in axes.get_title(loc="left")]
    assert len(marked) == 1 and "door" in marked[0]


def test_the_line_is_the_median_and_the_band_the_middle_half(stress: Comparison) -> None:
    for arm in stress.courses:
        for course in arm.values():
            assert np.all(course.low <= course.median) and np.all(course.median <= course.high)
    taken = stress.courses[0]["left.milk"].median[-1]
    assert taken == pytest.approx(np.median(stress.row("left.milk_removed").first), rel=0.05)
    secreted = stress.courses[0]["secreted"].median
    assert np.all(np.diff(secreted) >= 0.0)


def test_every_stage_of_the_arc_has_a_panel() -> None:
    of_panels = {stage for panel in PANELS for stage in panel.stages}
    assert {one.key for one in STAGES} - of_panels == {"both", "signs"}


def test_the_file_appears_whole_or_not_at_all(stress: Comparison, tmp_path: Path) -> None:
    plot_comparison(stress, tmp_path / "two.svg")
    assert [path.name for path in tmp_path.iterdir()] == ["two.svg"]
    with pytest.raises(FileError, match="There is no folder"):
        plot_comparison(stress, tmp_path / "no" / "two.png")
    with pytest.raises(FileError, match=r"\.png"):
        plot_comparison(stress, tmp_path / "two.txt")
