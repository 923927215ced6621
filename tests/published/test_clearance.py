"""Classic experiments on how oxytocin leaves the blood."""

from __future__ import annotations

import math

import numpy as np
import pytest
from whole_runs import CUT_NERVES, NO_CUES, run

import letdown.sessions as s
from letdown.dyad import Mother
from letdown.populations import population
from letdown.quantity import MICROUNIT_PG
from letdown.recording import Recording
from letdown.reflex.plasma_oxytocin import TWO_COMPARTMENT, Parameters, State, propagator, steady, step
from letdown.sessions import Session
from letdown.simulation import simulate_women

PAR = Parameters()
BOLUS = 2e6 * MICROUNIT_PG  # 2 U
INFUSION = 500e3 * MICROUNIT_PG / 60.0  # 500 mU/min


def half_life(state: State, par: Parameters, begin: float = 2.0, end: float = 12.0) -> float:
    """Minutes to half, by a straight line through the logarithms from ``begin`` to ``end`` min after the input has stopped."""
    exact = propagator(par, 1.0)
    time, levels = np.arange(1, round(end * 60) + 1) / 60.0, []
    for _ in time:
        state = step(state, 0.0, 0.0, exact, par, 1.0)
        levels.append(math.log(state.concentration))
    read = time >= begin
    return -math.log(2.0) / float(np.polyfit(time[read], np.array(levels)[read], 1)[0])


def infused(minutes: float, par: Parameters) -> State:
    return step(State(), INFUSION, 0.0, propagator(par, minutes * 60.0), par, minutes * 60.0)


def test_fabian1969_half_life_after_a_bolus_of_2_units() -> None:
    found = half_life(State(plasma=BOLUS), PAR)
    assert 2.0 <= found <= 5.7, "95 % interval about 3.2 min"
    assert found == pytest.approx(3.9, abs=0.1), "3.9 min by the closed form of the fast-mixing blood"


@pytest.mark.parametrize("minutes", [60.0, 120.0, 1e5])
def test_fabian1969_half_life_after_an_infusion_is_longer(minutes: float) -> None:
    found = half_life(infused(minutes, PAR), PAR)
    assert 4.4 <= found <= 6.1, "95 % interval about 4.8 min"
    assert found > half_life(State(plasma=BOLUS), PAR)
    if minutes == 1e5:
        assert found == pytest.approx(5.4, abs=0.2), "some 5.4 min from the plateau"


def test_degroot1995_two_half_lives_of_2_9_and_20_min() -> None:
    """0.049 (SD 0.016) h and 0.33 (SD 0.23) h, at a clearance of 67.1 (SD 13.4) L/h."""
    decay = propagator(TWO_COMPARTMENT, 60.0)
    modes = np.linalg.eigvals(np.array([decay[0:2], decay[3:5]]))
    fast, slow = sorted(-math.log(2.0) / np.log(modes))
    assert (fast, slow) == pytest.approx((2.9, 20.0), rel=0.05)
    assert TWO_COMPARTMENT.clearance * 3.6 == pytest.approx(67.1, abs=1.5 * 13.4)


@pytest.mark.parametrize(("ng_per_minute", "cleared"), [(4.3, 1.3), (8.5, 1.4)])
def test_thornton1990_plateau_under_infusion_8_to_10_weeks_after_birth(ng_per_minute: float, cleared: float) -> None:
    """Ten women: plateaus of 5.2 and 8.0 pg/mL, clearances of 1.3 and 1.4 (SEM 0.1) L/min."""
    hours = 8.0  # the slow tissue of the default blood takes its time
    women = population(30, seed=11, days_postpartum=63.0)
    drip = Session(s.oxytocin("vein", f"{ng_per_minute * 60 * hours} ng", minutes=60 * hours), s.rest(minutes=60 * hours))

    def risen(recording: Recording) -> dict[str, float]:
        level = recording["plasma_oxytocin.concentration"]
        return {"rise": float(level[-1] - level[0])}

    rise = simulate_women(women, drip, risen, every=10)["rise"]
    clearance = ng_per_minute / rise  # ng/min over pg/mL is L/min
    assert np.median(clearance) == pytest.approx(cleared, abs=0.2)
    assert 1.9 + rise.mean() == pytest.approx({4.3: 5.2, 8.5: 8.0}[ng_per_minute], abs=0.8)  # 1.9 pg/mL: what she makes herself


def test_a_plateau_is_infusion_over_clearance() -> None:
    assert steady(INFUSION, PAR).concentration == pytest.approx(infused(1e5, PAR).concentration, rel=1e-9)


def test_lucas1980_a_surge_may_last_less_than_a_minute() -> None:
    """A pulse of 13 mU stands above half its height for less than a minute; blood that mixes slowly would hold it longer."""

    def above_half(mother: Mother) -> float:
        level = run(Session(s.oxytocin("vein", "13 mU"), s.rest(minutes=10)), mother)["plasma_oxytocin.concentration"]
        rise = level - level[0]
        return 0.02 * np.count_nonzero(rise > 0.5 * rise.max())

    calm = Mother().with_parameters({**CUT_NERVES, **NO_CUES})
    volumes = ("plasma_volume", "fast_volume", "fast_exchange", "slow_exchange")
    slow = calm.with_parameters({f"plasma_oxytocin.{name}": getattr(TWO_COMPARTMENT, name) for name in volumes})
    assert 20.0 < above_half(calm) < 60.0 < above_half(slow)


def test_clearance_is_still_high_in_the_first_days() -> None:
    """Oxytocinase of pregnancy (thornton1990: 5.7 L/min then) goes in days."""
    early, late = (Mother(days).today().plasma_oxytocin.clearance * 0.06 for days in (1.0, 63.0))
    assert 1.2 < late < 1.5 < early < 5.7
