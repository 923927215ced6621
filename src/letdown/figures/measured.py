"""A measured trace with what was found in it, the surer the darker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from letdown.figures.paper import BLUE, GREEN, PURPLE, QUIET, envelope, sheet
from letdown.recording.measured import KINDS
from letdown.reports import INTENDED_USE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from letdown.reports.measured import Analysis


def plot_analysis(analysis: Analysis, path: str | Path | None = None) -> Figure:
    """A measured trace with what was found in it, the surer the darker; written to ``path`` (.png, .pdf, .svg) if one is given.

    Raises :class:`~letdown.errors.FileError` where it can't be written.
    """
    measured = analysis.measured
    with sheet(7.2, 3.4, path) as figure:
        axes = figure.add_axes((0.105, 0.17, 0.84, 0.62))
        found, low, high = analysis.count
        in_minutes = measured.time[-1] - measured.time[0] >= 300.0
        unit = 60.0 if in_minutes else 1.0
        if measured.kind == "blood":
            axes.plot(measured.time / unit, measured.values, color=PURPLE, marker="o", markersize=3.0, linewidth=0.9)
        else:
            time, lowest, highest = envelope(measured.time, measured.values)
            pump = measured.kind == "pressure"  # its cycles are too short to be seen, only how far they reach
            axes.fill_between(time / unit, lowest, highest, color=BLUE, alpha=0.6 if pump else 0.25, linewidth=0)
            if not pump:
                axes.plot(time / unit, 0.5 * (lowest + highest), color=BLUE, linewidth=0.9)
        sure = [name for name, _ in analysis.columns].index("sure") if ("sure", "1") in analysis.columns else -1
        for number, (at, row) in enumerate(zip(analysis.marks, analysis.events, strict=True), 1):
            share = 1.0 if sure < 0 else row[sure] or 0.0
            axes.axvline(at / unit, color=GREEN, linewidth=0.9, linestyle=(0, (2, 2)), alpha=0.25 + 0.75 * share, zorder=0)
            axes.annotate(
                str(number) if share >= 0.995 else f"{number} ({100.0 * share:.0f} %)",
                (at / unit, 1.0), xycoords=("data", "axes fraction"), xytext=(0, 3), textcoords="offset points", color=GREEN,
                fontsize=7, ha="center", va="bottom",
            )  # fmt: skip
        axes.set_xlim(measured.time[0] / unit, measured.time[-1] / unit)
        axes.set_ylabel(f"{measured.kind} [{KINDS[measured.kind].unit}]", fontsize=7.5)
        axes.set_xlabel(f"time [{'min' if in_minutes else 's'}]", fontsize=7.5)
        axes.tick_params(length=2.5, labelsize=7)
        figure.text(0.105, 0.965, f"{found} {analysis.what} ({low} to {high})", fontsize=11, fontweight="bold", va="top")
        said = "a share: of replicates with the trace's noise once more that show it" if sure >= 0 else "lines: phases begin"
        figure.text(0.105, 0.9, f"column {measured.column} · {analysis.detector} · {said}", fontsize=7, color=QUIET, va="top")
        figure.text(0.105, 0.02, INTENDED_USE, fontsize=6.5, color=QUIET, va="bottom")
    return figure
