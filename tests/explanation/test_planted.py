"""Cases with a planted cause: it is found again, what is said of it is as sure as it should be, and the first helper helps.

Own cases are made by the very model and tables that explain them: they measure self-consistency and no more. The others are
made by women who differ more and in other ways, whose answers are skipped, turned round and moved, by the full network, with two
causes at once, and with causes that stand in no table. What is reached is in docs/cases.md.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from planted_cases import SETTINGS, Planted, World, chosen, planted, tables_of

from letdown.causes import with_causes
from letdown.dyad import Mother, parameter_fields, parameter_value
from letdown.explanation.cases import read_case
from letdown.explanation.ensembles import ensemble_of
from letdown.explanation.explaining import goal_of
from letdown.explanation.goals import gain_of
from letdown.explanation.helping import candidates, drawn_from, gains, ranked, use
from letdown.explanation.hypotheses import NOTHING, hypotheses
from letdown.explanation.inference import Posterior, posterior_of
from letdown.explanation.seen import Seen, seen
from letdown.explanation.situation import both_breasts, situation_of
from letdown.populations import Conditions, Population
from letdown.simulation import simulate

WOMEN = 48
OTHER = World(seed=9_000, wider=1.3, skipped=0.15, contradicted=0.1, moved=0.5)
Found = list[tuple[Planted, Posterior]]


@cache
def explained(cases: int, world: World, evenly: bool = True, causes: int = 1, nothing: float = 0.0) -> Found:
    """So many cases with so many causes each, drawn evenly or by the priors, a share of them with nothing planted."""
    rng = np.random.default_rng(world.seed)
    truths: list[tuple[int, tuple[str, ...]]] = []
    for number in range(cases):
        place, found = number % len(SETTINGS), list[str]()
        while rng.random() >= nothing and len(found) < causes:
            found += [one for one in [chosen(SETTINGS[place], rng, evenly)] if one not in found]
        truths.append((place, tuple(found)))
    told = planted(truths, world)
    return [(case, judged(case)) for case in told]


def judged(case: Planted) -> Posterior:
    situation = situation_of(read_case(case.tables), 0)
    return posterior_of(situation, ensemble_of(situation, WOMEN, 0))


def among_first(found: Found, groups: int = 3) -> float:
    """The share of planted causes whose declared group is among the first few."""
    hits: list[float] = []
    for case, posterior in found:
        shares = posterior.groups()
        first = sorted((name for name in shares if name != NOTHING), key=lambda name: -shares[name])[:groups]
        hits += [float(np.mean([hypotheses()[cause].group in first for cause in case.causes]))] if case.causes else []
    return float(np.mean(hits))


def blamed(found: Found) -> float:
    """The share of cases in which some group is said to fit well."""
    return float(np.mean([any(p.fit(name) == "well" for name in p.groups() if name != NOTHING) for _, p in found]))


def off(found: Found) -> list[tuple[float, float, int]]:
    """The reliability curve: mean stated, share true, how many; in tenths that hold 40 statements or more."""
    stated, true = list[float](), list[bool]()
    for case, posterior in found:
        truth = hypotheses()[case.causes[0]].group if case.causes else NOTHING
        for name, share in posterior.groups().items():
            stated.append(share)
            true.append(name == truth)
    values, so = np.array(stated), np.array(true)
    curve: list[tuple[float, float, int]] = []
    for low in np.arange(0.0, 1.0, 0.1):
        within = (values >= low) & (values < low + 0.1)
        if within.sum() >= 40:
            curve.append((float(values[within].mean()), float(so[within].mean()), int(within.sum())))
    return curve


def test_a_planted_cause_is_mostly_among_the_first_three() -> None:
    assert among_first(explained(60, World(seed=100))) >= 0.8  # so few cases: 0.85 within their error


@pytest.mark.slow
def test_planted_causes_are_found_again_in_500_cases() -> None:
    assert among_first(explained(500, World(seed=5_000))) >= 0.85


@pytest.mark.slow
def test_what_is_stated_is_as_sure_as_it_should_be() -> None:
    for world in (World(seed=6_000), OTHER):
        for stated, so, _ in off(explained(4000, world, evenly=False, nothing=0.28)):
            assert abs(stated - so) <= 0.1, (world, stated, so)


@pytest.mark.slow
def test_where_nothing_is_planted_a_cause_is_seldom_blamed() -> None:
    assert blamed(explained(500, World(seed=7_000), nothing=1.0)) <= 0.10


@pytest.mark.slow
@pytest.mark.parametrize("causes", [1, 2])
def test_cases_of_another_generator_lose_at_most_15_points(causes: int) -> None:
    own = among_first(explained(500, World(seed=5_000)))
    assert among_first(explained(500, OTHER, causes=causes)) >= own - 0.15


@pytest.mark.slow
def test_cases_of_the_full_network_lose_at_most_15_points() -> None:
    network = World(seed=5_000, engine="spiking", averaged=False)
    assert among_first(explained(48, network)) >= among_first(explained(500, World(seed=5_000))) - 0.15


@pytest.mark.slow
def test_a_cause_outside_the_table_is_seldom_put_down_to_one_within() -> None:
    """The gland needs five times the oxytocin, or clears it twice as fast: neither is a cause of the table."""
    found: Found = []
    for number, (case, _) in enumerate(explained(200, World(seed=7_500), nothing=1.0)):
        path, factor = (("myoepithelium.half_effective_rise", 5.0), ("plasma_oxytocin.clearance", 2.0))[number % 2]
        mother = strange(case, path, factor)
        again = retold(case, mother, number)
        found.append((again, judged(again)))
    assert blamed(found) <= 0.25


def strange(case: Planted, path: str, factor: float) -> Mother:
    known = parameter_fields()[path]
    value = factor * parameter_value(case.mother.parameters, path)
    return case.mother.with_parameters({path: min(max(value, known.low), known.high)})


def retold(case: Planted, mother: Mother, number: int) -> Planted:
    run = seen(simulate(mother, case.session, case.seed, "bursts", averaged=True))
    plain = {"circumstances": case.tables["circumstances"], "session": bare(case)}
    changed = replace(case, tables=plain, mother=mother)
    return replace(changed, tables=tables_of(changed, run, World(seed=7_500), np.random.default_rng(number)))


def bare(case: Planted) -> dict[str, object]:
    return {key: value for key, value in case.tables["session"].items() if key in ("do", "double")}


@pytest.mark.slow
def test_the_first_helper_reaches_four_fifths_of_what_the_best_one_would() -> None:
    reached, possible = dict[str, float](), dict[str, float]()
    for case, posterior in explained(500, World(seed=5_000))[:72]:
        first, true = helped(case, posterior)
        best = max(true.values(), default=0.0)
        goal = first[1]
        scale = {"sooner": 60.0, "comfort": 0.2}.get(goal, 0.3)  # so that wishes of several units weigh alike
        reached[goal] = reached.get(goal, 0.0) + true.get(first[0], 0.0) / scale
        possible[goal] = possible.get(goal, 0.0) + max(best, 0.0) / scale
    assert sum(reached.values()) >= 0.8 * sum(possible.values()), (reached, possible)


def helped(case: Planted, posterior: Posterior) -> tuple[tuple[str, str], dict[str, float]]:
    """The helper that comes first, with the wish; and what each would change for this very woman, over three feeds."""
    told = read_case(case.tables)
    situation = situation_of(told, 0)
    ensemble = ensemble_of(situation, WOMEN, 0)
    goal = goal_of(told, situation)
    verdicts = candidates(situation, goal)
    found = gains(ensemble, drawn_from(posterior, ensemble, 24), list(verdicts), goal, 0)
    order = ranked(situation, posterior, found, verdicts, goal)
    about = case.mother
    setting = both_breasts(situation.setting)
    conditions = Conditions(about.days_postpartum, "mixed", about.feeding, about.infant)
    plain = Population(about.woman, about.network, conditions)[about.woman - 1]
    given = dict(zip(case.causes, case.degrees, strict=True))

    def runs(helpers: dict[str, object]) -> list[Seen]:
        mother, session = with_causes(plain, setting.session, given, helpers)
        return [seen(simulate(mother, session, seed, "bursts", averaged=True)) for seed in (1, 2, 3)]

    before = runs({})
    longest = max(entry.end for entry in setting.session.entries) / 60.0
    true = {name: gain_of(before, runs({name: use(name)}), goal, longest).value for name in verdicts}
    return (order[0].helper.id if order else "", goal), true
