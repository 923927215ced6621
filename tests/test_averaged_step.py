"""The cycle-averaged step of half a second gives what suck by suck gives, within 2 %.

Compared are means over women, each with the same seed on both grids: bursts then come from the same random budgets, but an
infant's appetite hears of milk a little earlier or later, so single women part ways after a while.
"""

from __future__ import annotations

import numpy as np
import pytest
from whole_runs import FEED, PUMPING

import letdown.sessions as s
from letdown.populations import population
from letdown.recording import Recording
from letdown.sessions import Session
from letdown.simulation import simulate_women

MIXED = Session(
    s.breastfeed("left", minutes=8),
    s.hand_expression("right", minutes=4, at="9 min"),
    s.pump("both", minutes=8, at="14 min", rate=48),
    s.disturbance("stress", 0.5, at="-5 min"),
    s.oxytocin("nose", "2 U", at="10 min"),
)


def gist(recording: Recording) -> dict[str, float]:
    step = float(recording.attributes["step"])
    after = recording.time > 0.0
    oxytocin = recording["plasma_oxytocin.concentration"]
    return {
        "milk": recording["left.milk_removal.removed"][-1] + recording["right.milk_removal.removed"][-1],
        "ejections": recording["myoepithelium.ejections"][-1],
        "bursts": recording["posterior_pituitary.bursts"][-1],
        "oxytocin": oxytocin[after].sum() * step,
        "contraction": recording["myoepithelium.activation"].sum() * step,
        "fat": (recording["left.milk_removal.fat"] * recording["left.milk_ducts.flow"]).sum() * step,
    }


def compared(session: Session, engine: str, women: int) -> dict[str, tuple[float, float, float]]:
    """Mean of the averaged run, of the fine run, and the standard error of their difference."""
    mothers = population(women, seed=21)
    fine, averaged = (simulate_women(mothers, session, gist, 3, engine, averaged=averaged) for averaged in (False, True))
    return {
        name: (float(averaged[name].mean()), float(fine[name].mean()), float((averaged[name] - fine[name]).std() / women**0.5))
        for name in fine
    }


SESSIONS = pytest.mark.parametrize("session", [FEED, PUMPING, MIXED], ids=["feed", "pumping", "mixed"])


@SESSIONS
def test_averaged_equals_fine_within_two_per_cent(session: Session) -> None:
    for name, (averaged, fine, error) in compared(session, "bursts", 80).items():
        assert abs(averaged - fine) < 0.02 * fine + 3.5 * error, f"{name}: {averaged:g}, not {fine:g}"
        assert error < 0.05 * fine, f"{name}: too few women to tell"


@pytest.mark.slow
@SESSIONS
def test_averaged_equals_fine_within_two_per_cent_in_many_women(session: Session) -> None:
    for name, (averaged, fine, _) in compared(session, "bursts", 600).items():
        assert averaged == pytest.approx(fine, rel=0.02), name


@pytest.mark.slow
@pytest.mark.parametrize("session", [FEED, PUMPING], ids=["feed", "pumping"])
def test_averaged_equals_fine_with_the_spiking_network(session: Session) -> None:
    for name, (averaged, fine, error) in compared(session, "spiking", 60).items():
        assert abs(averaged - fine) < 0.02 * fine + 3.5 * error, f"{name}: {averaged:g}, not {fine:g}"


def test_with_the_same_contraction_the_milk_is_the_same_for_every_woman() -> None:
    """Nothing but the mechanics differs here: contraction is held, and the pump takes no notice of the milk."""
    women = population(40, seed=21)
    session = Session(s.pump("left", minutes=5, pattern="expression"))
    fine, averaged = (
        simulate_women(women, session, gist, averaged=averaged, clamp={"myoepithelium.activation": 0.5})["milk"]
        for averaged in (False, True)
    )
    assert averaged == pytest.approx(fine, rel=0.02)
    assert np.mean(averaged) == pytest.approx(np.mean(fine), rel=0.01)
