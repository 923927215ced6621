"""Milk of a day over the days since birth."""

from __future__ import annotations

import pytest

from letdown.lactation.milk_supply import (
    Parameters,
    daily_milk,
    pumped_daily_milk,
    pumped_share,
    share_of_established,
)

PAR = Parameters()


@pytest.mark.parametrize(
    ("day", "low", "high"),
    # 98 g/kg on the third day (casey1986), 498 (SD 129) g on the fifth, 624 and 735 mL after 1 and 3 months (rios2023)
    [(0.5, 5.0, 60.0), (2.5, 250.0, 450.0), (4.5, 430.0, 640.0), (30.0, 560.0, 700.0), (90.0, 650.0, 800.0)],
)
def test_daily_milk_rises_as_published(day: float, low: float, high: float) -> None:
    assert low < daily_milk(day, PAR) < high


def test_daily_milk_never_falls_in_the_first_six_months() -> None:
    milk = [daily_milk(0.5 * k, PAR) for k in range(360)]
    assert milk == sorted(milk)


def test_the_reference_day_is_the_measure() -> None:
    assert share_of_established(PAR.reference_day, PAR) == 1.0


@pytest.mark.parametrize(("day", "low", "high"), [(6.0, 250.0, 450.0), (8.0, 400.0, 600.0), (14.0, 493.0, 750.0)])
def test_pumping_mothers_of_premature_infants_activate_later(day: float, low: float, high: float) -> None:
    """peking2020: 350, 500 and 750 g on days 6, 8 and 14; hopkinson1988: 493 mL at two weeks."""
    assert low < pumped_daily_milk(day, PAR) < high


def test_a_pumping_takes_its_share_of_the_day() -> None:
    """A day's milk in eight pumpings that each take the usual share of two full breasts: as full as on the reference day."""
    taken = PAR.pump_dependent_removal * 2.0 * PAR.reference_available
    par = PAR._replace(pump_dependent_plateau=8.0 * taken, pump_sessions=8.0)
    assert pumped_share(1000.0, par) == pytest.approx(1.0)
