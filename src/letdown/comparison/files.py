"""Two scenario files as arms on the same women."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letdown.comparison.arms import Arm

if TYPE_CHECKING:
    from letdown.scenarios import Scenario


def arm_of(scenario: Scenario, women: int | None, seed: int) -> Arm:
    """A scenario as an arm: of so many ``women`` drawn by ``seed`` about its mother's numbers, or of its own mother.

    Women differ in the same draws whatever the scenario says of them, so that woman 7 of two scenarios is one and the same.
    The scenario's own seed, engine and step are not looked at.
    """
    from letdown.populations import Conditions, Population

    mother = scenario.mother()
    conditions = Conditions(mother.days_postpartum, mother.parity, mother.feeding, mother.infant)
    drawn = mother if women is None else Population(women, seed, conditions, mother.parameters)
    return Arm(scenario.session(), drawn, scenario.clamp, scenario.tables.title or scenario.name)
