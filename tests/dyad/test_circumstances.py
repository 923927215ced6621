"""What day, parity, feeding and the infant's maturity make of a mother."""

from __future__ import annotations

import pytest

from letdown.dyad import Mother
from letdown.dyad.circumstances import FEEDINGS, INFANTS, PARITIES
from letdown.errors import ParameterError

USUAL = Mother().today()


def test_a_usual_mother_on_the_reference_day_keeps_her_milk() -> None:
    day = Mother().parameters.milk_supply.reference_day
    today = Mother(day).today()
    assert list(today.left.milk_ducts) == pytest.approx(list(Mother().parameters.left.milk_ducts), rel=1e-4)
    assert list(today.posterior_pituitary) == pytest.approx(list(Mother().parameters.posterior_pituitary), rel=0.05)


def test_breasts_fill_over_the_first_days_and_alike_on_both_sides() -> None:
    milk = [Mother(day).today() for day in (0.5, 1.5, 2.5, 4.5, 30.0)]
    left = [par.left.milk_ducts.available_feed for par in milk]
    assert left == sorted(left) and left[0] < 10.0
    assert [par.right.milk_ducts.available_feed for par in milk] == left


def test_who_only_pumps_has_less_and_the_same_for_infant_and_pump() -> None:
    ducts = Mother(20.0, feeding="pump-dependent").today().left.milk_ducts
    assert ducts.available_feed == ducts.available_pump < 0.5 * USUAL.left.milk_ducts.available_pump


def test_partial_feeding_means_less_milk() -> None:
    assert Mother(feeding="partial").today().left.milk_ducts.available_feed < USUAL.left.milk_ducts.available_feed


def test_a_second_birth_releases_more_and_remembers_cues() -> None:
    first, second = (Mother(2.0, parity=parity).today() for parity in ("primiparous", "multiparous"))
    ratio = second.posterior_pituitary.pool_capacity / first.posterior_pituitary.pool_capacity
    assert ratio == pytest.approx(USUAL.posterior_pituitary.multiparous_gain)
    assert second.conditioned_cues.priming > first.conditioned_cues.priming
    late = [Mother(90.0, parity=parity).today().conditioned_cues.priming for parity in ("primiparous", "multiparous")]
    assert late[0] == pytest.approx(late[1], rel=1e-6)


def test_newborns_suck_slowly_and_swallow_little_and_premature_infants_weakly() -> None:
    """qureshi2002: 55 and 70 sucks a minute, 0.23 and 0.44 mL a swallow, on days 1 to 4 and at one month."""
    newborn, older = Mother(2.5).today(), Mother(30.0).today()
    assert newborn.suckling.nutritive_rate / older.suckling.nutritive_rate == pytest.approx(55.0 / 70.0, abs=0.06)
    assert newborn.milk_removal.swallow_volume / older.milk_removal.swallow_volume == pytest.approx(0.23 / 0.44, abs=0.12)
    vacuum = [Mother(infant=infant).today().suckling.peak_vacuum for infant in ("preterm", "late preterm", "term")]
    assert vacuum == sorted(vacuum) and vacuum[2] == USUAL.suckling.peak_vacuum


def test_more_is_released_at_rest_in_the_first_weeks_than_the_faster_clearance_takes() -> None:
    """uvnas1990: oxytocin at rest is higher on day 4 than at three to four months."""
    early, late = Mother(4.0).today(), Mother(105.0).today()
    release = early.posterior_pituitary.background_share / late.posterior_pituitary.background_share
    assert release > early.plasma_oxytocin.clearance / late.plasma_oxytocin.clearance > 1.0


def test_the_reflex_matures_within_two_weeks() -> None:
    days = [Mother(day).today() for day in (0.0, 2.0, 5.0, 14.0, 60.0)]
    for mature in (
        [par.nipple_afferents.priming for par in days],
        [par.release_reliability.reliability for par in days],
        [par.left.milk_ducts.maximal_pressure for par in days],
        [par.conditioned_cues.priming for par in days],
    ):
        assert mature == sorted(mature) and mature[0] < mature[3] and mature[3] > 0.95 * mature[4]


def test_a_newborn_sucks_with_less_vacuum_and_colostrum_flows_harder() -> None:
    first, later = Mother(0.5).today(), Mother(14.0).today()
    assert first.suckling.peak_vacuum < 0.7 * USUAL.suckling.peak_vacuum < later.suckling.peak_vacuum
    thick = Mother().parameters.milk_supply.colostrum_thickness
    for name in ("alveolar_resistance", "nipple_resistance"):
        ratio = getattr(first.left.milk_ducts, name) / getattr(later.left.milk_ducts, name)
        assert 0.9 * thick < ratio < thick


@pytest.mark.parametrize(("what", "known"), [("parity", PARITIES), ("feeding", FEEDINGS), ("infant", INFANTS)])
def test_unknown_circumstances_are_answered_with_the_known(what: str, known: tuple[str, ...]) -> None:
    for one in known:
        Mother(**{what: one})
    with pytest.raises(ParameterError, match=known[1]):
        Mother(**{what: known[1] + "x"})
