"""What a scenario keeps of a run: chosen series, a coarser step, and what a laboratory would have measured beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from letdown.dyad.records import BreastSignals, Signals
from letdown.errors import ParameterError, unknown_name
from letdown.quantity import to_unit
from letdown.recording import Recording, Series, stamped
from letdown.scenarios.models import RecordTable
from letdown.scenarios.reading import Scenario
from letdown.simulation import AVERAGED_STEP, FINE_STEP

FloatArray = NDArray[np.float64]


def series_names() -> list[str]:
    """Every series that a simulation records."""
    shared = [name.replace("__", ".") for name in Signals._fields]
    return shared + [f"{side}.{name.replace('__', '.')}" for side in ("left", "right") for name in BreastSignals._fields]


def checked_record(scenario: Scenario) -> None:
    """:class:`ParameterError` where ``[record]`` asks for what is not there."""
    for name in scenario.tables.record.series or ():
        if name not in series_names():
            raise ParameterError(f"{scenario.name}, [record]: {unknown_name('series', name, series_names())}")
    _every(scenario.tables.record, AVERAGED_STEP if scenario.tables.run.averaged else FINE_STEP, scenario.name)


def kept(scenario: Scenario, recording: Recording) -> Recording:
    """What ``[record]`` asks for. The attribute ``result_hash`` goes on to stand for the whole run."""
    table = scenario.tables.record
    step = float(recording.attributes["step"])
    every = _every(table, step, scenario.name)
    # Values stay on multiples of the wanted step, so that 0 is one of them.
    rows = np.flatnonzero(np.round(recording.time / step).astype(int) % every == 0)
    names = table.series or tuple(recording.series)
    series = {name: replace(recording.series[name], values=recording[name][rows]) for name in names}
    measured = {one.name: one for instrument in table.instruments for one in _measured(instrument, recording, scenario)}
    return replace(
        stamped(recording), time=recording.time[rows], series=series, events={**recording.events, **measured}, state=None
    )


def _every(table: RecordTable, step: float, name: str) -> int:
    """How many steps of the simulation lie between two values that are kept."""
    if table.step is None:
        return 1
    wanted = to_unit(table.step, "s", f"{name}, [record] step")
    every = round(wanted / step)
    if every < 1 or abs(every * step - wanted) > 1e-9:
        raise ParameterError(f"{name}, [record]: step = {wanted:g} s is no multiple of the simulation's {step:g} s; give one.")
    return every


def _measured(instrument: str, recording: Recording, scenario: Scenario) -> Iterator[Series]:
    """The readings of one instrument, with their times, as events."""
    from letdown.instruments import duct_ultrasound, milk_balance, oxytocin_assay, pressure_transducer, test_weighing

    seed, woman = scenario.seed, scenario.tables.mother.woman
    time = recording.time
    if instrument == "oxytocin_assay":
        assayed = oxytocin_assay.measure(time, recording["plasma_oxytocin.concentration"], seed=seed, woman=woman)
        yield from _pair(f"{instrument}.sample", assayed.time, assayed.values, "pg/mL", "plasma oxytocin, as assayed")
        return
    if instrument == "test_weighing":
        taken = recording["left.milk_removal.removed"] + recording["right.milk_removal.removed"]
        weighed = test_weighing.measure(time, taken, seed=seed, woman=woman)
        yield from _pair(f"{instrument}.weighing", weighed.time, weighed.values, "g", "gain of the baby since the first weighing")
        return
    measure, seen, stem, unit, meaning = {
        "duct_ultrasound": (duct_ultrasound.measure, "milk_ducts.duct_width", "frame", "mm", "width of a main duct, as seen"),
        "milk_balance": (milk_balance.measure, "milk_removal.removed", "reading", "g", "milk in the bottle, as weighed"),
        "pressure_transducer": (
            pressure_transducer.measure,
            "milk_ducts.duct_pressure",
            "reading",
            "mmHg",
            "duct pressure, as measured",
        ),
    }[instrument]
    for probe, side in enumerate(("left", "right")):
        samples = measure(time, recording[f"{side}.{seen}"], seed=seed, woman=woman, probe=probe)
        yield from _pair(f"{side}.{instrument}.{stem}", samples.time, samples.values, unit, meaning)


def _pair(stem: str, time: FloatArray, values: FloatArray, unit: str, meaning: str) -> Iterator[Series]:
    yield Series(f"{stem}_times", "s", f"times: {meaning}", time)
    yield Series(f"{stem}_values", unit, meaning, values)
