"""Many targets against their bands, as a page of the report shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from letdown.figures.paper import GREEN, INK, QUIET, STYLE, VERMILION

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Miss(NamedTuple):
    """One target on a scale on which its band is -1 to 1: what a model gave, its interval, and the verdict in a word.

    A new ``heading`` begins a new block of rows.
    """

    heading: str
    name: str
    value: float
    low: float
    high: float
    verdict: str


_VERDICTS = {"met": GREEN, "missed": VERMILION, "inconclusive": QUIET, "weak": QUIET}
_SHOWN_BANDS = 5.0


def misses(rows: Sequence[Miss]) -> str:
    """Every row's value and interval against its band, as the text of an SVG picture; what lies outside is an arrow."""
    import io

    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    lines: list[Miss | str] = []
    heading = ""
    for row in rows:
        if row.heading != heading:
            lines.append(heading := row.heading)
        lines.append(row)
    with mpl.rc_context({**STYLE, "svg.hashsalt": "letdown", "svg.fonttype": "none"}):  # pyright: ignore[reportUnknownMemberType]
        height = 0.9 + 0.17 * len(lines)
        figure = Figure(figsize=(7.6, height))
        FigureCanvasSVG(figure)
        axes = figure.add_axes((0.56, 0.45 / height, 0.42, 1.0 - 0.9 / height))
        axes.axvspan(-1.0, 1.0, color=GREEN, alpha=0.12, linewidth=0)
        axes.axvline(0.0, color=QUIET, linewidth=0.6)
        for at, line in enumerate(lines):
            _miss_line(axes, at, line)
        axes.set_xlim(-_SHOWN_BANDS, _SHOWN_BANDS)
        axes.set_ylim(len(lines) - 0.4, -0.6)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("simulated less published, in bands; the band is -1 to 1", fontsize=7.5)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "letdown"})
    return out.getvalue()


def _miss_line(axes: Axes, at: int, line: Miss | str) -> None:
    """A heading, or a name with its value, interval and, where it lies outside, an arrow."""
    text: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "ha": "right", "va": "center", "annotation_clip": False}
    if isinstance(line, str):
        axes.annotate(line, (-0.02, at), fontweight="bold", fontsize=7.5, **text)
        return
    colour = _VERDICTS.get(line.verdict, INK)
    name = line.name if len(line.name) <= 62 else f"{line.name[:60]} …"
    axes.annotate(name, (-0.02, at), fontsize=7, color=INK if line.verdict != "weak" else QUIET, **text)
    if not np.isfinite(line.value):
        axes.annotate("no number", (0.5, at), xycoords=("axes fraction", "data"), fontsize=6.5, va="center", color=colour)
        return
    axes.plot((line.low, line.high), (at, at), color=colour, linewidth=1.6, alpha=0.5)
    beyond = abs(line.value) > _SHOWN_BANDS
    marker = (">" if line.value > 0.0 else "<") if beyond else "o"
    shown = 0.98 * np.copysign(_SHOWN_BANDS, line.value) if beyond else line.value
    axes.plot(shown, at, marker=marker, markersize=3.4, color=colour, clip_on=False)
