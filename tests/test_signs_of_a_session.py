"""The signs of a session: what was noticed, when, how sure, and that their absence says next to nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from made_recordings import recording, times

import letdown.sessions as s
from letdown.dyad import DEFAULTS, Mother
from letdown.populations import population
from letdown.recording import Recording, load, save
from letdown.reports import Sign, session_report, signs_of
from letdown.sessions import Session
from letdown.simulation import simulate

FEED = Session(s.breastfeed("left", minutes=15))
time = times(-200.0, 400.0)
fed = (time > 0.0) & (time <= 300.0)
MADE = {
    "left.suckling.sucks": np.cumsum(fed * 1.0) * 0.5,
    "left.nipple.vacuum": 80.0 * fed,
    "left.milk_removal.removed": np.cumsum(0.2 * (fed & (time > 60.0))) * 0.5,
    "left.milk_removal.swallows": np.cumsum(fed * np.where(time > 60.0, 0.9, 0.1)) * 0.5,
    "left.suckling.ended": np.where(time > 300.0, 1.0, 0.0),
    "left.suckling.satiety": np.clip(time / 300.0, 0.0, 1.0),
    "right.milk_removal.dripped": np.where(time > 80.0, 0.3, 0.0) + np.where(time > -50.0, 0.2, 0.0),
    "signs.felt": np.where(time > 70.0, 1.0, 0.0),
    "signs.chance_felt": np.where(time > 65.0, 0.6, 0.0),
    "signs.thirst": np.clip(time / 400.0, 0.0, 0.9),
}
EVENTS = {"milk_ejections.onsets": [60.0, 200.0]}


def signs(found: Recording) -> dict[str, Sign]:
    return {one.name: one for one in signs_of(found)}


@pytest.fixture(scope="module")
def feed() -> Recording:
    return simulate(Mother(), FEED, seed=1, engine="bursts")


def test_each_sign_is_told_with_its_time() -> None:
    found = signs(recording(time, MADE, EVENTS))
    for name, at in {
        "let_down_felt": 70.5,
        "leaking": -49.5,
        "right.drip": 80.5,
        "left.swallows": 60.0,
        "thirst": 200.5,
        "left.content": 300.5,
    }.items():
        assert found[name].noticed and found[name].times == pytest.approx((at,), abs=1.0), name
    assert not found["left.drip"].noticed and found["left.drip"].chance == 0.0
    assert "right.content" not in found and "right.swallows" not in found


def test_how_sure_grows_with_how_strong_the_sign_is() -> None:
    assert signs(recording(time, MADE, EVENTS))["let_down_felt"].chance == pytest.approx(0.6)

    def chance(name: str, **changes: object) -> float:
        return signs(recording(time, {**MADE, **changes}, EVENTS))[name].chance  # type: ignore[return-value]

    drips = [chance("right.drip", **{"right.milk_removal.dripped": amount * (time > 80.0)}) for amount in (0.0, 0.01, 0.05, 1.0)]
    assert drips == sorted(drips) and drips[0] == 0.0 and drips[2] == pytest.approx(0.5) and drips[3] > 0.95
    rates = [
        chance("left.swallows", **{"left.milk_removal.swallows": np.cumsum(fed * np.where(time > 60.0, rate, 0.1)) * 0.5})
        for rate in (0.1, 0.35, 0.9)
    ]
    assert rates[0] == pytest.approx(0.0, abs=0.01) and rates[1] == pytest.approx(0.5, abs=0.02) and rates[2] > 0.85
    assert chance("thirst", **{"signs.thirst": np.full(time.size, 0.5)}) == pytest.approx(0.5)


def test_a_feed_without_a_let_down_has_no_quicker_swallows() -> None:
    still = signs(recording(time, MADE))["left.swallows"]
    assert not still.noticed and still.chance == 0.0 and still.times == ()


def test_a_womans_own_thresholds_count() -> None:
    said = {"parameters_changed": "milk_removal.visible_drip = 2.0; signs.noticed_thirst = 0.95"}
    found = signs(recording(time, MADE, EVENTS, said))
    assert not found["right.drip"].noticed and not found["leaking"].noticed and not found["thirst"].noticed


def test_cramps_are_noticed_as_often_as_told() -> None:
    cramping = recording(time, {"signs.cramps": np.where((time > 60.0) & (time < 120.0), 0.3, 0.0)})
    noticed = 0
    for seed in range(1000):
        one = signs(replace(cramping, attributes={**cramping.attributes, "seed": seed}))["cramps"]
        assert one.chance == 0.3 and (one.times != ()) == one.noticed
        noticed += one.noticed
    assert noticed / 1000 == pytest.approx(0.3, abs=3.0 * 0.5 / 1000**0.5)


def test_cramps_come_in_the_first_days_and_more_after_a_second_birth() -> None:
    def cramps(day: float, parity: str) -> float:
        women = population(12, seed=3, days_postpartum=day, parity=parity)
        runs = (simulate(one, FEED, engine="bursts", averaged=True) for one in women)
        return float(np.mean([signs(one)["cramps"].chance for one in runs]))

    first, second, later = cramps(2.5, "primiparous"), cramps(2.5, "multiparous"), cramps(9.0, "multiparous")
    assert second > 1.5 * first > 0.05 and later < 0.1 * second


def test_women_differ_in_what_they_feel_far_more_than_their_feeds_do() -> None:
    """The chance that a woman feels a let-down of a feed: between women against between five feeds of one woman."""
    women = population(30, seed=5, days_postpartum=60.0)
    chances = np.array(
        [[simulate(one, FEED, seed, "bursts", averaged=True)["signs.chance_felt"][-1] for seed in range(5)] for one in women]
    )
    assert chances.mean(axis=1).std() > 3.0 * np.mean(chances.std(axis=1))
    assert np.mean(chances.mean(axis=1) < 0.2) > 0.1, "some hardly ever feel one"


def test_nothing_missing_is_held_against_her(feed: Recording) -> None:
    never = ("low supply", "your milk", "not enough", "failed", "problem", "must", "will ")
    for one in signs_of(feed):
        assert one.told and one.absence
        said = f"{one.told} {one.absence}".lower()
        assert not any(word in said for word in never), said
        if one.name in ("let_down_felt", "leaking", "left.drip", "right.drip", "cramps", "thirst"):
            assert "next to nothing" in one.absence, one.name
    assert "weight, nappies and waking tell more" in signs(feed)["left.content"].told


def test_the_report_says_what_was_noticed_and_how_many_would(feed: Recording) -> None:
    text = session_report(feed).text()
    assert "swallows of the baby at the left breast that come quicker" in text
    assert "in 10 would notice)" in text
    assert "that says next to nothing about the milk" in text
    assert "%" not in text.partition("What she may have noticed")[2].partition("How usual")[0]


def test_signs_are_json_and_survive_a_file(feed: Recording, tmp_path: object) -> None:
    told = [one._asdict() for one in signs_of(feed)]
    assert json.loads(json.dumps(told, allow_nan=False))[0]["name"] == "let_down_felt"
    path = f"{tmp_path}/feed.csv"
    save(feed, path)
    again = signs_of(load(path))
    assert [(one.name, one.noticed) for one in again] == [(one.name, one.noticed) for one in signs_of(feed)]


def test_a_recording_of_an_older_version_has_signs_without_chances(feed: Recording) -> None:
    older = replace(
        feed, series={name: one for name, one in feed.series.items() if name not in ("signs.chance_felt", "signs.cramps")}
    )
    found = signs(older)
    assert found["let_down_felt"].chance is None and "cramps" not in found
    assert "chance_felt" not in session_report(older).findings


def test_defaults_are_the_median_womans() -> None:
    assert DEFAULTS.signs.sensitivity == 1.0 and DEFAULTS.signs.cramps == 0.0
