"""What all figures share: colours, style of print, the sheet they are drawn on, curves and their names."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from letdown.recording import checked_suffix, whole_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FloatArray = NDArray[np.float64]

BLUE, VERMILION, GREEN, PURPLE, INK, QUIET = "#0072B2", "#D55E00", "#009E73", "#882255", "#222222", "#767676"
SIDES = (("left", BLUE, "-"), ("right", VERMILION, (0, (4, 1.5))))
POINTS = 1500
"""Points that a line is drawn with: no more can be told apart on paper."""
PICTURES = (".png", ".pdf", ".svg")
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": QUIET,
    "axes.linewidth": 0.6,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "lines.linewidth": 1.1,
    "lines.solid_capstyle": "round",
}


@contextmanager
def sheet(width: float, height: float, path: str | Path | None) -> Generator[Figure]:
    """A figure of ``width`` by ``height`` inches in our style, written to ``path`` at the end if one is given.

    Raises :class:`~letdown.errors.FileError` where it can't be written.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    target = None if path is None else Path(path)
    if target is not None:
        checked_suffix(target, PICTURES)
    with mpl.rc_context(STYLE):  # pyright: ignore[reportUnknownMemberType]
        figure = Figure(figsize=(width, height), dpi=150)
        FigureCanvasAgg(figure)
        yield figure
        if target is not None:
            with whole_file(target) as temporary:
                figure.savefig(temporary)


def curve(axes: Axes, time: FloatArray, values: FloatArray, colour: str, style: Any, word: str, width: float = 1.1) -> None:
    """A line with its name at its right end."""
    every = max(1, time.size // POINTS)
    axes.plot(time[::every], values[::every], color=colour, linestyle=style, linewidth=width)
    if word:
        label(axes, time, values, word, colour)


def label(axes: Axes, time: FloatArray, values: FloatArray, word: str, colour: str) -> None:
    """The curve's name at its right end, in its colour; kept to be moved apart from others later."""
    axes.annotate(
        word, (float(time[-1]), float(values[-1])), xytext=(5, 0), textcoords="offset points", color=colour, fontsize=7,
        va="center", annotation_clip=False, gid="name",
    )  # fmt: skip


def envelope(time: FloatArray, values: FloatArray, least: float = 0.0) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Times, lowest and highest value of as many bins as can be told apart, each at least ``least`` seconds wide."""
    step = float(time[1] - time[0]) if time.size > 1 else 1.0
    each = max(1, time.size // POINTS, min(round(least / step), time.size))
    whole = time.size // each * each
    rows, at = values[:whole].reshape(-1, each), time[:whole].reshape(-1, each)
    return at.mean(axis=1), rows.min(axis=1), rows.max(axis=1)


def binned(time: FloatArray, values: FloatArray, width: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Times, highest value and mean of bins of ``width`` seconds."""
    step = float(time[1] - time[0]) if time.size > 1 else width
    each = max(1, round(width / step))
    whole = max(time.size // each * each, 0)
    rows, at = values[:whole].reshape(-1, each), time[:whole].reshape(-1, each)
    return at.mean(axis=1), rows.max(axis=1, initial=0.0), rows.mean(axis=1)


def time_axis(axes: Axes, begin: float, end: float, last: bool) -> None:
    """Time from ``begin`` to ``end`` [s] with as many marks as can be read; the ``last`` panel of a column is labelled."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator

    axes.yaxis.set_label_coords(-0.075, 0.5)
    axes.yaxis.set_major_locator(MaxNLocator(3, min_n_ticks=2))
    axes.margins(y=0.12)
    axes.set_xlim(begin, end)
    if begin < 0.0 < end:
        axes.axvline(0.0, color=QUIET, linewidth=0.6)
    step = next(
        (step for step in (10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0) if (end - begin) / step <= 12.0), 7200.0
    )
    axes.xaxis.set_major_locator(MultipleLocator(step))
    unit = 60.0 if step >= 60.0 else 1.0

    def in_unit(value: float, _: object) -> str:
        return f"{value / unit:g}"

    axes.xaxis.set_major_formatter(FuncFormatter(in_unit))
    axes.tick_params(labelbottom=last, length=2.5, labelsize=7)
    if last:
        axes.set_xlabel(f"time ({'min' if step >= 60.0 else 's'}); 0 is latch or pump on", fontsize=7.5)


def spread_names(axes: Axes) -> None:
    """Move names at the right end apart where two would lie on one another."""
    named: list[Any] = [child for child in axes.texts if child.get_gid() == "name"]
    bottom, top = axes.get_ylim()
    height = axes.get_window_extent().height * 72.0 / axes.figure.dpi
    named.sort(key=lambda child: child.xy[1])
    last = -1e9
    for child in named:
        at = (child.xy[1] - bottom) / max(top - bottom, 1e-12) * height
        wanted = max(at, last + 8.5)
        child.set_position((5, wanted - at))
        last = wanted
