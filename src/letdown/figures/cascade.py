"""The cascade of one session on one time axis, stage under stage, in the order in which the signal travels.

Left and right differ by colour and by line style, so that grey print loses nothing. Every let-down is a line through all panels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from letdown.figures.paper import (
    GREEN,
    INK,
    POINTS,
    PURPLE,
    QUIET,
    SIDES,
    binned,
    curve,
    envelope,
    label,
    sheet,
    spread_names,
    time_axis,
)
from letdown.instruments import oxytocin_assay
from letdown.recording import Recording, Series
from letdown.reports import INTENDED_USE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SAMPLES = "oxytocin_assay.sample"
_LONGEST_CYCLE = 2.0
"""Seconds within which a suck or a cycle of a pump is over, pauses apart."""


class _Panel(NamedTuple):
    """One stage: its title, the unit of its axis, how tall it is, and what draws it."""

    title: str
    unit: str
    height: float
    draw: Callable[[Axes, Recording], None]


def plot(recording: Recording, path: str | Path | None = None) -> Figure:
    """The cascade of ``recording``, from suckling to milk; written to ``path`` (.png, .pdf, .svg) if one is given.

    Raises :class:`~letdown.errors.FileError` where it can't be written.
    """
    shown = _interesting(_with_samples(recording))
    panels = _panels(shown)
    with sheet(7.2, 1.0 + 0.95 * sum(panel.height for panel in panels), path) as figure:
        grid = figure.add_gridspec(
            len(panels),
            1,
            height_ratios=[panel.height for panel in panels],
            left=0.105,
            right=0.865,
            top=0.915,
            bottom=0.075,
            hspace=0.42,
        )
        first: Axes | None = None
        for row, panel in enumerate(panels):
            axes = figure.add_subplot(grid[row], sharex=first)
            first = first or axes
            panel.draw(axes, shown)
            _dress(axes, panel, shown, last=row == len(panels) - 1)
            if row == 0:
                _name_let_downs(axes, shown)
        _caption(figure, recording)
    return figure


def _interesting(recording: Recording) -> Recording:
    """From half a minute before the first cue, stimulation, burst or let-down to two minutes after the last."""
    busy = [float(onset) for onset in recording["milk_ejections.onsets"]]
    if "oxytocin_neurons.burst_times" in recording:
        busy += recording["oxytocin_neurons.burst_times"].tolist()
    signals = [
        (f"{side}.{name}", least) for side, _, _ in SIDES for name, least in (("nipple.rate", 0.0), ("milk_ducts.flow", 0.005))
    ]
    for name, least in signals:
        active = np.flatnonzero(recording[name] > least)
        busy += [float(recording.time[active[0]]), float(recording.time[active[-1]])] if active.size else []
    busy += recording.time[recording["conditioned_cues.drive"] > 0.1][:1].tolist()  # a cue fades long after it has had its effect
    begin, end = float(recording.time[0]), float(recording.time[-1])
    return recording.window(max(min(busy) - 30.0, begin), min(max(busy) + 120.0, end)) if busy else recording


def _with_samples(recording: Recording) -> Recording:
    """With the blood samples of the report among its events: drawn from the whole, so that both show the same ones."""
    time = recording.time
    if time[-1] - time[0] < oxytocin_assay.EXTRACTED_RADIOIMMUNOASSAY.sampling_interval:
        return recording
    seed, woman = (int(recording.attributes.get(name, 0)) for name in ("seed", "woman"))
    samples = oxytocin_assay.measure(time, recording["plasma_oxytocin.concentration"], seed=seed, woman=woman)
    events = {
        name: Series(name, unit, "blood samples", values)
        for name, unit, values in ((f"{_SAMPLES}_times", "s", samples.time), (f"{_SAMPLES}_values", "pg/mL", samples.values))
    }
    return replace(recording, events={**recording.events, **events})


def _panels(recording: Recording) -> list[_Panel]:
    """The stages in the order of the signal."""
    spiking = recording["oxytocin_neurons.spike_times"].size if "oxytocin_neurons.spike_times" in recording else 0
    neurons = _Panel("Oxytocin neurons", "cell", 1.15, _raster) if spiking else _Panel("Oxytocin neurons", "Hz", 0.85, _firing)
    return [
        _Panel("Vacuum at the nipple", "mmHg", 1.0, _vacuum),
        _Panel("Drive to the brain", "1/s", 0.85, _drive),
        neurons,
        _Panel("Oxytocin released", "ng/s", 0.85, _released),
        _Panel("Oxytocin in blood", "pg/mL", 1.15, _blood),
        _Panel("Pressure in the alveoli", "mmHg", 0.85, _both("milk_ducts.alveolar_pressure")),
        _Panel("Width of a milk duct", "mm", 0.85, _both("milk_ducts.duct_width")),
        _Panel("Milk flow", "mL/s", 0.9, _flow),
        _Panel("Milk taken or dripped", "mL", 1.1, _milk),
    ]


# ── panels ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _vacuum(axes: Axes, recording: Recording) -> None:
    """Each suck is too short to be seen: lowest to highest vacuum as a band, in each breast that has one."""
    left, right = (recording[f"{side}.nipple.vacuum"] for side in ("left", "right"))
    both = bool(np.array_equal(left, right))
    for side, colour, _ in SIDES[:1] if both else SIDES:
        values = recording[f"{side}.nipple.vacuum"]
        if values.max(initial=0.0) > 0.0:
            time, low, high = envelope(recording.time, values, _LONGEST_CYCLE)
            axes.fill_between(time, low, high, color=colour, alpha=0.3 if side == "left" else 0.18, linewidth=0)
            axes.plot(time, high, color=colour, linewidth=0.7)
            label(axes, time, high, "left and right" if both else side, INK if both else colour)
    axes.set_ylim(bottom=0.0)


def _drive(axes: Axes, recording: Recording) -> None:
    """Priming of the neurons, and the part of it that learned cues give."""
    time = recording.time
    total, cues = recording["oxytocin_neurons.priming"], recording["conditioned_cues.drive"]
    curve(axes, time, total, INK, "-", "priming")
    if cues.max(initial=0.0) > 0.01:
        curve(axes, time, cues, GREEN, (0, (1.2, 1.2)), "learned cues")
    axes.set_ylim(bottom=0.0)


def _raster(axes: Axes, recording: Recording) -> None:
    """One row a cell, the darker the more spikes: a burst is a dark line through all cells, with a pale silence after it."""
    from matplotlib.colors import PowerNorm

    times, cells = recording["oxytocin_neurons.spike_times"], recording["oxytocin_neurons.spike_cells"]
    begin, end = float(recording.time[0]), float(recording.time[-1])
    bins, rows = max(1, min(POINTS // 2, round((end - begin) * 2.0))), int(cells.max()) + 1
    extent = (begin, end, 0.5, rows + 0.5)
    counts = np.histogram2d(cells, times, bins=(rows, bins), range=((-0.5, rows - 0.5), (begin, end)))[0]
    rates = counts * bins / (end - begin)
    axes.imshow(
        rates, cmap="Greys", norm=PowerNorm(0.6, 0.0, 25.0), extent=extent, aspect="auto", origin="lower", interpolation="none"
    )


def _firing(axes: Axes, recording: Recording) -> None:
    """Firing rate, in bins wide enough that background is a level and a burst a spike."""
    time, _, mean = binned(recording.time, recording["oxytocin_neurons.firing_rate"], 2.0)
    axes.fill_between(time, 0.0, mean, color=INK, alpha=0.75, linewidth=0, step="mid")
    axes.set_ylim(bottom=0.0)


def _released(axes: Axes, recording: Recording) -> None:
    """What the posterior pituitary releases, in ng/s: each burst is a line."""
    time, _, high = envelope(recording.time, recording["posterior_pituitary.secretion"] / 1000.0)
    axes.fill_between(time, 0.0, high, color=PURPLE, alpha=0.25, linewidth=0)
    axes.plot(time, high, color=PURPLE)
    axes.set_ylim(bottom=0.0)


def _blood(axes: Axes, recording: Recording) -> None:
    """The model's own course, and what a laboratory with a sample every 2 min would have read."""
    time = recording.time
    level = recording["plasma_oxytocin.concentration"]
    curve(axes, time, level, PURPLE, "-", "plasma")
    if f"{_SAMPLES}_times" in recording:
        samples = recording[f"{_SAMPLES}_times"], recording[f"{_SAMPLES}_values"]
        axes.plot(*samples, linestyle="none", marker="o", markersize=3.2, markerfacecolor="white", color=INK)
        axes.annotate(
            "○ as assayed",
            (1.0, 0.92),
            xycoords="axes fraction",
            xytext=(5, 0),
            textcoords="offset points",
            fontsize=7,
            va="center",
        )
    axes.set_ylim(bottom=0.0)


def _flow(axes: Axes, recording: Recording) -> None:
    """Milk leaving the nipple, over a second, so that sucks become a stream."""
    for side, colour, style in SIDES:
        time, _, mean = binned(recording.time, recording[f"{side}.milk_ducts.flow"], 2.0)
        if mean.max(initial=0.0) > 0.0:
            curve(axes, time, mean, colour, style, side)
    axes.set_ylim(bottom=0.0)


def _milk(axes: Axes, recording: Recording) -> None:
    """Milk that has left each breast so far."""
    for side, colour, style in SIDES:
        for name, width in (("removed", 1.4), ("dripped", 0.8)):
            values = recording[f"{side}.milk_removal.{name}"]
            if values[-1] > 0.01:
                word = side if name == "removed" else f"{side}, drip"
                curve(
                    axes, recording.time, values, colour, style, f"{word} {values[-1]:.0f} mL" if values[-1] >= 1 else word, width
                )
    axes.set_ylim(bottom=0.0)


def _both(name: str) -> Callable[[Axes, Recording], None]:
    """Left and right in one panel; one word where they are the same."""

    def draw(axes: Axes, recording: Recording) -> None:
        left, right = recording[f"left.{name}"], recording[f"right.{name}"]
        same = bool(np.allclose(left, right, rtol=0.02, atol=0.02 * float(left.max(initial=0.0)) + 1e-9))
        for side, colour, style in SIDES:
            curve(axes, recording.time, recording[f"{side}.{name}"], colour, style, "" if same else side)
        if same:
            label(axes, recording.time, left, "left and right", INK)

    return draw


def _dress(axes: Axes, panel: _Panel, recording: Recording, last: bool) -> None:
    """Title, unit, time axis, and the let-downs."""
    axes.set_title(panel.title, loc="left", fontsize=8, fontweight="bold", pad=2.5)
    axes.set_ylabel(panel.unit, fontsize=7.5)
    time_axis(axes, float(recording.time[0]), float(recording.time[-1]), last)
    for onset in recording["milk_ejections.onsets"]:
        axes.axvline(float(onset), color=GREEN, linewidth=0.9, linestyle=(0, (2, 2)), zorder=0)
    spread_names(axes)


def _name_let_downs(axes: Axes, recording: Recording) -> None:
    """A number over each line, unless it would lie on the one before, and what they count beside them."""
    begin, end = float(recording.time[0]), float(recording.time[-1])
    above: dict[str, Any] = {"textcoords": "offset points", "color": GREEN, "fontsize": 7, "va": "bottom"}
    onsets = recording["milk_ejections.onsets"]
    if onsets.size:
        axes.annotate("let-downs", (1.0, 1.0), xycoords="axes fraction", xytext=(5, 13), **above)
    last = -np.inf
    for number, onset in enumerate(onsets, 1):
        if onset - last > 0.02 * (end - begin):
            axes.annotate(
                str(number), (float(onset), 1.0), xycoords=("data", "axes fraction"), xytext=(0, 13), ha="center", **above
            )
            last = float(onset)


def _caption(figure: Figure, recording: Recording) -> None:
    said = recording.attributes
    day = f", {float(said['days_postpartum']):g} days after birth" if "days_postpartum" in said else ""
    figure.text(0.105, 0.985, f"From suckling to milk{day}", fontsize=11, fontweight="bold", va="top")
    words = [f"letdown {said.get('version', '')}", str(said.get("engine", "")), f"seed {said.get('seed', '?')}"]
    words += [f"result {said['result_hash']}"] if "result_hash" in said else []
    figure.text(0.105, 0.962, " · ".join(word for word in words if word), fontsize=7, color=QUIET, va="top")
    figure.text(0.105, 0.008, INTENDED_USE, fontsize=6.5, color=QUIET, va="bottom")
