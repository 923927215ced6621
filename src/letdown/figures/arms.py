"""Two arms on the same women: their medians on one time axis, stage under stage, in the order in which the signal travels.

A is a full line and B a dashed one, each in its colour; the band is the middle half of the women. Stages at which the arc parts
of its own are marked.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from letdown.figures.paper import BLUE, INK, QUIET, VERMILION, FloatArray, curve, sheet, spread_names, time_axis
from letdown.reports import INTENDED_USE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from letdown.comparison import Comparison, Course

_ARMS = (("A", BLUE, "-", 0.22), ("B", VERMILION, (0, (4, 1.5)), 0.16))
_QUIET_BEFORE = 60.0
"""Seconds of the time in which nothing differs that are shown before the first difference or latch."""
_LONGEST_NAME = 70


def plot_comparison(comparison: Comparison, path: str | Path | None = None) -> Figure:
    """The course of both arms, stage under stage; written to ``path`` (.png, .pdf, .svg) if one is given.

    Raises :class:`~letdown.errors.FileError` where it can't be written.
    """
    panels = [one for one in comparison.panels if any(np.any(arm[one.name].high != 0.0) for arm in comparison.courses)]
    parted = {part.stage for part in comparison.parts}
    with sheet(7.2, 1.4 + 0.95 * len(panels), path) as figure:
        height = float(figure.get_size_inches()[1])
        grid = figure.add_gridspec(
            len(panels), 1, left=0.105, right=0.895, top=1.0 - 0.92 / height, bottom=0.55 / height, hspace=0.42
        )  # fmt: skip
        first: Axes | None = None
        for row, panel in enumerate(panels):
            axes = figure.add_subplot(grid[row], sharex=first)
            first = first or axes
            courses = [arm[panel.name] for arm in comparison.courses]
            for (word, colour, style, alpha), course in zip(_ARMS, courses, strict=True):
                axes.fill_between(course.time, course.low, course.high, color=colour, alpha=alpha, linewidth=0)
                curve(axes, course.time, course.median, colour, style, word)
            here = bool(parted & set(panel.stages))
            title = f"{panel.title}  ◂ parts here" if here else panel.title
            axes.set_title(title, loc="left", fontsize=8, fontweight="bold", pad=2.5, color=INK)
            axes.set_ylabel("" if panel.unit == "1" else panel.unit, fontsize=7.5)
            time_axis(axes, _begin(comparison), float(courses[0].time[-1]), last=row == len(panels) - 1)
            axes.set_ylim(bottom=0.0)
            spread_names(axes)
        _caption(figure, comparison, height)
    return figure


def _begin(comparison: Comparison) -> float:
    """From shortly before latch or the first difference on, whichever comes first."""
    first, second = comparison.courses
    begin = [0.0]
    for name, course in first.items():
        apart = _apart(course, second[name])
        begin += course.time[apart][:1].tolist()
    return max(min(begin) - _QUIET_BEFORE, comparison.span[0])


def _apart(first: Course, second: Course) -> Any:
    """When two medians differ by more than can be seen."""
    largest = max(float(np.abs(first.median).max()), float(np.abs(second.median).max()))
    gap: FloatArray = np.abs(first.median - second.median)
    return gap > 0.01 * largest


def _caption(figure: Figure, comparison: Comparison, height: float) -> None:
    """Which is which, who was compared, and what this may be used for."""
    from letdown import __version__

    figure.text(
        0.105,
        1.0 - 0.1 / height,
        "One woman under both" if comparison.lone else "The same women under both",
        fontsize=11,
        fontweight="bold",
        va="top",
    )
    names: Mapping[str, str] = {word: arm.name for (word, *_), arm in zip(_ARMS, comparison.arms, strict=True)}
    for place, (word, colour, style, _) in enumerate(_ARMS):
        name = names[word] if len(names[word]) <= _LONGEST_NAME else f"{names[word][: _LONGEST_NAME - 2]} …"
        at = 1.0 - (0.34 + 0.14 * place) / height
        figure.text(0.15, at, name if name == word else f"{word}  {name}", fontsize=7.5, color=colour, va="center")
        figure.add_artist(_stroke(at, colour, style))
    words = f"{comparison.whom} · median and middle half · letdown {__version__} · {comparison.engine} · seed {comparison.seed}"
    figure.text(0.105, 1.0 - 0.6 / height, f"{words} · result {comparison.result_hash}", fontsize=7, color=QUIET, va="top")
    figure.text(0.105, 0.06 / height, INTENDED_USE, fontsize=6.5, color=QUIET, va="bottom")


def _stroke(at: float, colour: str, style: Any) -> Any:
    from matplotlib.lines import Line2D

    return Line2D((0.105, 0.142), (at, at), color=colour, linestyle=style, linewidth=1.4)
