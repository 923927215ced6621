"""Figures: the cascade of a feed on one time axis. The only file that imports Matplotlib, and only when something is drawn.

Stage under stage, in the order in which the signal travels. Colours are Okabe and Ito's, told apart by colour-blind eyes; left
and right also differ by line style, so that grey print loses nothing. Every let-down is a line through all panels. Long because
no other file may import Matplotlib.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from letdown.instruments import oxytocin_assay
from letdown.recording import Recording, Series, checked_suffix, whole_file
from letdown.recording.measured import KINDS
from letdown.reports import INTENDED_USE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from letdown.reports.measured import Analysis

FloatArray = NDArray[np.float64]

BLUE, VERMILION, GREEN, PURPLE, INK, QUIET = "#0072B2", "#D55E00", "#009E73", "#882255", "#222222", "#767676"
_SIDES = (("left", BLUE, "-"), ("right", VERMILION, (0, (4, 1.5))))
_SAMPLES = "oxytocin_assay.sample"
_POINTS = 1500
"""Points that a line is drawn with: no more can be told apart on paper."""
_LONGEST_CYCLE = 2.0
"""Seconds within which a suck or a cycle of a pump is over, pauses apart."""
_STYLE: dict[Any, Any] = {
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
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    target = None if path is None else Path(path)
    if target is not None:
        checked_suffix(target, (".png", ".pdf", ".svg"))
    shown = _interesting(_with_samples(recording))
    with mpl.rc_context(_STYLE):  # pyright: ignore[reportUnknownMemberType]
        panels = _panels(shown)
        figure = Figure(figsize=(7.2, 1.0 + 0.95 * sum(panel.height for panel in panels)), dpi=150)
        FigureCanvasAgg(figure)
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
        if target is not None:
            with whole_file(target) as temporary:
                figure.savefig(temporary)
        return figure


def _interesting(recording: Recording) -> Recording:
    """From half a minute before the first cue, stimulation, burst or let-down to two minutes after the last."""
    busy = [float(onset) for onset in recording["milk_ejections.onsets"]]
    if "oxytocin_neurons.burst_times" in recording:
        busy += recording["oxytocin_neurons.burst_times"].tolist()
    signals = [
        (f"{side}.{name}", least) for side, _, _ in _SIDES for name, least in (("nipple.rate", 0.0), ("milk_ducts.flow", 0.005))
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
    for side, colour, _ in _SIDES[:1] if both else _SIDES:
        values = recording[f"{side}.nipple.vacuum"]
        if values.max(initial=0.0) > 0.0:
            time, low, high = _envelope(recording.time, values, _LONGEST_CYCLE)
            axes.fill_between(time, low, high, color=colour, alpha=0.3 if side == "left" else 0.18, linewidth=0)
            axes.plot(time, high, color=colour, linewidth=0.7)
            _label(axes, time, high, "left and right" if both else side, INK if both else colour)
    axes.set_ylim(bottom=0.0)


def _drive(axes: Axes, recording: Recording) -> None:
    """Priming of the neurons, and the part of it that learned cues give."""
    time = recording.time
    total, cues = recording["oxytocin_neurons.priming"], recording["conditioned_cues.drive"]
    _curve(axes, time, total, INK, "-", "priming")
    if cues.max(initial=0.0) > 0.01:
        _curve(axes, time, cues, GREEN, (0, (1.2, 1.2)), "learned cues")
    axes.set_ylim(bottom=0.0)


def _raster(axes: Axes, recording: Recording) -> None:
    """One row a cell, the darker the more spikes: a burst is a dark line through all cells, with a pale silence after it."""
    from matplotlib.colors import PowerNorm

    times, cells = recording["oxytocin_neurons.spike_times"], recording["oxytocin_neurons.spike_cells"]
    begin, end = float(recording.time[0]), float(recording.time[-1])
    bins, rows = max(1, min(_POINTS // 2, round((end - begin) * 2.0))), int(cells.max()) + 1
    extent = (begin, end, 0.5, rows + 0.5)
    counts = np.histogram2d(cells, times, bins=(rows, bins), range=((-0.5, rows - 0.5), (begin, end)))[0]
    rates = counts * bins / (end - begin)
    axes.imshow(
        rates, cmap="Greys", norm=PowerNorm(0.6, 0.0, 25.0), extent=extent, aspect="auto", origin="lower", interpolation="none"
    )


def _firing(axes: Axes, recording: Recording) -> None:
    """Firing rate, in bins wide enough that background is a level and a burst a spike."""
    time, _, mean = _binned(recording.time, recording["oxytocin_neurons.firing_rate"], 2.0)
    axes.fill_between(time, 0.0, mean, color=INK, alpha=0.75, linewidth=0, step="mid")
    axes.set_ylim(bottom=0.0)


def _released(axes: Axes, recording: Recording) -> None:
    """What the posterior pituitary releases, in ng/s: each burst is a line."""
    time, _, high = _envelope(recording.time, recording["posterior_pituitary.secretion"] / 1000.0)
    axes.fill_between(time, 0.0, high, color=PURPLE, alpha=0.25, linewidth=0)
    axes.plot(time, high, color=PURPLE)
    axes.set_ylim(bottom=0.0)


def _blood(axes: Axes, recording: Recording) -> None:
    """The model's own course, and what a laboratory with a sample every 2 min would have read."""
    time = recording.time
    level = recording["plasma_oxytocin.concentration"]
    _curve(axes, time, level, PURPLE, "-", "plasma")
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
    for side, colour, style in _SIDES:
        time, _, mean = _binned(recording.time, recording[f"{side}.milk_ducts.flow"], 2.0)
        if mean.max(initial=0.0) > 0.0:
            _curve(axes, time, mean, colour, style, side)
    axes.set_ylim(bottom=0.0)


def _milk(axes: Axes, recording: Recording) -> None:
    """Milk that has left each breast so far."""
    for side, colour, style in _SIDES:
        for name, width in (("removed", 1.4), ("dripped", 0.8)):
            values = recording[f"{side}.milk_removal.{name}"]
            if values[-1] > 0.01:
                word = side if name == "removed" else f"{side}, drip"
                _curve(
                    axes, recording.time, values, colour, style, f"{word} {values[-1]:.0f} mL" if values[-1] >= 1 else word, width
                )
    axes.set_ylim(bottom=0.0)


def _both(name: str) -> Callable[[Axes, Recording], None]:
    """Left and right in one panel; one word where they are the same."""

    def draw(axes: Axes, recording: Recording) -> None:
        left, right = recording[f"left.{name}"], recording[f"right.{name}"]
        same = bool(np.allclose(left, right, rtol=0.02, atol=0.02 * float(left.max(initial=0.0)) + 1e-9))
        for side, colour, style in _SIDES:
            _curve(axes, recording.time, recording[f"{side}.{name}"], colour, style, "" if same else side)
        if same:
            _label(axes, recording.time, left, "left and right", INK)

    return draw


# ── what they share ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _curve(axes: Axes, time: FloatArray, values: FloatArray, colour: str, style: Any, word: str, width: float = 1.1) -> None:
    every = max(1, time.size // _POINTS)
    axes.plot(time[::every], values[::every], color=colour, linestyle=style, linewidth=width)
    if word:
        _label(axes, time, values, word, colour)


def _label(axes: Axes, time: FloatArray, values: FloatArray, word: str, colour: str) -> None:
    """The curve's name at its right end, in its colour; kept to be moved apart from others later."""
    axes.annotate(
        word, (float(time[-1]), float(values[-1])), xytext=(5, 0), textcoords="offset points", color=colour, fontsize=7,
        va="center", annotation_clip=False, gid="name",
    )  # fmt: skip


def _envelope(time: FloatArray, values: FloatArray, least: float = 0.0) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Times, lowest and highest value of as many bins as can be told apart, each at least ``least`` seconds wide."""
    step = float(time[1] - time[0]) if time.size > 1 else 1.0
    each = max(1, time.size // _POINTS, min(round(least / step), time.size))
    whole = time.size // each * each
    rows, at = values[:whole].reshape(-1, each), time[:whole].reshape(-1, each)
    return at.mean(axis=1), rows.min(axis=1), rows.max(axis=1)


def _binned(time: FloatArray, values: FloatArray, width: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Times, highest value and mean of bins of ``width`` seconds."""
    step = float(time[1] - time[0]) if time.size > 1 else width
    each = max(1, round(width / step))
    whole = max(time.size // each * each, 0)
    rows, at = values[:whole].reshape(-1, each), time[:whole].reshape(-1, each)
    return at.mean(axis=1), rows.max(axis=1, initial=0.0), rows.mean(axis=1)


def _dress(axes: Axes, panel: _Panel, recording: Recording, last: bool) -> None:
    """Title, unit, time axis, and the let-downs."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator

    axes.set_title(panel.title, loc="left", fontsize=8, fontweight="bold", pad=2.5)
    axes.set_ylabel(panel.unit, fontsize=7.5)
    axes.yaxis.set_label_coords(-0.075, 0.5)
    axes.yaxis.set_major_locator(MaxNLocator(3, min_n_ticks=2))
    axes.margins(y=0.12)
    begin, end = float(recording.time[0]), float(recording.time[-1])
    axes.set_xlim(begin, end)
    if begin < 0.0 < end:
        axes.axvline(0.0, color=QUIET, linewidth=0.6)
    for onset in recording["milk_ejections.onsets"]:
        axes.axvline(float(onset), color=GREEN, linewidth=0.9, linestyle=(0, (2, 2)), zorder=0)
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
    _spread_names(axes)


def _spread_names(axes: Axes) -> None:
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


# ── measured files ───────────────────────────────────────────────────────────────────────────────────────────────────────


def plot_analysis(analysis: Analysis, path: str | Path | None = None) -> Figure:
    """A measured trace with what was found in it, the surer the darker; written to ``path`` (.png, .pdf, .svg) if one is given.

    Raises :class:`~letdown.errors.FileError` where it can't be written.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    target = None if path is None else Path(path)
    if target is not None:
        checked_suffix(target, (".png", ".pdf", ".svg"))
    measured = analysis.measured
    with mpl.rc_context(_STYLE):  # pyright: ignore[reportUnknownMemberType]
        figure = Figure(figsize=(7.2, 3.4), dpi=150)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.105, 0.17, 0.84, 0.62))
        found, low, high = analysis.count
        in_minutes = measured.time[-1] - measured.time[0] >= 300.0
        unit = 60.0 if in_minutes else 1.0
        if measured.kind == "blood":
            axes.plot(measured.time / unit, measured.values, color=PURPLE, marker="o", markersize=3.0, linewidth=0.9)
        else:
            time, lowest, highest = _envelope(measured.time, measured.values)
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
        if target is not None:
            with whole_file(target) as temporary:
                figure.savefig(temporary)
        return figure


# ── many targets against their bands ─────────────────────────────────────────────────────────────────────────────────────


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
    with mpl.rc_context({**_STYLE, "svg.hashsalt": "letdown", "svg.fonttype": "none"}):  # pyright: ignore[reportUnknownMemberType]
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
