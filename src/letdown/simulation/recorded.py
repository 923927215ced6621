"""What is recorded of a run: its series, its events and what is said about it as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from letdown.dyad import Mother, changes_between
from letdown.dyad.records import BreastSignals, Signals, State
from letdown.quantity import meaning_of, unit_of
from letdown.recording import Series
from letdown.reflex.suckling import ENDINGS
from letdown.sessions import Session


def counted(state: State) -> dict[str, float]:
    """Milk ejections and bursts so far, by signal."""
    gland = state.posterior_pituitary
    return {
        "myoepithelium__ejections": state.myoepithelium.ejections,
        "posterior_pituitary__bursts": gland.pulses + gland.bursting,
    }


def series_of(left: NDArray[np.float64], right: NDArray[np.float64], shared: NDArray[np.float64]) -> dict[str, Series]:
    """The recorded columns as named series."""
    tables = {"": shared, "left.": left, "right.": right}
    return {name: Series(name, unit, meaning, tables[side][:, column]) for side, column, name, unit, meaning in _columns()}


@cache
def _columns() -> tuple[tuple[str, int, str, str, str], ...]:
    """Side, column, name, unit and meaning of every series."""
    return tuple(
        (side, column, side + field.replace("__", "."), unit_of(owner, field), meaning_of(owner, field))
        for side, owner in (("", Signals), ("left.", BreastSignals), ("right.", BreastSignals))
        for column, field in enumerate(owner._fields)
    )


def events_of(
    time: NDArray[np.float64],
    shared: NDArray[np.float64],
    before: Mapping[str, float],
    spikes: NDArray[np.int64],
    cells: NDArray[np.int32],
    spiking: bool,
) -> dict[str, Series]:
    """What happens at moments of its own: milk ejections, bursts, spikes; ``before`` are the counts as the run began."""
    onsets = {name: time[np.diff(shared[:, Signals._fields.index(name)], prepend=count) > 0] for name, count in before.items()}
    found = {
        "milk_ejections.onsets": Series(
            "milk_ejections.onsets", "s", "onset of each milk ejection", onsets["myoepithelium__ejections"]
        ),
        "oxytocin_neurons.burst_times": Series(
            "oxytocin_neurons.burst_times",
            "s",
            "bursts as the posterior pituitary sees them",
            onsets["posterior_pituitary__bursts"],
        ),
    }
    if spiking:
        seconds: NDArray[np.float64] = np.asarray(0.001 * spikes, dtype=np.float64)
        found["oxytocin_neurons.spike_times"] = Series("oxytocin_neurons.spike_times", "s", "time of each spike", seconds)
        found["oxytocin_neurons.spike_cells"] = Series(
            "oxytocin_neurons.spike_cells", "1", "cell of each spike", cells.astype(float)
        )
    return found


def attributes_of(
    mother: Mother,
    session: Session,
    seed: int,
    engine: str,
    step: float,
    left: NDArray[np.float64],
    right: NDArray[np.float64],
    clamp: Mapping[str, object],
) -> dict[str, str | int | float]:
    """What is said about a run as a whole."""
    from letdown import __version__

    code = BreastSignals._fields.index("suckling__ended")
    fed = {entry.side for entry in session.entries if entry.do == "breastfeed"}
    endings = {
        f"ended_{side}": ENDINGS[int(table[:, code].max(initial=0.0))]
        for side, table in (("left", left), ("right", right))
        if side in fed
    }
    changed = changes_between(mother.parameters)
    return {
        "title": "milk-ejection reflex, simulated",
        "version": __version__,
        "seed": seed,
        "woman": mother.woman,
        "network": mother.network,
        "engine": engine,
        "step": step,
        "days_postpartum": mother.days_postpartum,
        "session": repr(session),
        "parameters_changed": "; ".join(f"{path} = {value!r}" for path, value in changed.items()),
        "clamp": "; ".join(f"{name} = {value}" for name, value in clamp.items()),
        **endings,
    }
