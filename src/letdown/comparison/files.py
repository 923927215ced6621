"""Two scenario files as arms on the same women."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letdown.comparison.arms import Arm

if TYPE_CHECKING:
    from letdown.scenarios import Scenario


def arm_of(scenario: Scenario, women: int | None, seed: int) -> Arm:
    """A scenario as an arm: of so many ``women`` drawn by ``seed`` about its mother's numbers, or of its own mother.

    Women differ in the same draws whatever the scenario says of them, so that woman 7 of two scenarios is one and the same.
    Causes and helpers act on each woman who is drawn. The scenario's own seed, engine and step are not looked at.
    """
    name = scenario.tables.title or scenario.name
    if women is None:
        return Arm(scenario.session(), scenario.mother(), scenario.clamp, name)
    from letdown.populations import Conditions, Population

    mother, session = scenario.uncaused
    conditions = Conditions(mother.days_postpartum, mother.parity, mother.feeding, mother.infant)
    drawn = Population(women, seed, conditions, mother.parameters)
    given = scenario.tables.causes, scenario.tables.helpers
    if not any(given):
        return Arm(session, drawn, scenario.clamp, name)
    from letdown.causes import Changed

    caused = Changed(drawn, session, *given)
    return Arm(caused.session_of, caused, scenario.clamp, name)
