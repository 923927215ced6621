"""A measure of an experiment is checked when it is read, and every mistake is named with what would do."""

import pickle

import pytest

from letdown.errors import InputError
from letdown.observables import OBSERVABLES, request, vocabulary_table
from letdown.quantity import to_unit


@pytest.mark.parametrize(
    "table, said",
    [
        ({}, "says no observable"),
        ({"observable": "oxytocin_pulse"}, "oxytocin_pulses"),
        ({"observable": "oxytocin_pulses", "evry": "2 min"}, "every"),
        ({"observable": "oxytocin_pulses", "every": "2 mL"}, "every"),
        ({"observable": "oxytocin_pulses", "every": True}, "every"),
        ({"observable": "oxytocin_pulses", "every": "0 s"}, "too small"),
        ({"observable": "oxytocin_pulses", "times": "2 min"}, "give a list"),
        ({"observable": "oxytocin_pulses", "times": ["2 min", "1 min"]}, "later than the one before"),
        ({"observable": "oxytocin_pulses", "instrument": {"kind": "milk_balance"}}, "oxytocin_assay"),
        ({"observable": "oxytocin_pulses", "instrument": {"kind": "oxytocin_assay", "cvv": 0.1}}, "cv"),
        ({"observable": "oxytocin_pulses", "instrument": {"kind": "oxytocin_assay", "cv": 0.9}}, "outside its range"),
        ({"observable": "oxytocin_pulses", "instrument": 3}, "give a table"),
        ({"observable": "sucks", "instrument": {"kind": "milk_balance"}}, "takes no instrument"),
        ({"observable": "milk_removed", "side": "lefft"}, "left"),
        ({"observable": "cumulative_fraction"}, "at must be given"),
        ({"observable": "milk_ejections", "by": "flow", "instrument": {"kind": "duct_ultrasound"}}, "milk_balance"),
    ],
)
def test_a_mistake_names_its_place_and_what_would_do(table, said):
    with pytest.raises(InputError) as caught:
        request(table, "measure.pulses")
    assert "measure.pulses" in str(caught.value)
    assert said in str(caught.value)


def test_arguments_are_turned_into_the_observables_units():
    asked = request({"observable": "oxytocin_pulses", "every": "2 min", "from": "-1 min", "to": 1200})
    assert asked.number("every") == 120.0
    assert asked.number("from") == -60.0
    assert asked.number("to") == 1200.0


def test_settings_have_short_names_and_units():
    table = {"kind": "oxytocin_assay", "cv": "10 percent", "window": "20 s", "detection_limit": "0.5 uU/mL", "interval": "30 s"}
    settings = request({"observable": "oxytocin_peak", "instrument": table}).settings
    assert settings is not None
    assert settings.coefficient_of_variation == pytest.approx(0.1)
    assert settings.integration_window == 20.0
    assert settings.detection_limit == pytest.approx(0.875)
    assert settings.sampling_interval == 30.0


@pytest.mark.parametrize(
    "table, instrument, by",
    [
        ({}, "duct_ultrasound", "duct_width"),
        ({"by": "flow"}, "milk_balance", "flow"),
        ({"instrument": "pressure_transducer"}, "pressure_transducer", "pressure"),
        ({"by": "flow", "instrument": {"noise": "0 g"}}, "milk_balance", "flow"),
    ],
)
def test_what_shows_an_ejection_and_its_instrument_follow_from_one_another(table, instrument, by):
    asked = request({"observable": "milk_ejections", **table})
    assert (asked.instrument, asked.text("by")) == (instrument, by)


def test_equal_requests_are_one_whatever_their_place_and_can_be_sent_to_another_process():
    table = {"observable": "oxytocin_pulses", "every": "2 min"}
    one, other = request(table, "measure.a"), request({**table, "every": 120.0}, "measure.b")
    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one
    assert one.observable is OBSERVABLES["oxytocin_pulses"]


def test_the_vocabulary_tells_everything_of_every_observable():
    table = vocabulary_table()
    assert len(table) == len(OBSERVABLES) > 80
    for row, entry in zip(table, OBSERVABLES.values(), strict=True):
        assert row.meaning.endswith("."), row.name
        assert row.theme, row.name
        assert entry.scale in ("positive", "fraction", "signed"), row.name
        assert all(meaning and default for _, meaning, default in row.arguments), row
        assert to_unit("1 " + ("dimensionless" if row.unit == "1" else row.unit), row.unit, row.name) == pytest.approx(1.0)
        assert len({one.name for one in entry.arguments}) == len(entry.arguments), row.name
        for one in entry.arguments:
            assert one.default is None or one.unit or one.default in one.choices, (row.name, one.name)
