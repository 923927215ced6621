"""Both engines hand the pituitary its drive exactly, whatever the step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nerve_endings import calcium_by_small_steps

from letdown.dyad.engines import burst_step
from letdown.dyad.records import Volley
from letdown.reflex import posterior_pituitary
from letdown.reflex.oxytocin_neurons import burst_generator

GLAND = posterior_pituitary.Parameters()
QUIET = burst_generator.State()


def through_a_burst(
    dt: float, onset: float = 1.03, spikes: float = 70.0, duration: float = 2.6, seconds: float = 6.0
) -> tuple[float, float, float]:
    """Drive at the end, its integral, and the spikes of one cell over ``seconds`` with a burst at ``onset``."""
    volley, drive, total, fired = Volley(), GLAND.background_drive, 0.0, 0.0
    terminals = posterior_pituitary.rested_terminals(1)
    terminals[posterior_pituitary.SLOW] = 0.0
    for k in range(round(seconds / dt)):
        here = k * dt < onset <= (k + 1) * dt
        state = QUIET._replace(burst=1.0, burst_onset=onset, burst_spikes=spikes, burst_duration=duration) if here else QUIET
        volley, drive, exposure, new = burst_step(state, volley, terminals, drive, k * dt, GLAND, dt)
        total += exposure
        fired += new
    return drive, total, fired


def test_without_a_burst_the_drive_stays_that_of_background_firing() -> None:
    _, drive, exposure, spikes = burst_step(
        QUIET, Volley(), posterior_pituitary.rested_terminals(1), GLAND.background_drive, 5.0, GLAND, 0.5
    )
    assert (drive, exposure, spikes) == pytest.approx((GLAND.background_drive, 0.5 * GLAND.background_drive, 0.0))


@settings(max_examples=20)
@given(st.sampled_from([0.5, 0.1]), st.floats(0.02, 2.0), st.floats(20.0, 100.0))
def test_a_burst_drives_the_same_on_any_step(dt: float, onset: float, spikes: float) -> None:
    assert through_a_burst(dt, onset, spikes) == pytest.approx(through_a_burst(0.02, onset, spikes), rel=1e-9)


def test_a_burst_is_so_many_even_spikes_of_one_cell() -> None:
    drive, total, fired = through_a_burst(0.02)
    assert fired == 70.0
    times = 1.03 + 2.6 * np.arange(70) / 70.0
    alone, integral = calcium_by_small_steps(times, GLAND, 6.0)
    assert total - 6.0 * GLAND.background_drive == pytest.approx(GLAND.unequal_cells * integral, rel=5e-3)
    assert drive - GLAND.background_drive == pytest.approx(GLAND.unequal_cells * alone, abs=1e-3)
