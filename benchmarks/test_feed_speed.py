"""How long a feed takes with each engine and step, how that grows with its length, and how long starting takes.

Printed beside one another in one run; ratios hold better than seconds on a shared machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import pytest

import letdown as ld
from letdown.simulation import simulate

MOTHER = ld.Mother()


def feed(minutes: float) -> ld.Session:
    """A breastfeed that is not ended by appetite, so that it lasts."""
    return ld.Session(ld.breastfeed("left", minutes=minutes, appetite="1000 mL"))


@pytest.mark.parametrize(("engine", "averaged"), [("spiking", False), ("bursts", False), ("bursts", True)])
@pytest.mark.parametrize("minutes", [5, 15, 60])
def test_feed(benchmark, engine, averaged, minutes):
    session = feed(minutes)
    simulate(MOTHER, session, 0, engine, averaged=averaged)
    benchmark.group = f"{engine}, {'cycle-averaged' if averaged else '20 ms'}"
    recording = benchmark(simulate, MOTHER, session, 1, engine, averaged=averaged)
    assert recording["left.milk_removal.removed"][-1] > 0


def _once(statement: str) -> float:
    """Wall seconds of a fresh interpreter that runs ``statement``."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def test_start(benchmark):
    bare = min(_once("pass") for _ in range(3))
    imported = min(_once("import letdown") for _ in range(3))
    told = "from letdown.cli import main; main(['feed', '--engine', 'bursts', '--no-picture'])"
    _once(told)
    started = benchmark.pedantic(_once, args=(told,), rounds=3)
    print(f"\nan empty interpreter {bare:.2f} s; letdown imported {imported:.2f} s; a feed without picture {started:.2f} s")
    assert started > imported > 0


def test_two_sessions_in_two_threads(capsys):
    if (os.cpu_count() or 1) < 2:
        pytest.skip("two threads need two cores to be compared on")
    session = feed(15)
    simulate(MOTHER, session, 0, "spiking")

    def run() -> None:
        simulate(MOTHER, session, 1, "spiking")

    def timed(threads: int) -> float:
        workers = [threading.Thread(target=run) for _ in range(threads)]
        started = time.perf_counter()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return time.perf_counter() - started

    one, two = (min(timed(n) for _ in range(5)) for n in (1, 2))
    with capsys.disabled():
        print(f"\ntwo feeds in two threads take {two / one:.2f} times the time of one")
    assert one > 0
