"""The picture shows every stage in the order of the signal, with units, and is written whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from letdown import sessions as s
from letdown.dyad import Mother
from letdown.errors import FileError
from letdown.figures import BLUE, GREEN, INK, PURPLE, QUIET, VERMILION, plot
from letdown.recording import Recording
from letdown.reports import session_report
from letdown.simulation import simulate


@pytest.fixture(scope="module")
def feed() -> Recording:
    return simulate(Mother(), s.Session(s.breastfeed("left", minutes=8)), seed=3)


def test_the_stages_stand_in_the_order_of_the_signal_each_with_its_unit(feed: Recording) -> None:
    figure = plot(feed)
    assert [axes.get_title(loc="left") for axes in figure.axes] == [
        "Vacuum at the nipple",
        "Drive to the brain",
        "Oxytocin neurons",
        "Oxytocin released",
        "Oxytocin in blood",
        "Pressure in the alveoli",
        "Width of a milk duct",
        "Milk flow",
        "Milk taken or dripped",
    ]
    assert [axes.get_ylabel() for axes in figure.axes] == ["mmHg", "1/s", "cell", "ng/s", "pg/mL", "mmHg", "mm", "mL/s", "mL"]
    assert "min" in figure.axes[-1].get_xlabel()
    assert len({tuple(axes.get_xlim()) for axes in figure.axes}) == 1


def test_every_let_down_is_marked_in_every_panel(feed: Recording) -> None:
    onsets = feed["milk_ejections.onsets"]
    for axes in plot(feed).axes:
        marked = [line.get_xdata()[0] for line in axes.lines if line.get_color() == GREEN and len(line.get_xdata()) == 2]  # type: ignore[index,arg-type]
        assert marked == onsets.tolist()


def test_without_spikes_the_neurons_are_a_rate() -> None:
    figure = plot(simulate(Mother(), s.Session(s.breastfeed(minutes=2)), engine="bursts"))
    assert figure.axes[2].get_ylabel() == "Hz"


@pytest.mark.parametrize(
    "session",
    [
        s.Session(s.rest(minutes=0.01)),
        s.Session(s.cue("cry", minutes=2)),
        s.Session(s.pump("both", minutes=2)),
        s.Session(s.breastfeed("left", minutes=3), s.pump("right", minutes=3)),
        s.Session(s.hand_expression("left", minutes=2)),
    ],
)
def test_every_session_can_be_drawn(session: s.Session) -> None:
    panels = plot(simulate(Mother(), session, engine="bursts")).axes
    assert len(panels) >= 8
    assert panels[4].lines  # oxytocin in the blood is always there to draw


def test_the_blood_samples_drawn_are_those_of_the_report(feed: Recording) -> None:
    report = session_report(feed)
    blood = plot(feed).axes[4]
    drawn = next(line.get_ydata() for line in blood.lines if line.get_marker() == "o")
    assert np.max(drawn) == pytest.approx(report["assay_highest"])  # type: ignore[arg-type]


def test_a_recording_that_is_a_part_can_be_drawn(feed: Recording) -> None:
    low, high = plot(feed.window(30.0, 60.0)).axes[-1].get_xlim()
    assert high - low == pytest.approx(30.0, rel=0.1)


def test_a_file_appears_whole_or_not_at_all(feed: Recording, tmp_path: Path) -> None:
    plot(feed, tmp_path / "feed.png")
    assert [path.name for path in tmp_path.iterdir()] == ["feed.png"]
    assert (tmp_path / "feed.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(FileError, match="There is no folder"):
        plot(feed, tmp_path / "no" / "feed.png")
    with pytest.raises(FileError, match=r"\.png"):
        plot(feed, tmp_path / "feed.txt")


def test_colours_can_be_told_apart_in_grey_print() -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) / 255.0 for at in (1, 3, 5))
        return 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2

    # Dark enough on white for all; what shares a panel also differs by line style or position.
    contrast = [1.05 / (lightness(colour) + 0.05) for colour in (BLUE, VERMILION, GREEN, PURPLE, INK, QUIET)]
    assert min(contrast) > 3.0
    assert np.isfinite(contrast).all()


def test_matplotlib_is_imported_only_to_draw() -> None:
    code = "import sys, letdown, letdown.figures, letdown.cli; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
