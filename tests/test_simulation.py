"""A run: what it records, what it is keyed by, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest
from whole_runs import FEED, PUMPING, faults, run

import letdown.sessions as s
from letdown.dyad import Mother
from letdown.dyad.records import BreastSignals, Signals
from letdown.errors import InputError
from letdown.populations import population
from letdown.recording import result_hash
from letdown.sessions import Session
from letdown.simulation import AVERAGED_STEP, FINE_STEP, simulate, simulate_women

SHORT = Session(s.breastfeed("left", minutes=2))


def test_every_signal_is_recorded_with_unit_and_meaning() -> None:
    recording = run(SHORT)
    names = {name.replace("__", ".") for name in Signals._fields}
    names |= {f"{side}.{name.replace('__', '.')}" for side in ("left", "right") for name in BreastSignals._fields}
    assert set(recording.series) == names
    for one in recording.series.values():
        assert one.unit and one.meaning, f"{one.name} does not say what it is"
    assert not faults(recording)


@pytest.mark.parametrize(("averaged", "step"), [(False, FINE_STEP), (True, AVERAGED_STEP)])
def test_time_lies_on_the_grid_and_zero_is_latch(averaged: bool, step: float) -> None:
    recording = run(SHORT, averaged=averaged)
    assert np.diff(recording.time) == pytest.approx(step)
    assert recording.time[-1] == pytest.approx(120.0)
    assert recording.time / step == pytest.approx(np.round(recording.time / step))
    assert recording.time[0] < 0.0, "the preparation of the feed is simulated"
    vacuum = recording["left.nipple.vacuum"]
    assert np.all(vacuum[recording.time <= 0.0] == 0.0)
    assert np.all(vacuum[recording.time > step] > 0.0)


def test_the_same_seed_gives_the_same_to_the_bit_and_another_one_does_not() -> None:
    for engine in ("bursts", "spiking"):
        hashes = [result_hash(run(SHORT, engine=engine, seed=seed)) for seed in (4, 4, 5, 2**40)]
        assert hashes[0] == hashes[1] and len(set(hashes)) == 3


def test_women_differ_and_each_is_herself_again() -> None:
    hashes = [result_hash(run(SHORT, mother, seed=1)) for mother in (*population(3, seed=2), *population(2, seed=2))]
    assert len(set(hashes)) == 3 and hashes[3:] == hashes[:2]


def test_spiking_records_every_spike() -> None:
    recording = run(SHORT, engine="spiking")
    times, cells = recording["oxytocin_neurons.spike_times"], recording["oxytocin_neurons.spike_cells"]
    assert times.size == cells.size > 1000
    assert set(cells) == set(range(48))
    assert recording.time[0] - FINE_STEP <= times.min() and times.max() <= recording.time[-1]
    counted = recording["oxytocin_neurons.firing_rate"].sum() * FINE_STEP * 48
    assert counted == pytest.approx(times.size)
    assert np.all(np.diff(times) >= 0.0)


def test_spike_store_grows_rather_than_cutting_off(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run(SHORT, engine="spiking")
    monkeypatch.setattr("letdown.simulation.running._FIRST_SPIKES", 2000)
    assert result_hash(run(SHORT, engine="spiking")) == result_hash(whole)


def test_events_say_when_ejections_and_bursts_began() -> None:
    recording = run(FEED, seed=1)
    onsets = recording["milk_ejections.onsets"]
    assert onsets.size == recording["myoepithelium.ejections"][-1] > 0
    assert recording["oxytocin_neurons.burst_times"].size == recording["posterior_pituitary.bursts"][-1]
    for onset in onsets:
        before = recording["oxytocin_neurons.burst_times"]
        assert np.any((before < onset) & (before > onset - 60.0)), f"no burst before the ejection at {onset:.0f} s"


def test_every_keeps_one_step_in_so_many() -> None:
    whole, thinned = run(SHORT), run(SHORT, every=25)
    assert np.array_equal(thinned.time, whole.time[24::25])
    for name in whole.series:
        assert np.array_equal(thinned[name], whole[name][24::25])


def test_progress_goes_from_none_to_all_and_changes_nothing() -> None:
    told: list[float] = []
    recording = run(FEED, progress=told.append)
    assert told == sorted(told) and told[-1] == 1.0 and len(told) > 5
    assert result_hash(recording) == result_hash(run(FEED))


UNMOVED: dict[str, object] = {"nipple_afferents.priming": 0.05, "conditioned_cues.priming": 0.0}


@pytest.mark.parametrize(
    ("minutes", "appetite", "changes", "ended"),
    [
        (15, 20, {}, "satiety"),
        (15, None, {"suckling.endurance": 120}, "tired or fell asleep"),
        (15, None, UNMOVED, "gave up: hardly any milk came"),
        (1, None, {}, "taken off"),
    ],
)
def test_the_recording_says_why_the_feed_ended(
    minutes: int, appetite: float | None, changes: dict[str, object], ended: str
) -> None:
    recording = run(Session(s.breastfeed("left", minutes=minutes, appetite=appetite)), Mother().with_parameters(changes))
    assert recording.attributes["ended_left"] == ended
    assert "ended_right" not in recording.attributes


def test_attributes_hold_what_is_needed_to_repeat_the_run() -> None:
    mother = Mother(9.0, woman=3).with_parameters({"plasma_oxytocin.clearance": 30.0})
    said = run(SHORT, mother, seed=12, clamp={"myoepithelium.activation": 0.5}).attributes
    assert (said["seed"], said["woman"], said["engine"], said["days_postpartum"]) == (12, 3, "bursts", 9.0)
    assert "plasma_oxytocin.clearance = 30.0" in str(said["parameters_changed"])
    assert "myoepithelium.activation = 0.5" in str(said["clamp"])
    assert "breastfeed left" in str(said["session"])


def test_a_pumping_ends_with_the_clock_and_an_infant_sates() -> None:
    pumped = run(PUMPING)
    assert pumped["left.nipple.vacuum"][-25:].max() > 0.0
    fed = run(Session(s.breastfeed("left", minutes=15, appetite=30)))
    over = fed["left.suckling.ended"] > 0.0
    assert over.any() and fed["left.nipple.vacuum"][over].max() == 0.0
    assert fed["left.milk_removal.removed"][-1] == pytest.approx(30.0, abs=1.0)


def test_what_was_pumped_before_sates_no_infant() -> None:
    recording = run(Session(s.pump("left", minutes=5), s.breastfeed("left", minutes=15, at="5 min", appetite=15)))
    taken = recording["left.milk_removal.removed"]
    pumped = taken[recording.time <= 300.0][-1]
    assert pumped > 15.0
    assert taken[-1] - pumped == pytest.approx(15.0, abs=1.0) and recording.attributes["ended_left"] == "satiety"


def test_an_infant_that_pauses_goes_on_with_the_same_appetite() -> None:
    fed = Session(s.breastfeed("left", minutes=3, appetite=40), s.breastfeed("left", minutes=12, at="4 min", appetite=40))
    recording = run(fed)
    assert recording["left.milk_removal.removed"][-1] == pytest.approx(40.0, abs=1.0)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"engine": "spikes"}, "'spiking'"),
        ({"seed": -1}, "whole number"),
        ({"seed": 2**63}, "whole number"),
        ({"seed": 1.5}, "whole number"),
        ({"seed": "7"}, "whole number"),
        ({"seed": True}, "whole number"),
        ({"stop_at": "-1 h"}, "Nothing to run"),
        ({"stop_at": "3 mL"}, "stop_at"),
    ],
)
def test_what_cannot_be_run_is_refused_with_what_can(options: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        run(SHORT, **options)


def summary(recording) -> dict[str, float]:
    return {
        "milk": float(recording["left.milk_removal.removed"][-1]),
        "peak": float(recording["plasma_oxytocin.concentration"].max()),
    }


@pytest.mark.parametrize("engine", ["bursts", "spiking"])
def test_any_number_of_threads_gives_the_same(engine: str) -> None:
    women = population(6, seed=3)
    one, two, many = (simulate_women(women, SHORT, summary, 5, engine, threads=threads) for threads in (1, 2, 6))
    turned = simulate_women(women[::-1], SHORT, summary, 5, engine, threads=2)
    for name in one:
        assert np.array_equal(one[name], two[name]) and np.array_equal(one[name], many[name])
        assert np.array_equal(one[name], turned[name][::-1])
        assert len(set(one[name])) == len(women)


def test_each_woman_may_have_her_own_session() -> None:
    women = population(3, seed=3)
    found = simulate_women(
        women, lambda mother: Session(s.breastfeed("left", minutes=float(mother.woman))), lambda r: {"end": r.time[-1]}
    )
    assert found["end"] == pytest.approx([60.0, 120.0, 180.0])
    assert simulate_women([], SHORT, summary) == {}


def test_simulate_is_spiking_unless_told_otherwise() -> None:
    assert simulate(Mother(), Session(s.rest(minutes="2 s"))).attributes["engine"] == "spiking"
