"""A nipple shield, and a gland that is stimulated electrically, as entries of a session."""

from __future__ import annotations

import pytest

import letdown.sessions as s
from letdown.dyad import Mother
from letdown.errors import InputError
from letdown.recording import Recording
from letdown.scenarios import parse, scenario_text
from letdown.sessions import Session
from letdown.simulation import simulate

NO_NOISE = Mother().with_parameters({"posterior_pituitary.within_woman_spread": 0.0})


def run(*entries: s.Entry) -> Recording:
    return simulate(NO_NOISE, Session(*entries), seed=4, engine="bursts", averaged=True)


def test_less_milk_and_less_vacuum_come_through_a_shield() -> None:
    bare, shielded = run(s.pump("left")), run(s.pump("left", shield=True))
    assert shielded["left.milk_removal.removed"][-1] < 0.95 * bare["left.milk_removal.removed"][-1]
    assert shielded["left.nipple.vacuum"].max() < bare["left.nipple.vacuum"].max()
    assert shielded["nipple_afferents.traffic"].max() < bare["nipple_afferents.traffic"].max()


@pytest.mark.parametrize(("engine", "least"), [("bursts", 7.0), ("spiking", 1.5)])
def test_kblock_900_stimuli_release_far_more_at_15_hz_than_at_3(engine: str, least: float) -> None:
    """An isolated gland; with the spiking network the endings fire by themselves as well, which helps slow stimuli most."""

    def secreted(*entries: s.Entry) -> float:
        recording = simulate(NO_NOISE, Session(s.rest(6), *entries), seed=4, engine=engine, averaged=True)
        return float(recording["posterior_pituitary.secretion"].sum() * 0.5)

    silent = secreted()
    fast, slow = (secreted(s.stimulation(f"{rate} Hz", minutes=900 / rate / 60)) - silent for rate in (15, 3))
    assert least < fast / slow < 15.0


def test_stimuli_count_alike_on_both_grids() -> None:
    fine, averaged = (
        simulate(NO_NOISE, Session(s.stimulation("20 Hz", "10 s"), s.rest(2)), engine="bursts", averaged=averaged)
        for averaged in (False, True)
    )
    peaks = [one["plasma_oxytocin.concentration"].max() for one in (fine, averaged)]
    assert peaks[0] == pytest.approx(peaks[1], rel=0.03)


def test_both_are_kept_in_a_scenario_file() -> None:
    session = Session(s.breastfeed("left", 5, shield=True), s.stimulation("50 Hz", "4 s", at="6 min"))
    mother = Mother(4.0, parity="multiparous", feeding="partial", infant="late preterm")
    again = parse(scenario_text(mother, session))
    assert again.session() == session and again.mother() == mother


def test_a_stimulation_owes_its_rate() -> None:
    with pytest.raises(InputError, match="Hz"):
        s.stimulation(15)
    with pytest.raises(InputError, match="to 100 Hz"):
        s.stimulation("500 Hz")
    with pytest.raises(InputError, match="'shield' does not belong"):
        s.Entry("touch", 0.0, 60.0, side="left", shield=True)
