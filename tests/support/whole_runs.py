"""Whole runs that several tests share, and the books that must balance after each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

import letdown.sessions as s
from letdown.dyad import ENGINES, Mother
from letdown.dyad.records import Inputs
from letdown.dyad.resting import rest_state
from letdown.recording import Recording
from letdown.schedule import compile_session, milk_at_start
from letdown.sessions import Session
from letdown.simulation import simulate

FEED = Session(s.breastfeed("left", minutes=15))
PUMPING = Session(s.pump("both", minutes=15))
CUT_NERVES: Mapping[str, object] = {"nipple_afferents.left_gain": 0.0, "nipple_afferents.right_gain": 0.0}
NO_CUES: Mapping[str, object] = {"conditioned_cues.priming": 0.0}


def run(session: Session = FEED, mother: Mother | None = None, engine: str = "bursts", **options: Any) -> Recording:
    """One run, with the fast engine unless asked otherwise."""
    return simulate(mother or Mother(), session, engine=engine, **options)


def milk_books(recording: Recording, mother: Mother, session: Session) -> tuple[float, float]:
    """Milk of both breasts at the start, and milk found at the end: what is left in them, was taken and has dripped."""
    state = recording.state.state
    found = 0.0
    for breast in (state.left, state.right):
        ducts, removal = breast.milk_ducts, breast.milk_removal
        found += ducts.alveolar_milk + ducts.duct_milk + removal.removed + removal.dripped
    return sum(milk_at_start(session, mother.today())), found


def oxytocin_books(recording: Recording, mother: Mother, session: Session) -> tuple[float, float]:
    """Oxytocin that was there or came (secreted, infused, the absorbed share of a spray), and what is there or was cleared."""
    par = mother.today()
    dt = float(recording.attributes["step"])
    schedule = compile_session(session, par, dt)
    seed, engine = int(recording.attributes["seed"]), ENGINES[str(recording.attributes["engine"])]
    start, _ = rest_state(mother, 100.0, 100.0, seed, engine, schedule.first * dt)
    end = recording.state.state
    lasting = np.diff([*schedule.starts, recording.state.reached]).clip(min=0) * dt
    infused, sprayed = (float(lasting @ schedule.shared[:, Inputs._fields.index(name)]) for name in ("infusion", "nasal"))
    before, after = start.plasma_oxytocin, end.plasma_oxytocin
    came = end.posterior_pituitary.secreted + infused + sprayed * par.plasma_oxytocin.nasal_bioavailability
    there = before.plasma + before.fast + before.slow
    return there + came, after.plasma + after.fast + after.slow + after.nose + after.lining + after.cleared


MAY_BE_NEGATIVE = ("milk_ducts.inflow", "milk_ducts.duct_pressure")
"""Milk may run back, and a drained duct lies below the pressure of a resting one."""


def faults(recording: Recording) -> list[str]:
    """What no run may show: numbers that are none, and amounts below nothing."""
    found = [name for name, one in recording.series.items() if not np.all(np.isfinite(one.values))]
    for name, one in recording.series.items():
        if not name.endswith(MAY_BE_NEGATIVE) and one.values.size and one.values.min() < -1e-12:
            found.append(f"{name} reaches {one.values.min():g}")
    return found
