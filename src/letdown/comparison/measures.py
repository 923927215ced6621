"""What is compared of each run, in the order of the signal: observables where the vocabulary has them, else the signals.

Milk is read without an instrument, so that a difference is the model's. Pulses and let-downs stand beside what a laboratory and
ultrasound would have found of them; their errors are the same in both arms.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from letdown.comparison.stages import SIDES
from letdown.observables import Request, measure_all, request
from letdown.recording import Recording
from letdown.traces import Floats


class Measure(NamedTuple):
    """One row: its name, the stage it belongs to, its unit, and what it means."""

    name: str
    stage: str
    unit: str
    meaning: str


class _Observed(NamedTuple):
    measure: Measure
    asked: Request


class _Read(NamedTuple):
    measure: Measure
    read: Callable[[Recording], float]


def measures() -> tuple[Measure, ...]:
    """Every row in the order of the signal."""
    return tuple(one.measure for one in _rows())


def measured(recording: Recording, seed: int, woman: int) -> dict[str, float]:
    """Every row of one run; NaN where she has no such number (no let-down has no time)."""
    rows = _rows()
    asked = [one.asked for one in rows if isinstance(one, _Observed)]
    answers = iter(measure_all(recording, asked, seed, woman))
    return {one.measure.name: next(answers) if isinstance(one, _Observed) else one.read(recording) for one in rows}


@cache
def _rows() -> tuple[_Observed | _Read, ...]:
    rows: list[_Observed | _Read] = [
        _observed("taking_duration", "nipple", "how long milk was taken, first to last moment", "taking_duration", side="both"),
        _observed("mean_vacuum", "nipple", "mean vacuum while milk was taken", "mean_vacuum"),
        _mean("nipple_afferents.traffic", "nipple_afferents", "1", "nerve traffic, mean (1: one infant sucking)"),
        _highest("nipple_afferents.pain", "nipple_afferents", "1", "pain at the nipples, highest"),
        _highest("conditioned_cues.drive", "conditioned_cues", "1/s", "priming by learned cues, highest"),
        _highest("conditioned_cues.dread", "conditioned_cues", "1", "dread that cues of painful feeds bring, highest"),
        _mean("inhibition.priming", "inhibition", "1", "central door: what is left of priming, mean"),
        _mean("inhibition.pulse", "inhibition", "1", "central door: what is left of a pulse, mean"),
        _mean("inhibition.terminal", "inhibition", "1", "terminal door: what is left of release, mean"),
        _mean("inhibition.half_effect", "inhibition", "1", "gland's door: how much more oxytocin it needs, mean"),
        _mean("release_reliability.answers", "release_reliability", "1", "share in whom the reflex answers at all"),
        _read("priming_at_start", "priming", "1/s", "priming at latch or pump on", _at_start("oxytocin_neurons.priming")),
        _mean("oxytocin_neurons.priming", "priming", "1/s", "priming, mean"),
        _observed("bursts", "oxytocin_neurons", "bursts from latch or pump on"),
        _observed("first_burst", "oxytocin_neurons", "time of the first burst", "first_burst"),
        _observed("oxytocin_secreted", "posterior_pituitary", "oxytocin secreted from latch or pump on", "oxytocin_secreted"),
        _observed("secretion_per_burst", "posterior_pituitary", "oxytocin of a burst", "secretion_per_burst"),
        _mean("plasma_oxytocin.concentration", "plasma_oxytocin", "pg/mL", "level, mean"),
        _highest("plasma_oxytocin.concentration", "plasma_oxytocin", "pg/mL", "level, highest", name="plasma_peak"),
        _observed("laboratory_pulses", "plasma_oxytocin", "pulses a laboratory finds (a sample every 2 min)", "oxytocin_pulses"),
        _highest("myoepithelium.activation", "myoepithelium", "1", "contraction, highest"),
        _read("let_downs", "myoepithelium", "1", "let-downs from latch or pump on", _let_downs),
        _read("let_down_at_all", "myoepithelium", "1", "share who had a let-down at all", lambda run: float(_let_downs(run) > 0)),
        _read("first_let_down", "myoepithelium", "s", "time of the first let-down", _first_let_down),
        _observed("ultrasound_let_downs", "myoepithelium", "let-downs that ultrasound shows", "milk_ejections"),
    ]  # fmt: skip
    for side in SIDES:
        rows += _breast(side)
    rows += [
        _observed("milk_removed", "both", "milk taken", "milk_removed", side="both"),
        _observed("available_share_removed", "both", "share of the milk there that was taken", side="both"),
        _observed("let_downs_felt", "signs", "let-downs felt", "let_downs_felt"),
        _observed("thirst", "signs", "thirst, highest (0 to 1)", "thirst"),
    ]
    return tuple(rows)


def _breast(side: str) -> list[_Observed | _Read]:
    milk = f"{side}.milk_removal"
    pressure, ducts = f"{side}.milk_ducts.alveolar_pressure", f"{side}.milk_ducts.duct_width"
    return [
        _observed(f"{side}.milk_available", f"{side}.milk_supply", "milk there at the start", "milk_available", side=side),
        _highest(pressure, f"{side}.pressure", "mmHg", "pressure in the alveoli, highest"),
        _mean(pressure, f"{side}.pressure", "mmHg", "pressure in the alveoli, mean", name=f"{side}.mean_pressure"),
        _highest(ducts, f"{side}.milk_ducts", "mm", "width of a main duct, highest"),
        _observed(f"{side}.peak_flow", f"{side}.milk_ducts", "flow, highest over 5 s", "peak_flow", side=side, instrument="none"),
        _observed(f"{side}.milk_removed", milk, "milk taken", "milk_removed", side=side, instrument="none"),
        _observed(f"{side}.available_share_removed", milk, "share of the milk there that was taken", side=side),
        _observed(f"{side}.milk_dripped", milk, "milk dripped", "milk_dripped", side=side),
        _observed(f"{side}.fat_first", milk, "fat of the first 5 mL", "milk_fat", side=side, part="first"),
        _observed(f"{side}.fat_last", milk, "fat of the last 5 mL", "milk_fat", side=side, part="last"),
        _observed(f"{side}.swallows", milk, "swallows", "swallows", side=side),
    ]  # fmt: skip


def _observed(name: str, stage: str, meaning: str, observable: str = "", **arguments: str) -> _Observed:
    """A row of the vocabulary; the observable's name is the row's unless another is given."""
    asked = request({"observable": observable or name.rpartition(".")[2], **arguments}, f"comparison, {name}")
    return _Observed(Measure(name, stage, asked.observable.unit, meaning), asked)


def _read(name: str, stage: str, unit: str, meaning: str, read: Callable[[Recording], float]) -> _Read:
    return _Read(Measure(name, stage, unit, meaning), read)


def _mean(series: str, stage: str, unit: str, meaning: str, name: str = "") -> _Read:
    """The mean of a signal from latch or pump on."""
    return _read(name or series, stage, unit, meaning, lambda run: float(_after(run, series).mean()))


def _highest(series: str, stage: str, unit: str, meaning: str, name: str = "") -> _Read:
    """The highest value of a signal in the whole run."""
    return _read(name or series, stage, unit, meaning, lambda run: float(run[series].max()))


def _at_start(series: str) -> Callable[[Recording], float]:
    return lambda run: float(np.interp(0.0, run.time, run[series]))


def _after(run: Recording, series: str) -> Floats:
    return run[series][run.time > 0.0]


def _let_downs(run: Recording) -> float:
    return float(np.count_nonzero(run["milk_ejections.onsets"] >= 0.0))


def _first_let_down(run: Recording) -> float:
    onsets = run["milk_ejections.onsets"]
    return float(onsets[onsets >= 0.0].min(initial=np.inf)) if (onsets >= 0.0).any() else float("nan")
