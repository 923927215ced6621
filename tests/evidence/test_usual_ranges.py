"""What is called usual is published, wide, and never a verdict."""

import pytest

from letdown.errors import ParameterError
from letdown.evidence.bibliography import references
from letdown.evidence.usual_ranges import usual_range, usual_ranges


def test_every_range_has_a_source_and_a_note():
    for name, one in usual_ranges().items():
        assert one.source in references(), name
        assert one.note, name
        assert one.low < one.high, name
        assert one.basis in ("mean +/- 1.65 SD", "published range", "assumed width"), name
        if one.mean is not None:
            assert one.mean in one, name


def test_ranges_from_a_mean_and_an_sd_are_that_mean_and_that_sd():
    for name, one in usual_ranges().items():
        if one.basis != "mean +/- 1.65 SD":
            continue
        assert one.mean is not None and one.sd is not None
        counted = name.endswith("milk_ejections")
        low = max(1.0, one.mean - 1.65 * one.sd) if counted else one.mean - 1.65 * one.sd
        within = 0.5 if counted else 0.02 * one.mean
        assert one.low == pytest.approx(low, abs=within), name
        assert one.high == pytest.approx(one.mean + 1.65 * one.sd, abs=within), name


def test_a_first_let_down_under_three_minutes_on_a_pump_is_never_called_slow():
    assert usual_range("pump.first_milk_ejection").high >= 180.0


def test_an_ordinary_feed_is_usual_and_prints_plainly():
    milk = usual_range("breastfeed.milk_one_breast")
    assert 74.0 in milk
    assert 10.0 not in milk
    assert str(milk) == "28 to 115 mL"
    assert str(usual_range("breastfeed.milk_ejections")) == "1 to 5"


def test_an_unknown_range_is_answered_with_the_nearest():
    with pytest.raises(ParameterError, match=r"breastfeed\.duration"):
        usual_range("breastfeed.durations")
