"""Where two runs part: of its own, or because something before it did, or because milk came back."""

from __future__ import annotations

import numpy as np
import pytest
from made_recordings import recording, times

from letdown.comparison.parting import clear_parts, partings
from letdown.comparison.stages import ORDER, SIDES, SIGNALS, STORED, TITLES
from letdown.recording import Recording

TIME = times(-10.0, 50.0)
SAME_MILK = {f"{side}.{STORED}": (100.0, 100.0) for side in SIDES}


def run(**given: float | tuple[float, float]) -> Recording:
    """Constant series of 1; a tuple is a value and the time from which it holds. ``stage__name`` stands for ``stage.name``."""
    series = {one.series: 1.0 for one in SIGNALS if STORED not in one.series}
    made = {}
    for name, value in given.items():
        number, since = value if isinstance(value, tuple) else (value, -np.inf)
        made[name.replace("__", ".")] = np.where(since <= TIME, number, 1.0)
    return recording(TIME, {**series, **made})


def own(first: Recording, second: Recording) -> set[str]:
    return set(partings(first, second, SAME_MILK))


def test_runs_that_are_the_same_do_not_part() -> None:
    assert own(run(), run()) == set()


def test_what_follows_does_not_part_of_its_own() -> None:
    changed = run(
        inhibition__pulse=(0.5, 0.0), posterior_pituitary__secretion=(0.5, 10.0), plasma_oxytocin__concentration=(0.7, 11.0)
    )
    assert own(run(), changed) == {"inhibition.pulse"}


def test_in_one_step_the_earlier_stage_is_the_cause() -> None:
    changed = run(inhibition__pulse=(0.5, 5.0), posterior_pituitary__secretion=(0.5, 5.0))
    assert own(run(), changed) == {"inhibition.pulse"}


def test_milk_that_comes_back_on_the_infant_is_no_cause_there() -> None:
    changed = run(
        left__milk_ducts__alveolar_pressure=(1.4, 5.0), left__milk_ducts__flow=(1.2, 5.0), left__nipple__rate=(0.8, 5.5)
    )
    assert own(run(), changed) == {"left.milk_ducts.alveolar_pressure"}
    at_once = run(left__milk_ducts__flow=(1.2, 5.0), left__nipple__vacuum=(0.8, 5.0))
    assert own(run(), at_once) == {"left.nipple.vacuum"}


def test_two_causes_are_both_found() -> None:
    changed = run(conditioned_cues__drive=(2.0, -5.0), inhibition__terminal=(0.4, 3.0), oxytocin_neurons__priming=(2.0, -5.0))
    assert own(run(), changed) == {"conditioned_cues.drive", "inhibition.terminal"}


def test_other_milk_at_the_start_is_a_cause_of_its_own_breast_alone() -> None:
    stored = {**SAME_MILK, f"left.{STORED}": (100.0, 150.0)}
    changed = run(left__milk_ducts__alveolar_pressure=1.3)
    assert set(partings(run(), changed, stored)) == {f"left.{STORED}"}


def test_the_size_is_read_while_nothing_before_it_differs() -> None:
    changed = run(oxytocin_neurons__firing_rate=(9.0, 20.0), posterior_pituitary__secretion=(2.0, 10.0))
    assert partings(run(), changed, SAME_MILK)["posterior_pituitary.secretion"] == pytest.approx((10.0, 10.0, 1.0, 2.0, 0.5))


@pytest.mark.parametrize(("factor", "women", "clear"), [(0.5, 20, True), (0.999, 20, False), (0.5, 1, False)])
def test_a_part_counts_if_it_is_large_and_frequent_enough(factor: float, women: int, clear: bool) -> None:
    parted = partings(run(), run(inhibition__pulse=factor), SAME_MILK)
    rows = [parted] * women + [{}] * (20 - women)
    assert [part.signal for part in clear_parts(rows)] == (["inhibition.pulse"] if clear else [])


def test_every_signal_is_of_a_stage_and_hangs_on_signals_that_come_before_or_back() -> None:
    known = {one.series: place for place, one in enumerate(SIGNALS)}
    assert {one.stage for one in SIGNALS} <= set(ORDER) == set(TITLES)
    for place, one in enumerate(SIGNALS):
        assert all(known[name] < place or name.startswith("right.") for name in one.after), one.series
        assert all(name in known for name in one.back), one.series
