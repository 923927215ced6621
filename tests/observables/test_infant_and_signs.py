"""Sucks, swallows and vacuum, and what a mother notices."""

import numpy as np
import pytest
from made_recordings import answer, recording, times

from letdown.errors import InputError

time = times(0.0, 400.0)
clock = time % 20.0
sucking = (clock > 0.0) & (clock <= 15.0) & (time <= 300.0)
rate = np.where(time <= 100.0, 2.0, 1.0)
flow = np.where(time <= 100.0, 0.0, 0.2) * sucking
FEED = recording(
    time,
    {
        "left.suckling.sucks": np.cumsum(rate * sucking) * 0.5,
        "left.nipple.rate": rate * sucking,
        "left.nipple.vacuum": np.where(time <= 300.0, 80.0, 0.0),
        "left.milk_ducts.flow": flow,
        "left.milk_removal.removed": np.cumsum(flow) * 0.5,
        "left.milk_removal.swallows": np.cumsum(flow) * 0.5 / 0.4,
        "left.suckling.ended": np.where(time > 300.0, 1.0, 0.0),
        "right.milk_removal.dripped": np.where(time > 150.0, 0.5, 0.0),
        "signs.felt": np.where(time > 130.0, 1.0, 0.0),
        "signs.chance_felt": np.where(time > 130.0, np.where(time > 250.0, 0.7, 0.4), 0.0),
        "signs.cramps": np.where((time > 100.0) & (time < 150.0), 0.5, 0.0),
        "signs.thirst": np.clip(time / 300.0, 0.0, 1.0),
    },
)


def test_sucks_and_their_bursts():
    assert answer(FEED, "sucks") == pytest.approx(5 * 15 * 2 + 10 * 15)
    assert answer(FEED, "suck_bursts") == 15
    assert answer(FEED, "sucking_time") == pytest.approx(225.0)
    assert answer(FEED, "feed_duration") == pytest.approx(295.0)
    assert answer(FEED, "suck_rate") == pytest.approx(80.0)
    assert answer(FEED, "suck_rate", kind="non-nutritive", to="90 s") == pytest.approx(120.0)
    assert answer(FEED, "suck_rate", kind="nutritive", from_="110 s") == pytest.approx(60.0)
    assert answer(FEED, "suck_rate", per="feed") == pytest.approx(300.0 / 295.0 * 60.0)


def test_milk_of_a_suck_and_a_swallow():
    assert answer(FEED, "volume_per_suck", from_="100 s") == pytest.approx(0.2)
    assert answer(FEED, "swallows") == pytest.approx(75.0)
    assert answer(FEED, "volume_per_swallow") == pytest.approx(0.4)
    assert answer(FEED, "sucks_per_swallow", from_="100 s") == pytest.approx(2.0)
    assert answer(FEED, "intake", instrument={"kind": "test_weighing", "error": "0 g"}) == pytest.approx(30.0 * 1.03)
    assert answer(FEED, "feed_ended", reason="sated") == 1.0
    assert answer(FEED, "feed_ended", reason="tired") == 0.0


def test_an_infant_that_does_not_suck_has_no_rate():
    away = recording(time, {})
    assert answer(away, "sucks") == 0.0
    for name in ("suck_rate", "sucks_per_swallow", "volume_per_suck", "mean_vacuum", "nutritive_share"):
        assert np.isnan(answer(away, name)), name


def test_single_sucks_need_the_fine_run():
    with pytest.raises(InputError, match="steps of 20 ms"):
        answer(FEED, "peak_vacuum")
    fine = times(0.0, 20.0, 0.02)
    vacuum = 90.0 - 40.0 * np.cos(2.0 * np.pi * 1.2 * fine)
    found = recording(fine, {"left.nipple.vacuum": vacuum, "left.suckling.sucks": 1.2 * fine})
    assert answer(found, "peak_vacuum") == pytest.approx(130.0, abs=0.5)
    assert answer(found, "baseline_vacuum") == pytest.approx(50.0, abs=0.5)
    assert answer(found, "mean_vacuum") == pytest.approx(90.0, abs=0.5)
    assert answer(found, "pump_rate") == pytest.approx(72.0, rel=0.02)


def test_what_she_notices():
    assert answer(FEED, "felt") == 1.0
    assert answer(FEED, "let_downs_felt", from_="140 s") == 0.0
    assert answer(FEED, "drip_visible") == 1.0
    assert answer(FEED, "drip_visible", to="100 s") == 0.0
    assert answer(FEED, "drip_gathered") == 0.0
    assert answer(FEED, "thirst") == 1.0
    assert np.isnan(answer(FEED, "thirst_oxytocin_correlation", instrument={"cv": 0.0}))
    assert answer(FEED, "thirst", at="150 s") == pytest.approx(0.5)


def test_how_likely_it_is_to_be_felt():
    assert answer(FEED, "chance_felt") == pytest.approx(0.7)
    assert answer(FEED, "chance_felt", to="200 s") == pytest.approx(0.4)
    assert answer(FEED, "chance_felt", from_="200 s") == pytest.approx(0.5), "0.6 had not felt one, half of them do later"
    assert answer(FEED, "first_felt") == pytest.approx(130.5, abs=0.5)
    assert np.isnan(answer(FEED, "first_felt", from_="140 s"))


def test_cramps_and_leaking_before_the_feed():
    assert answer(FEED, "cramps") == 0.5
    assert answer(FEED, "cramps", from_="200 s") == 0.0
    assert answer(FEED, "leaked_before") == 0.0
    early = times(-100.0, 400.0)
    leak = {
        "left.milk_removal.dripped": np.where(early > -50.0, 0.2, 0.0),
        "left.nipple.vacuum": np.where(early > 0.0, 80.0, 0.0),
    }
    assert answer(recording(early, leak), "leaked_before") == 1.0
    assert answer(recording(early, leak), "leaked_before", at_least="0.5 mL") == 0.0
