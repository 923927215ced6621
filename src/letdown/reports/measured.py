"""What a measured file shows: let-downs, pulses of a hormone or cycles of a pump, each with how sure it is.

The detectors are those that simulated recordings are searched with. Sureness comes from replicates with the trace's own noise
once more upon it (:mod:`letdown.analysis.sureness`); for blood that noise is the assay's coefficient of variation.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from letdown.analysis import hormone_decay, hormone_pulses, milk_ejections, milk_flow, pulsar, pump_cycles
from letdown.analysis.sureness import INTERVAL, LEAST_REPLICATES, Sureness, noise_of, sureness
from letdown.errors import InputError, unknown_name
from letdown.recording.measured import KINDS, Measured

FloatArray = NDArray[np.float64]
DETECTORS = ("threshold", "pulsar")
"""The two detectors of hormone pulses; let-downs and cycles have one each."""
_NEAR = 20.0
"""An onset found again within so many seconds is the same let-down."""


class Number(NamedTuple):
    """One number of the whole file; ``None`` where the file can't tell it."""

    value: float | None
    unit: str
    meaning: str


@dataclass(frozen=True)
class Analysis:
    """What a file shows.

    ``events`` has one row for each event, with ``columns`` (name, unit). ``count`` is how many there are and the interval of that
    number over the replicates. ``marks`` are the times [s] that a picture names, ``noise`` the noise of a sample (SD, in the unit
    of the kind).
    """

    measured: Measured
    what: str
    detector: str
    numbers: dict[str, Number]
    columns: tuple[tuple[str, str], ...]
    events: tuple[tuple[float | None, ...], ...]
    count: tuple[int, int, int]
    marks: FloatArray
    noise: float
    notes: tuple[str, ...]


def analyse(measured: Measured, cv: float = 0.1, detector: str = "threshold", seed: int = 0) -> Analysis:
    """Search a measured trace for what its kind can show.

    ``cv`` is the coefficient of variation of a hormone's assay, ``detector`` one of :data:`DETECTORS`; ``seed`` that of the
    replicates. Raises :class:`~letdown.errors.InputError` for what can't be searched.
    """
    if detector not in DETECTORS:
        raise InputError(unknown_name("detector", detector, DETECTORS))
    if not 0.0 < cv <= 0.5:
        raise InputError(f"cv = {cv:g} is no coefficient of variation of an assay: give one above 0 and up to 0.5, as in 0.1.")
    if measured.kind == "blood":
        return _blood(measured, cv, detector, seed)
    return _pump(measured, seed) if measured.kind == "pressure" else _let_downs(measured, seed)


# ── milk ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _let_downs(measured: Measured, seed: int) -> Analysis:
    time, values = measured.time, measured.values
    if time[-1] - time[0] < milk_ejections.SHORTEST:
        raise InputError(
            f"The trace lasts {time[-1] - time[0]:.0f} s; a let-down lasts {milk_ejections.SHORTEST:g} s or more: record longer."
        )
    step = float(np.median(np.diff(time)))
    if step > milk_ejections.SHORTEST / 3.0:
        raise InputError(
            f"Samples are {step:.0f} s apart; a let-down shows if they are {milk_ejections.SHORTEST / 3:g} s apart or less."
        )
    find: Callable[[Any, Any], milk_ejections.MilkEjections] = {
        "flow": milk_ejections.from_flow,
        "mass": milk_ejections.from_mass,
        "duct-width": milk_ejections.from_duct_width,
    }[measured.kind]
    found = find(time, values)
    noise = noise_of(values)
    sure = sureness(time, values, lambda at, trace: find(at, trace).onset, noise, _NEAR, seed)
    unit = "mm" if measured.kind == "duct-width" else "g/s"
    share = "share" if measured.kind != "duct-width" else "area"
    columns = (
        ("onset", "s"), ("peak", "s"), ("duration", "s"), ("height", unit), (share, "1"), ("sure", "1"),
        ("onset_low", "s"), ("onset_high", "s"),
    )  # fmt: skip
    rows = np.column_stack([found.onset, found.peak, found.duration, found.height, found.share, sure.share, sure.low, sure.high])
    first = float(found.onset[0]) if found.onset.size else None
    numbers = {"first": Number(first, "s", "onset of the first let-down")}
    if measured.kind == "duct-width":
        numbers["widest"] = Number(float(values.max()), "mm", "widest reading")
        numbers["resting"] = Number(float(np.percentile(values, 10.0)), "mm", "width at rest (tenth percentile)")
    else:
        numbers |= _milk(measured)
    return Analysis(
        measured, "let-downs", "prominence", numbers, columns, _rows(rows), _count(len(found.onset), sure), found.onset, noise,
        measured.notes,
    )  # fmt: skip


def _milk(measured: Measured) -> dict[str, Number]:
    """How much milk came, and how fast."""
    time, values = measured.time, measured.values
    if measured.kind == "flow":
        milk = np.concatenate(([0.0], np.cumsum(0.5 * (values[1:] + values[:-1]) * np.diff(time))))
    else:
        milk = values
    start, window = float(time[0]), max(5.0, float(np.median(np.diff(time))))
    peak = milk_flow.peak_flow(time, milk, window, start)
    high = milk_flow.high_flow_periods(time, milk, 0.5 * peak, window, start) if peak > 0.0 else None
    total = float(milk[-1] - milk[0])
    return {
        "milk": Number(total, "g", "milk in all"),
        "peak_flow": Number(peak, "g/s", f"highest flow over {window:g} s"),
        "high_flow_periods": Number(float(len(high.start)) if high else 0.0, "1", "periods with more than half the highest flow"),
        "high_flow_time": Number(float(np.sum(high.end - high.start)) if high else 0.0, "s", "their time in all"),
        "high_flow_share": Number(
            float(np.sum(high.milk)) / total if high and total > 0.0 else None, "1", "share of the milk that came in them"
        ),
    }


# ── blood ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _blood(measured: Measured, cv: float, detector: str, seed: int) -> Analysis:
    time, level = measured.time, measured.values
    by_size = hormone_pulses.Thresholds(coefficient_of_variation=cv)
    by_run = pulsar.Settings(coefficient_of_variation=cv)

    def find(at: FloatArray, trace: FloatArray) -> hormone_pulses.Pulses | pulsar.Pulses:
        kept = np.maximum(trace, 0.0)
        return hormone_pulses.find_pulses(at, kept, by_size) if detector == "threshold" else pulsar.find_pulses(at, kept, by_run)

    found = find(time, level)
    sure = sureness(
        time, level, lambda at, trace: find(at, trace).peak, cv * level, max(30.0, float(np.median(np.diff(time)))), seed
    )
    before = level[time <= found.onset[0]] if found.onset.size else level
    baseline = float(np.median(before))
    ends = np.append(found.onset[1:], time[-1])[: len(found.peak)]
    fall = hormone_decay.decay(time, level, found.peak, ends, baseline, cv)
    known = math.isfinite(fall.half_life)
    width = 1.645 * fall.standard_error
    columns = (
        ("onset", "s"), ("peak", "s"), ("level", "pg/mL"), ("rise", "pg/mL"), ("sure", "1"), ("peak_low", "s"),
        ("peak_high", "s"),
    )  # fmt: skip
    rows = np.column_stack([found.onset, found.peak, found.level, found.rise, sure.share, sure.low, sure.high])
    hours = float(time[-1] - time[0]) / 3600.0
    numbers = {
        "baseline": Number(baseline, "pg/mL", "level before the first pulse (median)"),
        "highest": Number(float(level.max()), "pg/mL", "highest sample"),
        "area": Number(hormone_decay.area_above(time, level, baseline) / 60.0, "pg·min/mL", "area above the baseline"),
        "pulses_an_hour": Number(len(found.peak) / hours, "1/h", "pulses an hour"),
        "half_life": Number(fall.half_life if known else None, "s", "half-life of the falls"),
        "half_life_low": Number(max(fall.half_life - width, 0.0) if known else None, "s", "low end of its interval"),
        "half_life_high": Number(fall.half_life + width if known else None, "s", "high end of its interval"),
    }
    notes = measured.notes
    if float(np.median(np.diff(time))) > 90.0:
        notes += ("samples more than 90 s apart miss most pulses of oxytocin: compare counts only at the same sampling",)
    return Analysis(
        measured, "pulses", detector, numbers, columns, _rows(rows), _count(len(found.peak), sure), found.peak,
        cv * baseline, notes,
    )  # fmt: skip


# ── pump ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pump(measured: Measured, seed: int) -> Analysis:
    time, pressure = measured.time, measured.values
    if float(pressure.min()) >= 0.0:
        raise InputError("The pressure never falls below zero, so there is no vacuum in it; write vacuum as negative pressure.")
    found = pump_cycles.find(time, pressure)
    phases = pump_cycles.phases(found)
    noise = min(noise_of(pressure), 5.0)
    counts = _cycle_counts(time, pressure, noise, seed)
    rate = 60.0 / found.length
    rows = np.column_stack(
        [phases.start, phases.end, phases.cycles, phases.rate, *_spread_of_rate(found, phases), phases.vacuum, phases.duty]
    )
    columns = (
        ("start", "s"), ("end", "s"), ("cycles", "1"), ("rate", "1/min"), ("rate_low", "1/min"), ("rate_high", "1/min"),
        ("vacuum", "mmHg"), ("duty", "1"),
    )  # fmt: skip
    some = len(rate) > 0
    numbers = {
        "rate": Number(float(np.median(rate)) if some else None, "1/min", "cycles a minute (median)"),
        "peak_vacuum": Number(float(-pressure.min()), "mmHg", "deepest vacuum"),
        "usual_vacuum": Number(float(np.median(found.vacuum)) if some else None, "mmHg", "peak vacuum of a cycle (median)"),
        "duty": Number(float(np.median(found.duty)) if some else None, "1", "share of a cycle above half its swing (median)"),
        "phases": Number(float(len(phases.start)), "1", "phases of one rate and depth"),
    }
    return Analysis(
        measured, "cycles", "prominence", numbers, columns, _rows(rows), (len(rate), *counts), phases.start, noise, measured.notes
    )


def _cycle_counts(time: FloatArray, pressure: FloatArray, noise: float, seed: int) -> tuple[int, int]:
    """Interval of the number of cycles over the replicates."""
    rng = np.random.Generator(np.random.Philox(seed))
    found = [
        len(pump_cycles.find(time, pressure + noise * rng.standard_normal(len(time))).start) for _ in range(LEAST_REPLICATES)
    ]
    low, high = np.percentile(found, INTERVAL, method="nearest")
    return int(low), int(high)


def _spread_of_rate(found: pump_cycles.Cycles, phases: pump_cycles.Phases) -> tuple[FloatArray, FloatArray]:
    """Low and high end of the rates of a phase's cycles."""
    ends: list[tuple[float, float]] = []
    for start, end in zip(phases.start, phases.end, strict=True):
        rates = 60.0 / found.length[(found.start >= start) & (found.start < end)]
        low, high = np.percentile(rates, INTERVAL)
        ends.append((float(low), float(high)))
    low, high = np.array(ends, dtype=np.float64).reshape(-1, 2).T
    return low, high


# ── what they share ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(table: FloatArray) -> tuple[tuple[float | None, ...], ...]:
    """The rows with None in place of what could not be told."""
    return tuple(tuple(value if math.isfinite(value) else None for value in row) for row in table.tolist())


def _count(found: int, sure: Sureness) -> tuple[int, int, int]:
    return found, sure.count_low, sure.count_high


def as_text(analysis: Analysis, name: str) -> str:
    """What a file shows, in lines for a reader."""
    measured = analysis.measured
    lasted = measured.time[-1] - measured.time[0]
    found, low, high = analysis.count
    lines = [
        f"{name}: {measured.kind}, column '{measured.column}', {len(measured.time)} samples over {lasted / 60.0:.1f} min",
        f"{found} {analysis.what} ({low} to {high} in nine of ten of {LEAST_REPLICATES} replicates, noise added once more)",
        "",
    ]
    if analysis.events:
        heads = [f"{column}{'' if unit == '1' else f' [{unit}]'}" for column, unit in analysis.columns]
        lines.append("  #  " + "  ".join(heads))
        for number, row in enumerate(analysis.events, 1):
            cells = [("–" if value is None else f"{value:.4g}").rjust(len(head)) for value, head in zip(row, heads, strict=True)]
            lines.append(f"  {number:<3}" + "  ".join(cells))
        lines.append("")
    known = [one for one in analysis.numbers.values() if one.value is not None]
    lines += [f"  {one.value:<9.4g} {'' if one.unit == '1' else one.unit:<10} {one.meaning}" for one in known]
    lines.append(f"  {analysis.noise:<9.3g} {KINDS[measured.kind].unit:<10} noise of a sample (SD)")
    return "\n".join([*lines, *(f"note: {note}" for note in analysis.notes)])
