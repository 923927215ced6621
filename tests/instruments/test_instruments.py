"""What holds for every instrument: without error it tells the truth, with error the truth on average."""

import inspect
from functools import partial

import numpy as np
import pytest

from letdown.errors import InputError, ParameterError
from letdown.evidence.bibliography import references
from letdown.instruments import duct_ultrasound, milk_balance, oxytocin_assay, pressure_transducer
from letdown.instruments import test_weighing as weighing
from letdown.quantity import ASSUMED, fields

INSTRUMENTS = [oxytocin_assay, duct_ultrasound, milk_balance, weighing, pressure_transducer]
PERFECT = {
    oxytocin_assay: oxytocin_assay.Settings(integration_window=0.0, coefficient_of_variation=0.0, detection_limit=0.0),
    duct_ultrasound: duct_ultrasound.Settings(width_noise=0.0),
    milk_balance: milk_balance.Settings(mass_noise=0.0, milk_density=1.0),
    weighing: weighing.Settings(weighing_error=0.0, milk_density=1.0),
    pressure_transducer: pressure_transducer.Settings(pressure_noise=0.0),
}
every_instrument = pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.__name__.rsplit(".", 1)[-1])

time = np.arange(-60.0, 600.01, 0.5)
trace = 20.0 + 0.02 * (time + 60.0) + 5.0 * np.sin(time / 90.0)


def _truth(instrument, at):
    values = np.interp(at, time, trace)
    return values - values[0] if instrument is weighing else values


@every_instrument
def test_every_setting_is_declared_with_a_source(instrument):
    for field in fields(instrument.Settings):
        assert field.source in references() or (field.source == ASSUMED and field.note), field
        assert field.low <= field.default <= field.high, field


@every_instrument
def test_a_perfect_instrument_tells_the_truth(instrument):
    seen = instrument.measure(time, trace, PERFECT[instrument], seed=3)
    assert seen.values == pytest.approx(_truth(instrument, seen.time), rel=1e-12)


@every_instrument
def test_the_mean_of_many_readings_is_the_truth(instrument):
    density = getattr(instrument.Settings(), "milk_density", 1.0)
    many = [instrument.measure(time, trace, seed=seed) for seed in range(500)]
    values = np.array([one.values for one in many])
    spread = values.std(axis=0, ddof=1)
    truth = density * _truth(instrument, many[0].time)
    assert (np.abs(values.mean(axis=0) - truth) <= 4.5 * spread / np.sqrt(500) + 0.01).all()
    assert spread[-1] > 0.0


@every_instrument
def test_the_same_seed_sees_the_same_and_another_woman_or_breast_another(instrument):
    measure = partial(instrument.measure, time, trace)
    first = measure(seed=5).values
    assert (measure(seed=5).values == first).all()
    for other in (measure(seed=6), measure(seed=5, woman=1), measure(seed=5, probe=1)):
        assert (other.values != first).any()


def test_two_instruments_never_share_their_noise():
    width = (
        duct_ultrasound.measure(time, trace, duct_ultrasound.Settings(frame_interval=1.0, width_noise=1.0)).values - trace[::2]
    )
    pressure = pressure_transducer.measure(time, trace, pressure_transducer.Settings(1.0, 1.0)).values - trace[::2]
    assert abs(np.corrcoef(width, pressure)[0, 1]) < 0.15


@every_instrument
def test_a_recording_of_before_the_feed_is_sampled_on_the_same_clock(instrument):
    seen = instrument.measure(time, trace)
    assert seen.time[0] >= -60.0
    assert seen.time[-1] <= 600.0
    if instrument is not weighing:
        assert 0.0 in seen.time


@every_instrument
@pytest.mark.parametrize(
    ("bad_time", "bad_trace"),
    [
        (time[::-1], trace),
        (np.repeat(time, 2)[: len(time)], trace),
        (time, np.where(time == 0.0, np.nan, trace)),
        (np.where(time == 0.0, np.inf, time), trace),
        (time[:-1], trace),
        (time[:1], trace[:1]),
        (time.reshape(1, -1), trace.reshape(1, -1)),
    ],
    ids=["backwards", "repeated", "nan", "infinite time", "lengths differ", "one sample", "two dimensions"],
)
def test_a_trace_that_cannot_be_read_is_refused(instrument, bad_time, bad_trace):
    with pytest.raises(InputError):
        instrument.measure(bad_time, bad_trace)


@every_instrument
def test_a_setting_out_of_its_range_is_refused_by_name(instrument):
    field = fields(instrument.Settings)[0]
    with pytest.raises(ParameterError, match=field.name):
        instrument.measure(time, trace, instrument.Settings()._replace(**{field.name: field.high * 2 + 1}))


@every_instrument
def test_an_instrument_does_not_know_the_model(instrument):
    assert "letdown.reflex" not in inspect.getsource(instrument)
    assert "letdown.dyad" not in inspect.getsource(instrument)
