"""The two tables hold what they must, and say whose every number is."""

from __future__ import annotations

import pytest

from letdown.causes import (
    GOALS,
    GRADES,
    GROUPS,
    SITES,
    Cause,
    EaseAct,
    EntryAct,
    FeedAct,
    Helper,
    ParameterAct,
    causes,
    helpers,
)
from letdown.dyad import parameter_fields, paths_of
from letdown.evidence.bibliography import references
from letdown.sessions import CUES, DISTURBANCES, HELPERS

CAUSES = """sore_nipples pain stress noise tension anxiety fatigue distraction fright separation nipple_numb nipple_oversensitive
spinal_cord_lesion breast_reduction breast_augmentation alcohol opioids epidural caesarean strong_let_down engorgement
shallow_latch restricted_tongue nipple_shield poor_pump_fit vacuum_too_low vacuum_too_high sleepy_baby preterm_baby
retained_placenta pituitary_after_blood_loss little_gland_tissue thyroid polycystic_ovaries diabetes obesity new_pregnancy
oestrogen_pill dopamine_agonists pseudoephedrine smoking antidepressants dysphoric_milk_ejection""".split()
OFFERED = """quiet_place drink music relaxation breathing visualisation audio massage back_rub warm_cloth heating_pad shower photo
video clothing_smell skin_contact fewer_distractions attention_to_baby better_latch other_position double_pumping
hands_on_pumping vacuum_to_comfort warm_flange oxytocin_spray pain_relief steady_routine combining_nursing_and_pumping
extra_sessions nipple_shield_check""".split()

every = pytest.mark.parametrize("one", [*causes().values(), *helpers().values()], ids=lambda one: one.id)
every_cause = pytest.mark.parametrize("one", causes().values(), ids=lambda one: one.id)


def test_every_cause_and_helper_that_the_medical_pages_name_is_there() -> None:
    assert set(causes()) == set(CAUSES)
    assert set(helpers()) == set(OFFERED)


@every
def test_every_source_stands_in_the_bibliography(one: Cause | Helper) -> None:
    assert one.sources
    assert set(one.sources) <= set(references())
    whose = {effect.of for effect in one.effects} - {"assumed"}
    assert whose <= set(one.sources), "an effect is of a source that the entry does not cite"


@every
def test_every_effect_lies_within_its_interval(one: Cause | Helper) -> None:
    assert one.effects
    for effect in one.effects:
        assert effect.low <= effect.value <= effect.high
        assert effect.low < effect.high, "no published effect is without doubt"


@every
def test_words_are_there_for_parents_and_for_those_who_doubt(one: Cause | Helper) -> None:
    assert one.say and one.doubts and one.term and one.name
    assert one.grade in GRADES
    for sentence in one.say:
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence.endswith((".", "?")), sentence
        assert "%" not in sentence, "parents are told no percentages"


@every
def test_every_act_is_at_a_declared_site_and_moves_something_that_exists(one: Cause | Helper) -> None:
    assert set(one.sites) <= set(SITES)
    for act in one.acts:
        assert act.site in one.sites
        if isinstance(act, ParameterAct):
            assert (act.factor_at_full is None) != (act.value_at_full is None)
            assert act.scale == "linear" or (act.factor_at_full != 0.0 and act.value_at_full != 0.0)
            assert all(path in parameter_fields() for path in paths_of(act.parameter))
        elif isinstance(act, EntryAct):
            kinds = {"disturbance": DISTURBANCES, "cue": CUES, "helper": HELPERS, "oxytocin": ("nose", "vein")}
            assert act.kind in kinds[act.entry]
        elif isinstance(act, EaseAct):
            assert 0.0 < act.by <= 1.0
            assert set(act.eases) <= set(causes()) | set(DISTURBANCES)


@every_cause
def test_a_cause_says_what_it_does_not_do_and_what_its_dose_means(one: Cause) -> None:
    assert one.group in GROUPS
    assert one.does_not and one.onset and one.lasts and one.tolerance
    assert one.dose.low <= 0.0 < one.dose.full <= one.dose.high
    assert set(one.pairs_with) <= set(causes())
    assert {act.part for act in one.acts if isinstance(act, ParameterAct)} <= {"", *one.parts}


@every_cause
def test_making_causes_act_on_the_supply_alone(one: Cause) -> None:
    assert (one.group == "making") <= (one.sites == ("synthesis",))


def test_pain_and_poor_transfer_are_a_declared_pair() -> None:
    assert {"shallow_latch", "restricted_tongue"} <= set(causes()["sore_nipples"].pairs_with)
    for name in ("shallow_latch", "restricted_tongue"):
        cause = causes()[name]
        assert "sore_nipples" in cause.pairs_with
        moved = {act.parameter for act in cause.acts if isinstance(act, ParameterAct)}
        assert {"suckling.peak_vacuum", "nipple_afferents.sensitivity"} <= moved, "one fault both hurts and transfers little"


@pytest.mark.parametrize("name", ["fatigue", "anxiety"])
def test_no_effect_lies_within_the_interval_where_studies_find_none(name: str) -> None:
    assert all(effect.low <= 0.0 <= effect.high for effect in causes()[name].effects)


def test_no_dose_of_alcohol_is_told_as_without_effect() -> None:
    assert all(effect.kind == "ratio" and effect.value < 1.0 for effect in causes()["alcohol"].effects)


@pytest.mark.parametrize("name", ["drink", "oxytocin_spray"])
def test_nulls_of_the_literature_stay_nulls(name: str) -> None:
    first = helpers()[name].effects[0]
    assert first.value == 1.0 and first.low < 1.0 < first.high


def test_every_helper_says_what_it_serves_and_what_it_costs() -> None:
    for helper in helpers().values():
        assert helper.goals and set(helper.goals) <= set(GOALS)
        assert helper.notice and helper.stop
        assert helper.burden.hands and helper.burden.sleep and helper.burden.cost


def test_helpers_relieve_act_anyway_or_both() -> None:
    terms = {name: {act.term for act in helper.acts} for name, helper in helpers().items()}
    assert all(found <= {"relieves", "acts"} for found in terms.values())
    assert terms["relaxation"] == terms["skin_contact"] == terms["quiet_place"] == {"relieves", "acts"}
    assert terms["better_latch"] == terms["pain_relief"] == {"relieves"}
    for name in ("warm_cloth", "massage", "shower"):
        assert {act.site for act in helpers()[name].acts} >= {"peripheral", "central"}, "warmth and touch also calm"


def test_what_changes_a_feed_is_what_applying_knows() -> None:
    feeds = {act.feed for one in [*causes().values(), *helpers().values()] for act in one.acts if isinstance(act, FeedAct)}
    assert feeds == {"shield", "vacuum", "comfortable_vacuum", "both_breasts"}
