"""A woman's milk ejections are her own: other feeds of hers resemble one another more than those of other women."""

from __future__ import annotations

import numpy as np
import pytest

from letdown import sessions as s
from letdown.populations import population
from letdown.recording import Recording
from letdown.sessions import Session
from letdown.simulation import simulate

FEEDS = 4


def train(recording: Recording) -> dict[str, float]:
    onsets = recording["milk_ejections.onsets"]
    during = onsets[onsets >= 0.0]
    return {"count": during.size, "first": float(during[0]) if during.size else np.nan}


def intraclass(feeds: np.ndarray) -> float:
    """The one-way intraclass correlation of ``feeds`` [women, feeds]: 1 where each woman repeats herself, 0 by chance."""
    feeds = feeds[np.isfinite(feeds).all(axis=1)]
    number = feeds.shape[1]
    between, within = number * feeds.mean(axis=1).var(ddof=1), feeds.var(axis=1, ddof=1).mean()
    return float((between - within) / (between + (number - 1) * within))


@pytest.mark.parametrize(
    "session", [Session(s.breastfeed("left", minutes=15)), Session(s.pump("both", minutes=15))], ids=["feed", "pumping"]
)
def test_number_and_time_of_milk_ejections_repeat_within_a_woman(session: Session) -> None:
    women = population(80, seed=5)
    tables = [simulate(women, session, seed, summary=train) for seed in range(FEEDS)]
    # The first one of a feed comes within a minute in nearly all women: chance moves it more than they differ.
    for name in ("count", "first") if session.entries[0].do == "pump" else ("count",):
        feeds = np.column_stack([table[name] for table in tables])
        own = intraclass(feeds)
        rng = np.random.default_rng(1)
        shuffled = [intraclass(np.column_stack([rng.permutation(column) for column in feeds.T])) for _ in range(200)]
        assert own > max(shuffled) and own > 0.3, (name, own, max(shuffled))
        assert own < 0.99 or name == "count", (name, own)  # and no two feeds are the same
