"""How many women a second go through a feed, on one thread and on two, and where the time of one woman goes.

Printed beside one another in one run; ratios hold better than seconds on a shared machine.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

import letdown as ld
from letdown.populations import population
from letdown.recording import Recording
from letdown.simulation import simulate

FEED = ld.Session(ld.breastfeed("left", minutes=15))
WOMEN = 1000


def milk(recording: Recording) -> dict[str, float]:
    """As little of a recording as can be asked for."""
    return {"milk": float(recording["left.milk_removal.removed"][-1])}


def timed(work: Callable[[], object]) -> float:
    """Wall seconds of ``work``."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@pytest.mark.parametrize(("averaged", "women"), [(True, WOMEN), (False, 60)], ids=["cycle-averaged", "20 ms"])
@pytest.mark.parametrize("summary", [None, milk], ids=["the report's numbers", "one number"])
def test_women_a_second_and_what_a_second_thread_gains(request, capsys, averaged, women, summary):
    if (os.cpu_count() or 1) < 2:
        pytest.skip("two threads need two cores to be compared on")
    simulate(population(2), FEED, averaged=averaged)

    def run(seed: int, threads: int) -> float:
        drawn = population(women, seed=10 * seed + threads)  # other women each time: none is remembered from the last
        return timed(lambda: simulate(drawn, FEED, averaged=averaged, summary=summary, threads=threads))

    runs = [(run(seed, 1), run(seed, 2)) for seed in range(3)]
    one, two = (min(times) for times in zip(*runs, strict=True))
    with capsys.disabled():
        print(
            f"\n{request.node.callspec.id}: {women / one:.0f} women a second on one thread, {women / two:.0f} on two "
            f"({one / two:.2f} times); {WOMEN} women take {WOMEN / women * two:.1f} s on two"
        )
    assert two > 0.0


def test_where_the_time_of_one_woman_goes(benchmark, capsys):
    women = list(population(100, seed=3))
    simulate(women[:1], FEED)
    drawing = timed(lambda: list(population(100, seed=4))) / 100
    running = timed(lambda: [simulate(one, FEED, 1, "bursts", averaged=True) for one in women]) / 100
    told = timed(lambda: simulate(women, FEED, threads=1)) / 100
    with capsys.disabled():
        print(f"\none woman: drawn in {1e3 * drawing:.2f} ms, run in {1e3 * running:.2f} ms, run and told in {1e3 * told:.2f} ms")
    benchmark(simulate, women[0], FEED, 1, "bursts", averaged=True)
