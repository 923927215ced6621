"""Red-flag cases written by hand: each sign alone among usual answers, and its neighbour just below the line.

Long because it is a table: one line is one case. A case gives the id, the level that must be reached at least, the answers
that make it, the answers of the neighbour, and the level that the neighbour may still have.
"""

from __future__ import annotations

from typing import Any, NamedTuple

Given = dict[str, Any]
E, T, S, R, NONE = "emergency", "today", "soon", "routine", "none"


class Case(NamedTuple):
    id: str
    level: str
    given: Given
    neighbour: Given
    left: str = NONE


def usual(age: float) -> Given:
    """Answers about a well baby of ``age`` days and a well mother, with things told that are no alarm."""
    wet = 0 if age < 1.0 else min(8, int(age) + 1)
    weight = 3400.0 * (1.0 - 0.02 * min(age, 3.0)) + 32.0 * max(0.0, age - 3.0)
    earlier = 3400.0 * (1.0 - 0.02 * min(age, 3.0)) + 32.0 * max(0.0, age - 10.0)
    weighings = [{"age": age - 7.0, "weight": earlier}] if age >= 14.0 else []
    return {
        "baby.age": age,
        "baby.gestation": "39+4",
        "baby.birth_weight": 3400,
        "baby.weighings": [*weighings, {"age": age, "weight": weight}],
        "baby.weight_trend": "gaining" if age > 4 else None,
        "baby.centile": 45.0,
        "baby.birth_centile": 50.0,
        "baby.centile_lines_fallen": 0,
        "baby.wakes": "wakes for feeds",
        "baby.wet_nappies": wet,
        "baby.hours_since_wet_nappy": 3.0,
        "baby.yellow_stools": 4 if age >= 4 else 0,
        "baby.temperature": 36.9,
        "baby.feeds": 10 if age >= 1 else 4,
        "baby.yellow": False,
        "baby.blood_in_stool": "no",
        "baby.feeding_worry": False,
        "mother.temperature": "98.8 F",
        "mother.fever": False,
        "mother.breast": "full",
        "mother.bleeding": "usual",
        "mother.feels": "tired",
        "mother.milk_not_come": age < 2,
        "mother.opioid": False,
        "worried": False,
    }


def weighed(*pairs: tuple[str, object], **more: object) -> Given:
    """Weighings as (age, weight), and the birth weight where it matters."""
    return {
        "baby.weighings": [{"age": age, "weight": weight} for age, weight in pairs],
        **{f"baby.{k}": v for k, v in more.items()},
    }


def _simple(who: str, level: str, names: str, age: float = 20.0) -> list[Case]:
    """Signs that are there or not: the neighbour is a plain no."""
    return [
        Case(f"{who}.{name}", level, {"baby.age": age, f"{who}.{name}": True}, {"baby.age": age, f"{who}.{name}": False})
        for name in names.split()
    ]


SLEEPY, HARD = {"baby.wakes": "too sleepy to feed"}, {"baby.wakes": "hard to wake"}
HOT = {"mother.breast": "hot, red or painful area"}
OLD = {"baby.age": 60.0}  # at two months a fact of the first weeks does not count

CASES: list[Case] = [
    *_simple("baby", E, "floppy weak_cry high_pitched_cry fit blue grey mottled breathing_pauses breathing_effort grunting"),
    *_simple("baby", E, "rash_that_stays bulging_soft_spot green_vomit slow_breathing"),
    *_simple("baby", T, "yellow_growing yellow_legs yellow_first_day chalky_stool dark_urine sunken_soft_spot dry_mouth"),
    *_simple("baby", T, "half_the_nappies refuses bloody_vomit forceful_vomit"),
    *_simple("mother", E, "chest_pain short_of_breath fit severe_headache changed_sight confused very_fast_heart faint"),
    *_simple("mother", E, "thoughts_of_ending_life thoughts_of_harming_baby thoughts_of_harming_others hears_or_sees_things"),
    *_simple("mother", E, "no_sleep_for_days not_herself dread_with_dark_thoughts"),
    *_simple("mother", T, "fever wound_red wound_open wound_pus bleeding_smells calf_red calf_swollen calf_painful"),
    *_simple("mother", T, "soft_lump breast_pus breast_skin_breaking"),
    *_simple("mother", S, "orange_peel nipple_drawn_in blood_from_one_breast blood_from_one_opening blood_with_lump"),
    *_simple("mother", S, "low_for_two_weeks empty_for_two_weeks anxious_for_two_weeks joyless_for_two_weeks cannot_sleep panic"),
    *_simple("mother", S, "bad_memories_of_birth dread_troubles violence afraid_at_home"),
    *_simple("mother", R, "blood_in_milk dread_before_milk"),
    Case("either.worried", S, {"worried": True}, {"worried": False}),
    # temperature and waking
    Case("baby.hard_to_wake", E, HARD, {"baby.wakes": "must be woken"}),
    Case("baby.fever_under_three_months", E, {"baby.temperature": 38.0}, {"baby.temperature": 37.9}),
    Case("baby.fever_under_three_months", E, {"baby.temperature": "100.4 F"}, {"baby.temperature": "100.2 F"}),
    Case(
        "baby.fever_under_three_months",
        E,
        {"baby.age": "90 days", "baby.temperature": 39},
        {"baby.age": "92 days", "baby.temperature": 39},
        T,
    ),
    Case(
        "baby.fever_any_age", T, {"baby.age": None, "baby.weighings": None, "baby.temperature": 38.0}, {"baby.temperature": 37.9}
    ),
    Case("baby.cold_under_three_months", E, {"baby.temperature": 35.9}, {"baby.temperature": 36.0}),
    Case(
        "baby.cold_any_age",
        T,
        {"baby.age": "5 months", "baby.temperature": 35.9},
        {"baby.age": "5 months", "baby.temperature": 36.0},
    ),
    # yellow
    Case("baby.yellow_and_sleepy", E, {"baby.age": 4, "baby.yellow": True, **SLEEPY}, {"baby.age": 4, "baby.yellow": True}),
    Case(
        "baby.yellow_and_not_feeding",
        E,
        {"baby.age": 4, "baby.yellow": True, "baby.refuses": True},
        {"baby.age": 4, "baby.yellow": True, "baby.refuses": False},
    ),
    Case(
        "baby.yellow_and_irritable",
        E,
        {"baby.age": 4, "baby.yellow": True, "baby.irritable": True},
        {"baby.age": 4, "baby.irritable": True},
    ),
    Case(
        "baby.yellow_and_floppy",
        E,
        {"baby.age": 4, "baby.yellow": True, "baby.floppy": True},
        {"baby.age": 4, "baby.yellow": True, "baby.floppy": False},
    ),
    Case(
        "baby.yellow_in_the_first_day_now",
        T,
        {"baby.age": "23 hours", "baby.yellow": True},
        {"baby.age": "25 hours", "baby.yellow": True},
    ),
    Case("baby.yellow_after_two_weeks", T, {"baby.age": 14, "baby.yellow": True}, {"baby.age": 13.9, "baby.yellow": True}),
    Case(
        "baby.yellow_after_two_weeks",
        T,
        {"baby.age": 15, "baby.yellow": True, "baby.gestation": 37},
        {"baby.age": 15, "baby.yellow": True, "baby.gestation": "36+6"},
        S,
    ),
    Case(
        "baby.yellow_after_three_weeks",
        T,
        {"baby.age": 21, "baby.yellow": True, "baby.gestation": 34},
        {"baby.age": 20.9, "baby.yellow": True, "baby.gestation": 34},
        S,
    ),
    Case(
        "baby.yellow_after_two_weeks_any",
        S,
        {"baby.age": 15, "baby.yellow": True, "baby.gestation": None},
        {"baby.age": 13, "baby.yellow": True, "baby.gestation": None},
    ),
    # drink and nappies
    Case("baby.sunken_soft_spot_and_drowsy", E, {"baby.sunken_soft_spot": True, **SLEEPY}, {"baby.sunken_soft_spot": True}, T),
    Case("baby.dry_mouth_and_drowsy", E, {"baby.dry_mouth": True, **SLEEPY}, {"baby.dry_mouth": True}, T),
    Case("baby.no_wet_nappy_and_drowsy", E, {"baby.hours_since_wet_nappy": 6, **SLEEPY}, {"baby.hours_since_wet_nappy": 6}, T),
    Case("baby.half_the_nappies_and_drowsy", E, {"baby.half_the_nappies": True, **SLEEPY}, {"baby.half_the_nappies": True}, T),
    Case("baby.no_wet_nappy", T, {"baby.hours_since_wet_nappy": 6}, {"baby.hours_since_wet_nappy": 5.5}),
    Case(
        "baby.no_wet_nappy", T, {"baby.age": 5, "baby.hours_since_wet_nappy": 7}, {"baby.age": 3, "baby.hours_since_wet_nappy": 7}
    ),
    Case(
        "baby.no_wet_nappy_after_six_weeks",
        T,
        {"baby.age": 60, "baby.hours_since_wet_nappy": 8},
        {"baby.age": 60, "baby.hours_since_wet_nappy": 7.5},
    ),
    Case(
        "baby.no_wet_nappy_for_a_day",
        T,
        {"baby.age": 2, "baby.hours_since_wet_nappy": 24, "baby.wet_nappies": None},
        {"baby.age": 2, "baby.hours_since_wet_nappy": 20, "baby.wet_nappies": None},
    ),
    Case("baby.one_wet_nappy_short", S, {"baby.age": 1, "baby.wet_nappies": 0}, {"baby.age": 1, "baby.wet_nappies": 1}),
    Case("baby.one_wet_nappy_short", S, {"baby.age": 2, "baby.wet_nappies": 1}, {"baby.age": 2, "baby.wet_nappies": 2}),
    Case("baby.one_wet_nappy_short", S, {"baby.age": 4, "baby.wet_nappies": 3}, {"baby.age": 4, "baby.wet_nappies": 4}),
    Case("baby.one_wet_nappy_short", S, {"baby.wet_nappies": 5}, {"baby.wet_nappies": 6}),
    Case("baby.one_wet_nappy_short", S, {**OLD, "baby.wet_nappies": 4}, {**OLD, "baby.wet_nappies": 5}),
    Case("baby.two_wet_nappies_short", T, {"baby.age": 3, "baby.wet_nappies": 1}, {"baby.age": 3, "baby.wet_nappies": 2}, S),
    Case("baby.two_wet_nappies_short", T, {"baby.age": 5, "baby.wet_nappies": 4}, {"baby.age": 5, "baby.wet_nappies": 5}, S),
    Case("baby.two_wet_nappies_short", T, {**OLD, "baby.wet_nappies": 3}, {**OLD, "baby.wet_nappies": 4}, S),
    Case("baby.crystals", T, {"baby.age": 3, "baby.crystals": True}, {"baby.age": 2.9, "baby.crystals": True}),
    Case("baby.black_stool", T, {"baby.age": 5, "baby.black_stool": True}, {"baby.age": 4, "baby.black_stool": True}),
    Case("baby.few_yellow_stools", T, {"baby.age": 4, "baby.yellow_stools": 1}, {"baby.age": 4, "baby.yellow_stools": 2}),
    Case("baby.few_yellow_stools", T, {"baby.age": 27, "baby.yellow_stools": 0}, {"baby.age": 28, "baby.yellow_stools": 0}),
    # weight
    Case(
        "baby.tenth_below_birth_weight",
        T,
        {"baby.age": 4, **weighed(("4 days", 3060))},
        {"baby.age": 4, **weighed(("4 days", 3070))},
    ),
    Case(
        "baby.tenth_below_birth_weight",
        T,
        {"baby.age": 4, **weighed(("4 days", "6 lb 11 oz"), birth_weight="7 lb 8 oz")},
        {"baby.age": 4, **weighed(("4 days", "6 lb 13 oz"), birth_weight="7 lb 8 oz")},
    ),
    Case("baby.tenth_below_birth_weight", T, {"baby.age": 4, "baby.weight_loss": 10}, {"baby.age": 4, "baby.weight_loss": 9.9}),
    Case(
        "baby.near_a_tenth_below_with_a_sign",
        T,
        {"baby.age": 4, "baby.weight_loss": 7, "baby.yellow": True},
        {"baby.age": 4, "baby.weight_loss": 6.9, "baby.yellow": True},
    ),
    Case(
        "baby.near_a_tenth_below_with_a_sign",
        T,
        {"baby.age": 4, "baby.weight_loss": 8, "baby.feeds": 7},
        {"baby.age": 4, "baby.weight_loss": 8},
    ),
    Case(
        "baby.near_a_tenth_below_with_a_sign",
        T,
        {"baby.age": 4, "baby.weight_loss": 8, "baby.temperature": 37.6},
        {"baby.age": 4, "baby.weight_loss": 8, "baby.temperature": 37.0},
    ),
    Case(
        "baby.still_losing",
        T,
        {"baby.age": 7, **weighed(("5 days", 3300), ("7 days", 3280))},
        {"baby.age": 7, **weighed(("5 days", 3300), ("7 days", 3320))},
    ),
    Case("baby.still_losing", T, {"baby.age": 6, "baby.weight_trend": "losing"}, {"baby.age": 5, "baby.weight_trend": "losing"}),
    Case(
        "baby.no_gain",
        T,
        {"baby.age": 30, **weighed(("24 days", 3900), ("29 days", 3900))},
        {"baby.age": 30, **weighed(("24 days", 3900), ("29 days", 4050))},
    ),
    Case(
        "baby.no_gain",
        T,
        {"baby.age": 40, "baby.weight_trend": "no gain for five days or more"},
        {"baby.age": 100, "baby.weight_trend": "no gain for five days or more"},
    ),
    Case(
        "baby.below_birth_weight_two_weeks",
        S,
        {"baby.age": 14, **weighed(("14 days", 3390))},
        {"baby.age": 14, **weighed(("14 days", 3400))},
    ),
    Case(
        "baby.below_birth_weight_two_weeks",
        S,
        {"baby.age": 15, "baby.back_to_birth_weight": False},
        {"baby.age": 13, "baby.back_to_birth_weight": False},
    ),
    Case(
        "baby.below_birth_weight_three_weeks",
        T,
        {"baby.age": 21, **weighed(("21 days", 3390))},
        {"baby.age": 20, **weighed(("20 days", 3390))},
        S,
    ),
    Case(
        "baby.slow_gain",
        S,
        {"baby.age": 35, **weighed(("28 days", 4000), ("35 days", 4135))},
        {"baby.age": 35, **weighed(("28 days", 4000), ("35 days", 4140))},
    ),
    Case(
        "baby.slow_gain",
        S,
        {"baby.age": 60, **weighed(("46 days", 5000), ("60 days", 5270))},
        {"baby.age": 62, **weighed(("48 days", 5000), ("62 days", 5270))},
        R,
    ),
    Case(
        "baby.slow_gain_third_month",
        S,
        {"baby.age": 90, **weighed(("76 days", 5000), ("90 days", 5200))},
        {"baby.age": 90, **weighed(("76 days", 5000), ("90 days", 5220))},
        R,
    ),
    Case(
        "baby.slow_gain_to_mention",
        R,
        {"baby.age": 90, **weighed(("76 days", 5000), ("90 days", 5270))},
        {"baby.age": 95, **weighed(("81 days", 5000), ("95 days", 5270))},
    ),
    Case(
        "baby.one_centile_line",
        S,
        {"baby.birth_centile": 8, "baby.centile_lines_fallen": 1},
        {"baby.birth_centile": 9, "baby.centile_lines_fallen": 1},
    ),
    Case(
        "baby.two_centile_lines",
        S,
        {"baby.birth_centile": 91, "baby.centile_lines_fallen": 2},
        {"baby.birth_centile": 92, "baby.centile_lines_fallen": 2},
    ),
    Case(
        "baby.three_centile_lines",
        S,
        {"baby.birth_centile": None, "baby.centile_lines_fallen": 3},
        {"baby.birth_centile": 95, "baby.centile_lines_fallen": 2},
    ),
    Case("baby.below_lowest_line", S, {"baby.centile": 1.9}, {"baby.centile": 2.0}),
    # feeds and gut
    Case("baby.few_feeds", T, {"baby.age": 10, "baby.feeds": 5}, {"baby.age": 10, "baby.feeds": 6}),
    Case("baby.few_feeds", T, {"baby.age": 13.9, "baby.feeds": 5}, {"baby.age": 14, "baby.feeds": 5}),
    Case("baby.too_sleepy_for_feeds", T, {"baby.age": 3, **SLEEPY}, {"baby.age": 3, "baby.wakes": "must be woken"}),
    Case("baby.too_sleepy_any_age", T, {**OLD, **SLEEPY}, OLD),
    Case(
        "baby.blood_in_stool", T, {"baby.blood_in_stool": "yes"}, {"baby.blood_in_stool": "a doctor says it is from the nipple"}
    ),
    *(
        Case(f"baby.{name}_and_feeding_worry", S, {**sign, "baby.feeding_worry": True}, {**sign, "baby.feeding_worry": False})
        for name, sign in (
            ("early", {"baby.gestation": "36+6"}),
            ("small", {"baby.born_small": True}),
            ("ill", {"baby.ill": True}),
            ("heart", {"baby.heart_condition": True}),
            ("mouth", {"baby.mouth_condition": True}),
        )
    ),
    Case("baby.limp_with_opioid", E, {"mother.opioid": True, "baby.floppy": True}, {"mother.opioid": True, "baby.floppy": False}),
    Case("baby.sleepy_with_opioid", E, {"mother.opioid": True, **SLEEPY}, {"mother.opioid": False, **SLEEPY}, T),
    Case(
        "baby.slow_breathing_with_opioid",
        E,
        {"mother.opioid": True, "baby.slow_breathing": True},
        {"mother.opioid": True, "baby.slow_breathing": False},
    ),
    # the mother
    Case("mother.soaks_a_pad", E, {"mother.bleeding": "soaks a pad in an hour"}, {"mother.bleeding": "heavy"}),
    Case("mother.large_clot", E, {"mother.bleeding": "a clot like an egg"}, {"mother.bleeding": "heavy"}),
    Case(
        "mother.calf_and_breath",
        E,
        {"mother.calf_swollen": True, "mother.short_of_breath": True},
        {"mother.calf_swollen": True},
        T,
    ),
    Case(
        "mother.dysreflexia_headache",
        E,
        {"mother.cord_injury": True, "mother.pounding_headache_at_feeds": True},
        {"mother.cord_injury": True},
    ),
    Case(
        "mother.dysreflexia_flush",
        E,
        {"mother.cord_injury": True, "mother.flush_at_feeds": True},
        {"mother.flush_at_feeds": True},
    ),
    Case(
        "mother.dysreflexia_sweating",
        E,
        {"mother.cord_injury": True, "mother.sweating_at_feeds": True},
        {"mother.sweating_at_feeds": True},
    ),
    Case("mother.very_high", E, {"mother.feels": "very high"}, {"mother.feels": "well"}),
    Case("mother.not_herself", E, {"mother.feels": "not myself"}, {"mother.feels": "tired"}),
    Case("mother.low_now", R, {"mother.feels": "low"}, {"mother.feels": "tired"}),
    Case("mother.temperature", T, {"mother.temperature": 38}, {"mother.temperature": 37.9}),
    Case("mother.temperature", T, {"mother.temperature": 100.4}, {"mother.temperature": 100.2}),
    Case("mother.hot_breast_with_fever", T, {**HOT, "mother.temperature": 38.5}, HOT, S),
    Case("mother.hot_breast_with_flu", T, {**HOT, "mother.flu_feeling": True}, {"mother.flu_feeling": True}),
    Case("mother.hot_breast_for_a_day", T, {**HOT, "mother.breast_hours": 24}, {**HOT, "mother.breast_hours": 23}, S),
    Case(
        "mother.hot_breast_on_antibiotics",
        T,
        {"mother.antibiotic_hours_no_better": 48},
        {"mother.antibiotic_hours_no_better": 47},
    ),
    Case("mother.hot_breast", S, HOT, {"mother.breast": "full"}),
    Case(
        "mother.milk_late_heavy_bleeding",
        T,
        {"baby.age": 4, "mother.milk_not_come": True, "mother.bleeding": "heavy"},
        {"baby.age": 4, "mother.milk_not_come": True},
        S,
    ),
    Case(
        "mother.milk_late_blood_loss",
        T,
        {"baby.age": 4, "mother.milk_not_come": True, "mother.blood_loss_at_birth": True},
        {"baby.age": 3, "mother.milk_not_come": True, "mother.blood_loss_at_birth": True},
    ),
    Case(
        "mother.milk_late_fever",
        T,
        {"baby.age": 5, "mother.milk_not_come": True, "mother.fever": True},
        {"baby.age": 5, "mother.milk_not_come": True},
        S,
    ),
    Case(
        "mother.milk_not_come", S, {"baby.age": 4, "mother.milk_not_come": True}, {"baby.age": 3.9, "mother.milk_not_come": True}
    ),
    Case("mother.lump_after_treatment", S, {"mother.days_after_treatment": 10}, {"mother.days_after_treatment": 9}),
    Case("mother.blood_in_milk_for_a_week", S, {"mother.blood_in_milk_days": 8}, {"mother.blood_in_milk_days": 7}),
    # the edges of age, and what lies just beside a line
    Case(
        "baby.cold_under_three_months",
        E,
        {"baby.age": 91, "baby.temperature": 35.5},
        {"baby.age": 92, "baby.temperature": 35.5},
        T,
    ),
    Case(
        "baby.no_wet_nappy_and_drowsy",
        E,
        {"baby.age": 5, "baby.hours_since_wet_nappy": 6, **SLEEPY},
        {"baby.age": 4.9, "baby.hours_since_wet_nappy": 6, **SLEEPY},
        T,
    ),
    Case(
        "baby.no_wet_nappy_and_drowsy",
        E,
        {"baby.hours_since_wet_nappy": 6.5, **HARD},
        {"baby.hours_since_wet_nappy": 5.5, **HARD},
        E,
    ),
    Case(
        "baby.no_wet_nappy",
        T,
        {"baby.age": 5, "baby.hours_since_wet_nappy": 6},
        {"baby.age": 4.9, "baby.hours_since_wet_nappy": 6},
    ),
    Case(
        "baby.no_wet_nappy",
        T,
        {"baby.age": 41.9, "baby.hours_since_wet_nappy": 7},
        {"baby.age": 42, "baby.hours_since_wet_nappy": 7},
    ),
    Case(
        "baby.no_wet_nappy_after_six_weeks",
        T,
        {"baby.age": 42, "baby.hours_since_wet_nappy": 8},
        {"baby.age": 41.9, "baby.hours_since_wet_nappy": 8},
        T,
    ),
    Case(
        "baby.no_wet_nappy_for_a_day",
        T,
        {"baby.age": 2, "baby.hours_since_wet_nappy": 24},
        {"baby.age": 2, "baby.hours_since_wet_nappy": 23},
    ),
    Case("baby.few_yellow_stools", T, {"baby.age": 4, "baby.yellow_stools": 0}, {"baby.age": 3.9, "baby.yellow_stools": 0}),
    *(
        Case(
            "baby.near_a_tenth_below_with_a_sign",
            T,
            {"baby.age": 4, "baby.weight_loss": 8, **sign},
            {"baby.age": 4, "baby.weight_loss": 8, **none},
            left,
        )
        for sign, none, left in (
            (SLEEPY, {"baby.wakes": "must be woken"}, NONE),
            ({"baby.refuses": True}, {"baby.refuses": False}, NONE),
            ({"baby.wet_nappies": 3}, {"baby.wet_nappies": 4}, NONE),
            ({"baby.half_the_nappies": True}, {"baby.half_the_nappies": False}, NONE),
            ({"baby.dry_mouth": True}, {"baby.dry_mouth": False}, NONE),
            ({"baby.sunken_soft_spot": True}, {"baby.sunken_soft_spot": False}, NONE),
            ({"baby.crystals": True}, {"baby.crystals": False}, NONE),
            ({"baby.black_stool": True}, {"baby.black_stool": False}, NONE),
            ({"baby.yellow_stools": 1}, {"baby.yellow_stools": 2}, NONE),
            ({"baby.feeds": 7}, {"baby.feeds": 8}, NONE),
            ({"baby.irritable": True}, {"baby.irritable": False}, NONE),
            ({"baby.temperature": 37.5}, {"baby.temperature": 37.4}, NONE),
        )
    ),
    Case(
        "baby.still_losing", T, {"baby.age": 5.2, "baby.weight_trend": "losing"}, {"baby.age": 4.8, "baby.weight_trend": "losing"}
    ),
    Case(
        "baby.no_gain",
        T,
        {"baby.age": 91, "baby.weight_trend": "no gain for five days or more"},
        {"baby.age": 92, "baby.weight_trend": "no gain for five days or more"},
    ),
    Case(
        "baby.no_gain",
        T,
        {"baby.age": 5, "baby.weight_trend": "no gain for five days or more"},
        {"baby.age": 4.9, "baby.weight_trend": "no gain for five days or more"},
    ),
    Case(
        "baby.no_gain",
        T,
        {"baby.age": 30, **weighed(("24 days", 3900), ("29 days", 3900))},
        {"baby.age": 30, **weighed(("24 days", 3900), (28.7, 3900))},
    ),
    Case(
        "baby.slow_gain_third_month",
        S,
        {"baby.age": 61, **weighed(("47 days", 5000), ("61 days", 5200))},
        {"baby.age": 60, **weighed(("46 days", 5000), ("60 days", 5200))},
        S,
    ),
    Case(
        "baby.slow_gain_third_month",
        S,
        {"baby.age": 91, **weighed(("77 days", 5000), ("91 days", 5209))},
        {"baby.age": 92, **weighed(("78 days", 5000), ("92 days", 5200))},
    ),
    Case(
        "baby.slow_gain_third_month",
        S,
        {"baby.age": 91, **weighed(("77 days", 5000), ("91 days", 5209))},
        {"baby.age": 91, **weighed(("77 days", 5000), ("91 days", 5210))},
        R,
    ),
    Case(
        "baby.slow_gain_to_mention",
        R,
        {"baby.age": 61, **weighed(("47 days", 5000), ("61 days", 5279))},
        {"baby.age": 60, **weighed(("46 days", 5000), ("60 days", 5279))},
        S,
    ),
    Case(
        "baby.slow_gain_to_mention",
        R,
        {"baby.age": 91, **weighed(("77 days", 5000), ("91 days", 5279))},
        {"baby.age": 91, **weighed(("77 days", 5000), ("91 days", 5280))},
    ),
    Case(
        "baby.slow_gain_to_mention",
        R,
        {"baby.age": 91, **weighed(("77 days", 5000), ("91 days", 5279))},
        {"baby.age": 92, **weighed(("78 days", 5000), ("92 days", 5279))},
    ),
    Case(
        "baby.one_centile_line",
        S,
        {"baby.birth_centile": 8.9, "baby.centile_lines_fallen": 1},
        {"baby.birth_centile": 8.9, "baby.centile_lines_fallen": 0},
    ),
    Case("baby.few_feeds", T, {"baby.age": 1, "baby.feeds": 5}, {"baby.age": 0.9, "baby.feeds": 5}),
    Case("baby.too_sleepy_for_feeds", T, {"baby.age": 13.9, **SLEEPY}, {"baby.age": 14, **SLEEPY}, T),
    Case(
        "baby.early_and_feeding_worry",
        S,
        {"baby.gestation": "36+6", "baby.feeding_worry": True},
        {"baby.gestation": 37, "baby.feeding_worry": True},
    ),
    Case(
        "mother.milk_late_heavy_bleeding",
        T,
        {"baby.age": 4, "mother.milk_not_come": True, "mother.bleeding": "heavy"},
        {"baby.age": 3.9, "mother.milk_not_come": True, "mother.bleeding": "heavy"},
    ),
    Case(
        "mother.milk_late_blood_loss",
        T,
        {"baby.age": 5, "mother.milk_not_come": True, "mother.blood_loss_at_birth": True},
        {"baby.age": 5, "mother.blood_loss_at_birth": True},
    ),
    Case(
        "mother.milk_late_fever",
        T,
        {"baby.age": 4, "mother.milk_not_come": True, "mother.fever": True},
        {"baby.age": 3.9, "mother.milk_not_come": True, "mother.fever": True},
        T,
    ),
    Case("mother.blood_in_milk_for_a_week", S, {"mother.blood_in_milk_days": 7.5}, {"mother.blood_in_milk_days": 7}),
]


def answers(given: Given) -> dict[str, Any]:
    """Nested tables from the usual answers at the age, with what is given laid over them; None takes an answer out."""
    from letdown.safety.measures import days

    age = given.get("baby.age", 20.0)
    flat = usual(20.0 if age is None else days(age)) | given
    if "baby.weighings" not in given and any(
        name in given for name in ("baby.weight_loss", "baby.weight_trend", "baby.back_to_birth_weight")
    ):
        flat["baby.weighings"] = None  # told in words, not weighed
    nested: dict[str, Any] = {"baby": {}, "mother": {}}
    for name, value in flat.items():
        if value is not None:
            who, _, key = name.rpartition(".")
            (nested[who] if who else nested)[key] = value
    return nested
