"""One blood, two breasts: what happens at one nipple is seen in both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from whole_runs import CUT_NERVES, FEED, PUMPING, run

import letdown.sessions as s
from letdown.dyad import Mother
from letdown.populations import population
from letdown.populations.spreads import RIGHT_TO_LEFT
from letdown.recording import Recording
from letdown.reflex import pump
from letdown.sessions import Session
from letdown.simulation import simulate_women

WOMEN = population(60, seed=9)
ONE_SIDE = Session(s.pump("left", minutes=15))


def both(recording: Recording) -> dict[str, float]:
    pressure = recording["right.milk_ducts.duct_pressure"]
    squeezed = {side: recording[f"{side}.milk_ducts.alveolar_pressure"] for side in ("left", "right")}
    onsets = [t for t in recording["milk_ejections.onsets"] if t < 480.0]  # an emptied breast contracts about nothing
    rises = [min(np.interp(t, recording.time, squeezed[side]) for side in squeezed) > 0.0 for t in onsets]
    return {
        "left": recording["left.milk_removal.removed"][-1],
        "right": recording["right.milk_removal.removed"][-1],
        "pressure": pressure.max(),
        "vacuum": recording["right.nipple.vacuum"].max(),
        "secreted": recording["posterior_pituitary.secretion"].sum() * float(recording.attributes["step"]),
        "level": recording["plasma_oxytocin.concentration"].mean(),
        "in both": float(np.mean(rises)) if rises else np.nan,
        "widest": recording["right.milk_ducts.duct_width"].max() / recording["right.milk_ducts.duct_width"][0],
        "last width": recording["right.milk_ducts.duct_width"][-1] / recording["right.milk_ducts.duct_width"][0],
    }


@pytest.fixture(scope="module")
def single() -> dict[str, np.ndarray]:
    return simulate_women(WOMEN, ONE_SIDE, both)


@pytest.fixture(scope="module")
def double() -> dict[str, np.ndarray]:
    return simulate_women(WOMEN, PUMPING, both)


def test_double_pumping_does_not_double_oxytocin(single: dict[str, np.ndarray], double: dict[str, np.ndarray]) -> None:
    assert 1.0 < double["secreted"].mean() / single["secreted"].mean() < 1.6
    assert double["level"].mean() < 1.6 * single["level"].mean()


def test_prime2012_double_pumping_takes_milk_from_both_and_somewhat_more_from_each(
    single: dict[str, np.ndarray], double: dict[str, np.ndarray]
) -> None:
    assert double["right"].mean() == pytest.approx(RIGHT_TO_LEFT * double["left"].mean(), rel=0.1)
    assert 1.0 < double["left"].mean() / single["left"].mean() < 1.4  # published gain of volume: 18 %
    assert not single["right"].any()


def test_ramsay2004_the_breast_that_nobody_touches_ejects_too(single: dict[str, np.ndarray]) -> None:
    assert not single["vacuum"].any()
    assert np.mean(single["pressure"] > 5.0) > 0.9
    assert np.mean(single["widest"] > 1.2) > 0.9


def test_prime2009_every_ejection_is_seen_in_both_breasts(double: dict[str, np.ndarray]) -> None:
    """95.5 % by two balances: one blood makes it all of them but where one breast is empty; the rest is the balances' noise."""
    assert np.nanmean(double["in both"]) > 0.98 and np.nanmean(double["in both"] == 1.0) > 0.95


def test_geddes2009_the_duct_is_as_narrow_again_when_milk_has_run_back() -> None:
    quiet_end = Session(s.breastfeed("left", minutes=8), s.rest(minutes=20, at="8 min"))
    found = simulate_women(WOMEN, quiet_end, both)
    assert found["last width"] == pytest.approx(np.ones(len(WOMEN)), abs=0.15)


@pytest.mark.parametrize("session", [FEED, PUMPING], ids=["infant", "pump"])
@pytest.mark.parametrize("engine", ["bursts", "spiking"])
def test_without_let_down_there_is_hardly_any_milk(session: Session, engine: str) -> None:
    women = WOMEN if engine == "bursts" else WOMEN[:6]
    dry = simulate_women(women, session, both, engine=engine, clamp={"myoepithelium.activation": 0.0})["left"]
    free = simulate_women(women, session, both, engine=engine)["left"]
    assert dry.max() < 3.0 and dry.mean() < 0.05 * free.mean()


def test_a_cut_nerve_at_the_pumped_breast_leaves_both_breasts_without_milk() -> None:
    women = [mother.with_parameters({**CUT_NERVES, "conditioned_cues.priming": 0.0}) for mother in WOMEN[:20]]
    found = simulate_women(women, PUMPING, both)
    assert max(found["left"].max(), found["right"].max()) < 3.0


def test_a_recorded_pressure_does_what_the_built_in_waveform_does(tmp_path: Path) -> None:
    par = Mother().parameters.pump
    time = np.arange(0.0, 900.0, 0.02)
    expressing = pump.State(expressing=1.0)
    vacuum = [pump.vacuum(expressing, float(t), 180.0, 1.0, par) for t in time]
    path = tmp_path / "recorded.csv"
    path.write_text("time,pressure\n" + "\n".join(f"{t:.2f},{-v:.4f}" for t, v in zip(time, vacuum, strict=True)) + "\n")
    for averaged in (False, True):
        recorded = run(Session(s.pump("left", pattern=path)), averaged=averaged)
        built_in = run(Session(s.pump("left", pattern="expression", vacuum=180, rate=60)), averaged=averaged)
        assert recorded["nipple_afferents.traffic"].mean() == pytest.approx(built_in["nipple_afferents.traffic"].mean(), rel=0.02)
        assert recorded["left.milk_removal.removed"][-1] == pytest.approx(built_in["left.milk_removal.removed"][-1], rel=0.03)


def test_a_vacuum_that_only_holds_neither_moves_the_nerves_nor_the_milk() -> None:
    held = run(Session(s.pump("left", pattern="constant", vacuum=150)))
    assert not held["nipple_afferents.traffic"].any()
    assert np.all(held["left.nipple.vacuum"][held.time > 0.02] == 150.0)
    assert held["left.milk_removal.removed"][-1] < 3.0
