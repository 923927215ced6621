"""Random numbers that hang on their key alone, the same everywhere."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from letdown import random_streams
from letdown.kernel import compiled
from letdown.random_streams import random_words, standard_normal, uniform

DRAWS = 4000


def test_salmon2011_known_answers_of_philox() -> None:
    """Counter and key of nothing, of all ones, and of the digits of pi: the reference answers of Philox 4x32-10."""
    nothing = random_words(0, 0, 0, 0)
    assert [f"{word:08x}" for word in nothing] == ["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]
    ones = random_words(2**64 - 1, 2**32 - 1, 2**32 - 1, 2**64 - 1)
    assert [f"{word:08x}" for word in ones] == ["408f276d", "41c83b0e", "a20bc7c6", "6d5451fd"]
    pi = random_words(0x299F31D0A4093822, 0x13198A2E, 0x03707344, 0x85A308D3243F6A88)
    assert [f"{word:08x}" for word in pi] == ["d16cfe09", "94fdcceb", "5001e420", "24126ea1"]


keys = st.tuples(st.integers(0, 2**63 - 1), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(0, 2**63 - 1))


@given(keys)
def test_a_draw_is_a_function_of_its_key(key: tuple[int, int, int, int]) -> None:
    assert random_words(*key) == random_words(*key)
    assert all(0 <= word < 2**32 for word in random_words(*key))
    assert 0.0 < uniform(*key) < 1.0
    assert math.isfinite(standard_normal(*key))


@given(keys, st.integers(0, 3))
def test_another_seed_woman_stream_or_counter_draws_otherwise(key: tuple[int, int, int, int], which: int) -> None:
    other = list(key)
    other[which] ^= 1
    assert random_words(*key) != random_words(*other)


@given(keys)
def test_machine_code_draws_the_same_to_the_bit(key: tuple[int, int, int, int]) -> None:
    assert compiled(random_words)(*key) == random_words(*key)
    assert compiled(uniform)(*key) == uniform(*key)
    assert compiled(standard_normal)(*key) == pytest.approx(standard_normal(*key), rel=1e-14)


def test_uniform_numbers_are_uniform() -> None:
    numbers = np.sort([uniform(1, 2, 3, k) for k in range(DRAWS)])
    distance = np.abs(numbers - (np.arange(DRAWS) + 0.5) / DRAWS).max()
    assert distance < 1.63 / math.sqrt(DRAWS)  # Kolmogorov and Smirnov at 1 %


def test_normal_numbers_are_normal_and_successive_ones_independent() -> None:
    numbers = np.array([standard_normal(1, 2, 3, k) for k in range(DRAWS)])
    assert numbers.mean() == pytest.approx(0.0, abs=3.5 / math.sqrt(DRAWS))
    assert numbers.var() == pytest.approx(1.0, abs=3.5 * math.sqrt(2.0 / DRAWS))
    assert np.mean(np.abs(numbers) < 1.96) == pytest.approx(0.95, abs=0.02)
    assert abs(np.corrcoef(numbers[1:], numbers[:-1])[0, 1]) < 3.5 / math.sqrt(DRAWS)


def test_women_of_one_seed_are_independent() -> None:
    one, two = (np.array([standard_normal(1, woman, 3, k) for k in range(DRAWS)]) for woman in (1, 2))
    assert abs(np.corrcoef(one, two)[0, 1]) < 3.5 / math.sqrt(DRAWS)


def test_no_two_stages_share_a_stream() -> None:
    streams = {name: value for name, value in vars(random_streams).items() if name.startswith("STREAM_")}
    assert len(set(streams.values())) == len(streams) > 5
