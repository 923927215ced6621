"""What fits: volumes say nothing before 96 h, absent signs next to nothing, and the same case has the same answer."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from letdown.explanation import Posterior
from letdown.explanation.cases import read_case
from letdown.explanation.ensembles import Ensemble, ensemble_of
from letdown.explanation.helping import drawn_from
from letdown.explanation.hypotheses import NOTHING
from letdown.explanation.inference import posterior_of
from letdown.explanation.next_question import worth_asking
from letdown.explanation.situation import Situation, situation_of

WOMEN = 12


def judged(tables: dict[str, Any]) -> tuple[Situation, Ensemble, Posterior]:
    situation = situation_of(read_case(tables), 0)
    ensemble = ensemble_of(situation, WOMEN, 0)
    return situation, ensemble, posterior_of(situation, ensemble)


def pumping(day: Any = 60, **told: Any) -> dict[str, Any]:
    about = {} if day is None else {"since_birth": day}
    return {"circumstances": about, "session": {"do": "pump", "double": True, **told}}


def test_before_96_hours_and_at_an_unknown_age_volumes_say_nothing() -> None:
    for day in ("3 days", None):
        little = pumping(day, volume="2 mL", first_drop="8 min") | {"signs": {"felt": False}}
        assert judged(little)[2].of == judged(pumping(day))[2].of
    later = judged(pumping("5 days", volume="2 mL"))[2]
    assert later.of != judged(pumping("5 days"))[2].of


def test_little_milk_after_a_let_down_in_time_is_a_matter_of_making() -> None:
    found = judged(pumping(volume="35 mL", first_drop="50 s"))[2]
    assert found.groups()["making"] > 2.0 * found.groups(prior=True)["making"]
    assert found.groups()["making"] > found.groups()["around"]


def test_much_milk_in_time_speaks_for_nothing_special() -> None:
    found = judged(pumping(volume="300 mL", first_drop="50 s"))[2]
    assert found.of[NOTHING] > found.prior[NOTHING]
    for cause in ("little_gland_tissue", "pituitary_after_blood_loss", "poor_pump_fit"):
        assert found.of[cause] < found.prior[cause]


def test_no_drip_and_nothing_felt_weigh_next_to_nothing() -> None:
    feed = {"circumstances": {"since_birth": 60}, "session": {"do": "feed"}}
    before = judged(feed)[2].groups()
    after = judged(feed | {"signs": {"felt": False, "drip": False, "leaking": False}})[2].groups()
    for name, share in before.items():
        assert abs(math.log(after[name] / share)) < math.log(1.2), name


def test_no_single_number_rules_a_cause_out() -> None:
    found = judged(pumping(volume="600 mL", first_drop="1 s"))[2]
    assert all(share > 0.01 * found.prior[cause] for cause, share in found.of.items())


def test_an_answer_that_is_the_cause_itself_brings_it_first() -> None:
    for question, option, cause in (("body", "implants", "breast_augmentation"), ("you", "frightened", "fright")):
        found = judged(pumping() | {"answers": {question: [option]}})[2]
        assert found.ranked[0] == cause


def test_the_same_case_has_the_same_answer_and_another_seed_another_one() -> None:
    told = pumping(volume="80 mL")
    situation = situation_of(read_case(told), 0)
    one = posterior_of(situation, ensemble_of(situation, WOMEN, 0, threads=1)).of
    again = posterior_of(situation, ensemble_of(situation, WOMEN, 0)).of
    assert one == again != posterior_of(situation, ensemble_of(situation, WOMEN, 1)).of


def test_women_are_drawn_as_often_as_they_fit() -> None:
    _, ensemble, posterior = judged(pumping(volume="35 mL"))
    drawn = drawn_from(posterior, ensemble, 400)
    for cause in ("", "little_gland_tissue", "stress"):
        assert np.mean([one.cause == cause for one in drawn]) == pytest.approx(posterior.of[cause], abs=0.01)
    assert drawn == drawn_from(posterior, ensemble, 400)


def test_what_is_known_already_is_not_asked_and_what_tells_nothing_is_not_worth_it() -> None:
    situation, ensemble, posterior = judged(pumping(volume="80 mL") | {"answers": {"you": ["stressed"], "pump": []}})
    asked = [one.id for one in worth_asking(situation, posterior, ensemble, 0)]
    assert asked and not {"you", "pump", "volume", "baby"} & set(asked)
    gains = [one.gain for one in worth_asking(situation, posterior, ensemble, 0)]
    assert gains == sorted(gains, reverse=True) and gains[-1] > 0.0


def test_a_told_vacuum_is_what_was_told_and_comfort_lies_elsewhere() -> None:
    from letdown.explanation.ensembles import caused
    from letdown.populations import woman

    situation = situation_of(read_case(pumping(vacuum="80 mmHg")), 0)
    mother = woman(1, 0)
    weak = caused(mother, situation.setting, "vacuum_too_low", 0.5)
    assert [entry.vacuum for entry in weak[1].given] == [80.0]
    assert weak[0].parameters.pump.comfortable_vacuum == pytest.approx(160.0)
