"""Let-down without touch, and touch without nerves."""

from __future__ import annotations

import numpy as np
import pytest
from whole_runs import CUT_NERVES, FEED, NO_CUES

import letdown.sessions as s
from letdown.dyad import Mother
from letdown.populations import population
from letdown.recording import Recording
from letdown.sessions import Session
from letdown.simulation import simulate_women

WOMEN = population(60, seed=9)
CRY = s.cue("cry", at="-10 min", minutes=10)


def course(recording: Recording) -> dict[str, float]:
    bursts, ejections = recording["oxytocin_neurons.burst_times"], recording["milk_ejections.onsets"]
    oxytocin = recording["plasma_oxytocin.concentration"]
    before = recording.time < 0.0
    early = bursts[bursts < 0.0]
    return {
        "released before": early.size,
        "lead": -early[0] / 60.0 if early.size else np.nan,
        "released after": np.count_nonzero(bursts > 0.0),
        "rise before": oxytocin[before].max() / oxytocin[0],
        "ejections": np.count_nonzero(ejections > 0.0),
        "ejections before": np.count_nonzero(ejections < 0.0),
        "dripped before": max(recording[f"{side}.milk_removal.dripped"][before][-1] for side in ("left", "right")),
        "milk": recording["left.milk_removal.removed"][-1],
    }


def fed(women: list[Mother], session: Session = FEED) -> dict[str, np.ndarray]:
    return simulate_women(women, session, course)


def test_mcneilly1983_a_crying_baby_raises_oxytocin_before_it_touches_the_breast() -> None:
    """10 of 10 women (0.69 and more by the binomial), 3 to 10 min before suckling, and again when the baby sucks."""
    found = fed(WOMEN, FEED.with_(CRY))
    released = found["released before"] > 0
    assert released.mean() >= 0.69
    assert np.all(found["rise before"][released] > 1.5)
    assert 3.0 < np.median(found["lead"][released]) < 10.0
    assert np.mean(found["released after"] > 0) > 0.95


def test_a_calm_preparation_seldom_releases_by_itself() -> None:
    assert np.mean(fed(WOMEN)["released before"] > 0) < 0.3


def test_milk_may_leak_at_a_cry() -> None:
    leaked = fed(WOMEN, FEED.with_(CRY))["dripped before"] > 0.05
    assert leaked.any() and not np.all(leaked)


def test_cues_that_mean_nothing_do_nothing() -> None:
    women = [mother.with_parameters(NO_CUES) for mother in WOMEN]
    assert not fed(women, FEED.with_(CRY))["released before"].any()


def test_cues_bring_the_first_milk_ejection_forward() -> None:
    def first(women: list[Mother]) -> float:
        found = simulate_women(
            women, FEED, lambda r: {"t": next(iter(r["milk_ejections.onsets"][r["milk_ejections.onsets"] > 0]), np.nan)}
        )
        return float(np.nanmedian(found["t"]))

    assert first(WOMEN) < first([mother.with_parameters(NO_CUES) for mother in WOMEN]) - 20.0


def test_sci2005_tetraplegic_women_feed_by_imagery() -> None:
    """With all nerves of the nipples cut, thinking of the baby ejects milk in some women; two of three needed such help."""
    women = [mother.with_parameters(CUT_NERVES) for mother in WOMEN]
    alone, with_help = (
        fed(women),
        fed(women, FEED.with_(s.cue("thought", at="-10 min", minutes=25), s.cue("photo", at="-10 min", minutes=25))),
    )
    intact = fed(WOMEN)
    assert np.mean(alone["milk"] < 0.1 * intact["milk"]) > 0.3  # in the others the sight and smell of the baby eject some
    assert 0.2 < np.mean(with_help["ejections"] + with_help["ejections before"] > 0) < 1.0
    assert with_help["milk"].mean() > 2.0 * alone["milk"].mean()


def test_one_cut_nerve_silences_its_own_nipple_only() -> None:
    women = [mother.with_parameters({"nipple_afferents.left_gain": 0.0, **NO_CUES}) for mother in WOMEN[:30]]
    cut, intact = (fed(women, Session(s.breastfeed(side, minutes=15)))["ejections"] for side in ("left", "right"))
    assert not cut.any() and np.mean(intact > 0) > 0.9


def test_fewer_nerve_fibres_mean_fewer_ejections() -> None:
    pumping = Session(s.pump("left", minutes=15))

    def ejections(gain: float) -> float:
        women = [mother.with_parameters({"nipple_afferents.left_gain": gain, **NO_CUES}) for mother in WOMEN]
        return float(fed(women, pumping)["ejections"].mean())

    counts = [ejections(gain) for gain in (1.0, 0.7, 0.4, 0.1)]
    assert counts == sorted(counts, reverse=True) and counts[-1] < 0.2 * counts[0]


@pytest.mark.parametrize("engine", ["bursts", "spiking"])
def test_both_engines_hear_a_cry(engine: str) -> None:
    found = simulate_women(
        WOMEN[:12],
        Session(s.cue("cry", at=0, minutes=15)),
        lambda r: {"bursts": r["posterior_pituitary.bursts"][-1]},
        engine=engine,
    )
    assert np.mean(found["bursts"] > 0) > 0.7
