"""Fat follows how far the breast is emptied (daly1993fat), and no clock."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from letdown.lactation.milk_composition import Parameters, fat

PAR = Parameters()
UNSCALED = PAR._replace(fat_scale=1.0)


@pytest.mark.parametrize(("emptied", "grams_per_litre"), [(0.0, 21.6), (0.5, 44.0), (0.67, 59.7), (1.0, 102.0)])
def test_daly_1993_fat_at_each_degree_of_emptying(emptied: float, grams_per_litre: float) -> None:
    assert fat(200.0 * (1.0 - emptied), 200.0, UNSCALED) == pytest.approx(grams_per_litre, abs=0.1)


@pytest.mark.parametrize(("begin", "end", "grams_per_litre"), [(0.0, 0.67, 35.4), (0.25, 0.75, 45.5)])
def test_daly_1993_mean_fat_of_a_feed(begin: float, end: float, grams_per_litre: float) -> None:
    emptied = np.linspace(begin, end, 2001)
    feed = [fat(200.0 * (1.0 - degree), 200.0, UNSCALED) for degree in emptied]
    assert np.trapezoid(feed, emptied) / (end - begin) == pytest.approx(grams_per_litre, abs=0.1)


def test_hindmilk_is_fatter_than_foremilk() -> None:
    course = [fat(milk, 200.0, PAR) for milk in (200.0, 150.0, 100.0, 50.0, 0.0)]
    assert course == sorted(course) and course[-1] > 3.0 * course[0]


def test_her_own_scale_holds_for_all_her_milk() -> None:
    assert fat(80.0, 200.0, PAR) == pytest.approx(PAR.fat_scale * fat(80.0, 200.0, UNSCALED))


@given(st.floats(0.0, 1000.0), st.floats(40.0, 1200.0))
def test_an_overfull_breast_gives_the_milk_of_a_full_one(milk: float, capacity: float) -> None:
    found = fat(milk, capacity, PAR)
    assert fat(capacity, capacity, PAR) <= found <= fat(0.0, capacity, PAR)
    if milk >= capacity:
        assert found == fat(capacity, capacity, PAR)
