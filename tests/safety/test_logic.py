"""Unknown is neither true nor false, and a condition may speak only of facts that there are."""

from __future__ import annotations

import pytest

from letdown.errors import ParameterError
from letdown.safety.facts import fact_names
from letdown.safety.logic import check, holds, names_in

FACTS = {"yes": True, "no": False, "open": None, "baby.age": 5.0, "baby.wakes": "hard to wake"}


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        ("yes and open", None),
        ("no and open", False),
        ("yes or open", True),
        ("no or open", None),
        ("not open", None),
        ("not no", True),
        ("open == 3", None),
        ("open < 3 or baby.age >= 5", True),
        ("baby.age < 5", False),
        ("baby.wakes == 'hard to wake' and yes", True),
        ("(yes or open) and not (no and open)", True),
    ],
)
def test_kleene(condition: str, truth: bool | None) -> None:
    assert holds(condition, FACTS) is truth


def test_a_dotted_name_is_one_fact() -> None:
    assert names_in("baby.age < 3 and (yes or baby.age > 5) and open") == {"baby.age", "yes", "open"}


@pytest.mark.parametrize("condition", ["baby.aeg > 5", "babys.age > 5", "nothing"])
def test_an_unknown_fact_is_refused_when_the_table_is_read(condition: str) -> None:
    with pytest.raises(ParameterError, match="no fact"):
        check(condition, fact_names())


@pytest.mark.parametrize(
    "condition", ["__import__('os')", "baby.age + 1 > 3", "[1]", "baby.age >", "1 if worried else 2", "f'{worried}'"]
)
def test_nothing_but_a_condition_is_run(condition: str) -> None:
    with pytest.raises(ParameterError, match="no condition"):
        check(condition, fact_names())
