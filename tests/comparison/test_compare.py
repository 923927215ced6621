"""Two scenarios on the same women: what is the same is exactly so, and what acts on one stage is found there and not before."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

import letdown as ld
from letdown.comparison import Arm, Comparison, compare, json_schema, measures
from letdown.comparison.schema import ComparisonTable
from letdown.comparison.stages import ORDER, SIGNALS, STORED
from letdown.errors import InputError, ParameterError
from letdown.populations import Population
from letdown.sessions import Session

WOMEN = ld.population(24, seed=7)
FEED = Session(ld.breastfeed("left", minutes=8))
STEADY = Session(ld.pump("left", minutes=12, pattern="expression"))  # it does not heed the milk
WARMTH = ld.helper("warmth", side="left", at="-20 min")


@pytest.fixture(scope="module")
def stress() -> Comparison:
    return compare(WOMEN, FEED, FEED.with_(ld.disturbance("stress", 1.0)), seed=1)


@pytest.fixture(scope="module")
def warmth() -> Comparison:
    return compare(WOMEN, STEADY, STEADY.with_(WARMTH), seed=1)


def same(comparison: Comparison, name: str) -> bool:
    row = comparison.row(name)
    return bool(np.array_equal(row.first, row.second, equal_nan=True))


def test_a_scenario_beside_itself_is_the_same_to_the_last_bit() -> None:
    found = compare(WOMEN, FEED, FEED, seed=1)
    assert all(same(found, row.measure.name) for row in found.rows)
    for row in found.rows:
        if row.estimate.women:
            assert row.estimate.difference == (0.0, 0.0, 0.0)
        if row.estimate.first:
            assert row.estimate.ratio == (1.0, 1.0, 1.0)
    assert found.where_lost is None and found.where == "The two are the same in every stage."


def test_the_spiking_network_has_the_same_chances_in_both_arms() -> None:
    short = Session(ld.pump("left", minutes=2, pattern="expression"))
    found = compare(WOMEN[:2], short, short.with_(ld.helper("warmth", side="left")), seed=1, engine="spiking")
    assert same(found, "bursts") and same(found, "first_burst")


def test_stress_is_lost_at_the_doors_and_not_before(stress: Comparison) -> None:
    assert stress.where_lost is not None and stress.where_lost.stage == "inhibition"
    assert {part.signal for part in stress.parts} == {"inhibition.priming", "inhibition.pulse"}
    assert all(part.share == 1.0 and part.size.ratio.high < 1.0 for part in stress.parts)  # type: ignore[operator]
    assert same(stress, "conditioned_cues.drive") and same(stress, "left.milk_available")
    for name in ("secretion_per_burst", "plasma_oxytocin.concentration", "myoepithelium.activation"):
        assert stress[name].ratio.high < 1.0, name  # type: ignore[operator]
    assert "up to 'Learned cues'" in stress.where and "The doors" in stress.where


def test_what_comes_back_from_the_milk_is_told_apart_from_a_cause(stress: Comparison) -> None:
    assert not same(stress, "nipple_afferents.traffic")
    assert "milk comes back on the infant" in stress.text()


def test_a_warm_cloth_acts_from_the_pressure_of_its_breast_on_and_leaves_the_other_as_it_is(warmth: Comparison) -> None:
    assert warmth.where_lost is not None and warmth.where_lost.signal == "left.milk_ducts.alveolar_pressure"
    before = ORDER.index("left.pressure")
    for row in warmth.rows:
        stage = row.measure.stage
        if ORDER.index(stage) < before or stage.startswith("right.") or stage == "signs":
            assert same(warmth, row.measure.name), row.measure.name
    assert warmth["left.milk_ducts.alveolar_pressure"].ratio.low > 1.0  # type: ignore[operator]
    assert warmth["left.milk_removed"].difference.low > 0.0  # type: ignore[operator]
    assert "Contraction of the glands" in warmth.where


@pytest.mark.parametrize(
    ("added", "signal"),
    [
        (ld.cue("cry", at="-6 min"), "conditioned_cues.drive"),
        (ld.disturbance("opioid", 1.0), "inhibition.priming"),
        (ld.disturbance("fright", 1.0), "inhibition.half_effect"),
        (ld.oxytocin("vein", "20 mU", at="-30 s"), "plasma_oxytocin.concentration"),
        (ld.stimulation("15 Hz", minutes=0.2), "posterior_pituitary.secretion"),
        (ld.touch("right", at="-60 s"), "right.nipple.rate"),
    ],
)
def test_each_thing_that_is_added_is_found_where_it_acts(added: ld.Session, signal: str) -> None:
    found = compare(WOMEN[:12], FEED, FEED.with_(added), seed=2)  # type: ignore[arg-type]
    assert found.where_lost is not None and found.where_lost.signal == signal


@pytest.mark.parametrize(
    ("change", "stage"),
    [
        ({"nipple_afferents.left_gain": 0.5}, "nipple_afferents"),
        ({"plasma_oxytocin.clearance": 30.0}, "plasma_oxytocin"),
        ({"myoepithelium.half_effective_rise": 6.0}, "myoepithelium"),
        ({"milk_ducts.available_feed": 60.0}, "left.milk_supply"),
        ({"milk_ducts.nipple_resistance": 400.0}, "left.milk_ducts"),
    ],
)
def test_other_women_are_the_same_draws_about_other_numbers(change: dict[str, object], stage: str) -> None:
    arms = [Population(12, 7, base=ld.Mother().with_parameters(given).parameters) for given in ({}, change)]
    found = compare(arms[0], FEED, Arm(FEED, arms[1]), seed=2)
    assert found.where_lost is not None and found.where_lost.stage == stage
    assert not found.same_women and "same draws" in found.text()


def test_exchanging_the_scenarios_turns_everything_round(stress: Comparison) -> None:
    back = compare(WOMEN, stress.arms[1].session, FEED, seed=1)
    for there, here in zip(stress.rows, back.rows, strict=True):
        assert np.array_equal(there.first, here.second, equal_nan=True), there.measure.name
        assert (there.estimate.more, there.estimate.less) == (here.estimate.less, here.estimate.more)
        if there.estimate.difference.value is not None:
            assert here.estimate.difference.value == pytest.approx(-there.estimate.difference.value)
    assert [part.signal for part in back.parts] == [part.signal for part in stress.parts]


def test_the_result_hangs_neither_on_threads_nor_on_the_other_women(stress: Comparison) -> None:
    alone = compare(WOMEN, FEED, stress.arms[1].session, seed=1, threads=1)
    assert alone.result_hash == stress.result_hash
    few = compare(WOMEN[:5], FEED, stress.arms[1].session, seed=1)
    assert np.array_equal(few.row("milk_removed").second, stress.row("milk_removed").second[:5])


def test_an_arm_is_the_run_that_simulate_gives() -> None:
    found = compare(WOMEN[:3], FEED, STEADY, seed=4)
    table = ld.simulate(WOMEN[:3], FEED, seed=4)
    assert found.row("left.milk_removed").first == pytest.approx(table["left.taken"], rel=0.02)


def test_both_arms_are_run_over_one_span_of_time(warmth: Comparison) -> None:
    assert warmth.span[0] == pytest.approx(-20.0 * 60.0 - 9.5) and warmth.span[1] == pytest.approx(12.0 * 60.0)
    short = compare(WOMEN[:2], Session(ld.breastfeed("left", minutes=1)), FEED)
    assert short.span[1] == pytest.approx(480.0)
    cues = Session(ld.cue("cry", at="-5 min", minutes=2))
    assert compare(WOMEN[:2], cues, cues).span[1] == pytest.approx(120.0)


def test_one_mother_is_run_with_many_seeds() -> None:
    found = compare(ld.Mother(), FEED, FEED.with_(ld.disturbance("stress", 1.0)), seed=3, seeds=6)
    assert len(found) == 6 and found.lone and "one woman, 6 times" in found.text()
    table = found.to_table()
    assert table["seed"].tolist() == [3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    assert len(np.unique(table["first.first_burst"])) == 6


def test_a_held_series_is_of_its_arm_alone() -> None:
    held = Arm(FEED, clamp={"plasma_oxytocin.concentration": 2.0}, name="held")
    found = compare(WOMEN[:6], FEED, held)
    assert found.where_lost is not None and found.where_lost.signal == "plasma_oxytocin.concentration"
    assert found["let_down_at_all"].second == 0.0
    assert found["first_let_down"].undefined[1] == 1.0 and found["first_let_down"].ratio.value is None
    assert "held" in found.text() and "nan" not in found.text()


def test_a_single_comparison_says_that_it_is_not_sure() -> None:
    found = compare(WOMEN[:1], FEED, FEED.with_(ld.disturbance("stress", 1.0)))
    assert found["milk_removed"].difference.low is None and "what is sure" in found.where


def test_json_is_as_its_schema_says(stress: Comparison) -> None:
    told = stress.as_json()
    ComparisonTable.model_validate(told)
    assert [row["name"] for row in told["rows"]] == [one.name for one in measures()]
    assert told["schema"] == 1 and told["where_lost"] == told["parts"][0]["signal"]
    assert set(told) == set(json_schema()["properties"])
    assert all(row["unit"] and row["meaning"] for row in told["rows"])


def test_every_measure_stands_once_in_the_order_of_the_signal() -> None:
    names = [one.name for one in measures()]
    assert len(set(names)) == len(names)
    places = [ORDER.index(one.stage) for one in measures()]
    assert places == sorted(places)


def test_every_signal_is_recorded() -> None:
    run = ld.simulate(ld.Mother(), Session(ld.rest(minutes=0.1)), engine="bursts")
    assert all(one.series in run for one in SIGNALS if STORED not in one.series)


READINGS = {
    "oxytocin_neurons.store", "posterior_pituitary.bursts", "posterior_pituitary.pool", "plasma_oxytocin.cleared",
    "myoepithelium.ejections", "signs.chance_felt", "signs.cramps", "suckling.satiety", "suckling.sucks", "suckling.ended",
    "milk_ducts.inflow",
}  # fmt: skip
"""Sums and readings of what is a signal already; no other stage hangs on them."""


def test_every_recorded_series_is_a_signal_or_a_reading_of_one() -> None:
    run = ld.simulate(ld.Mother(), Session(ld.rest(minutes=0.1)), engine="bursts")
    rest = set(run.series) - {one.series for one in SIGNALS}
    assert {name.removeprefix("left.").removeprefix("right.") for name in rest} == READINGS


def test_units_are_those_of_the_recording() -> None:
    run = ld.simulate(ld.Mother(), Session(ld.rest(minutes=0.1)), engine="bursts")
    for one in measures():
        if one.name in run:
            assert one.unit == run.unit(one.name), one.name


def test_a_row_that_is_not_there_is_answered_with_the_nearest(stress: Comparison) -> None:
    with pytest.raises(ParameterError, match="milk_removed"):
        stress["milk_removd"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: compare([], FEED, FEED), "at least one"),
        (lambda: compare(3, FEED, FEED), "neither"),  # type: ignore[arg-type]
        (lambda: compare(["Ada"], FEED, FEED), "'Ada' is none"),  # type: ignore[list-item]
        (lambda: compare(WOMEN, FEED, "feed"), "'feed' is none"),  # type: ignore[arg-type]
        (lambda: compare(WOMEN[:3], FEED, Arm(FEED, WOMEN[:2])), "3 and 2 women"),
        (lambda: compare(WOMEN[:2], FEED, Arm(FEED, WOMEN[1:3])), "same order"),
        (lambda: compare(WOMEN, FEED, Arm(FEED, ld.Mother())), "single mother"),
        (lambda: compare(ld.Mother(), FEED, FEED, seeds=0), "seeds = 0"),
        (lambda: compare(WOMEN, FEED, FEED, seed=-1), "seed = -1"),
        (lambda: compare(WOMEN, FEED, FEED, engine="steam"), "spiking"),
        (lambda: compare(WOMEN, FEED, FEED, threads=0), "threads = 0"),
        (lambda: compare(WOMEN, FEED, Arm(FEED, clamp={"milk": 3})), "can be held"),
    ],
)
def test_what_can_not_be_compared_is_refused(call: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        call()  # type: ignore[operator]


def test_no_number_is_shown_that_does_not_exist(stress: Comparison, warmth: Comparison) -> None:
    for found in (stress, warmth):
        assert not re.search(r"\b(nan|inf|None)\b", found.text())
        assert all(math.isfinite(value or 0.0) for row in found.rows for value in (row.estimate.first, row.estimate.second))
