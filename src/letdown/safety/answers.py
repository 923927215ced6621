"""The raw answers about a baby and a mother: every one may be left out, and what is left out is unknown, never 'no'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, ValidationError, WithJsonSchema

from letdown.errors import InputError, unknown_name
from letdown.safety.measures import celsius, days, grams, shown, weeks


def _typed(examples: list[str], unit: str) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}], "examples": examples, "unit": unit})


Days = Annotated[float, BeforeValidator(days), _typed(["36 hours", "5 days", "3 weeks 2 days"], "d")]
Grams = Annotated[float, BeforeValidator(grams), _typed(["3.4 kg", "7 lb 8 oz"], "g")]
Celsius = Annotated[float, BeforeValidator(celsius), _typed(["38.2 °C", "100.8 °F"], "degC")]
Weeks = Annotated[float, BeforeValidator(weeks), _typed(["39", "34+5"], "week")]
Yes = Annotated[bool, Strict()]
Count = Annotated[int, Strict(), Field(ge=0, le=40)]
Hours = Annotated[float, Strict(), Field(ge=0.0, le=2000.0, allow_inf_nan=False)]
DayCount = Annotated[float, Strict(), Field(ge=0.0, le=1000.0, allow_inf_nan=False)]
Percent = Annotated[float, Strict(), Field(ge=0.0, le=50.0, allow_inf_nan=False)]
Centile = Annotated[float, Strict(), Field(ge=0.0, le=100.0, allow_inf_nan=False)]


def _asked(meaning: str) -> Any:
    """A question that may be skipped."""
    return Field(None, description=meaning)


class _Table(BaseModel):
    """A table of answers: no key that is not named here, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Weighing(_Table):
    """One weighing, with the baby's age or the date."""

    weight: Grams = Field(description="weight")
    age: Days | None = _asked("age of the baby then")
    on: date | None = _asked("date; needs the date of birth")


class Baby(_Table):
    """What was told about the baby."""

    age: Days | None = _asked("age now")
    born: date | None = _asked("date of birth; needed only where a weighing has a date")
    gestation: Weeks | None = _asked("weeks of pregnancy at the birth")
    birth_weight: Grams | None = _asked("weight at birth")
    weighings: tuple[Weighing, ...] | None = _asked("weighings since birth, in any order")
    weight_trend: Literal["gaining", "no gain for five days or more", "losing"] | None = _asked("weight, where no scale was used")
    weight_loss: Percent | None = _asked("% below birth weight now, if told")
    back_to_birth_weight: Yes | None = _asked("back at the birth weight or above")
    birth_centile: Centile | None = _asked("centile of the birth weight on the chart")
    centile: Centile | None = _asked("centile of the weight now")
    centile_lines_fallen: Count | None = _asked("how many lines of the chart the weight has crossed downwards")
    wakes: Literal["wakes for feeds", "must be woken", "too sleepy to feed", "hard to wake"] | None = _asked("waking")
    wet_nappies: Count | None = _asked("wet nappies in the last 24 hours")
    hours_since_wet_nappy: Hours | None = _asked("hours since the last wet nappy")
    half_the_nappies: Yes | None = _asked("wet nappies down to half of before")
    yellow_stools: Count | None = _asked("yellow stools in the last 24 hours")
    black_stool: Yes | None = _asked("stool still black")
    chalky_stool: Yes | None = _asked("stool pale like chalk or cream")
    blood_in_stool: Literal["no", "yes", "a doctor says it is from the nipple"] | None = _asked("blood in the stool")
    dark_urine: Yes | None = _asked("dark urine that stains")
    crystals: Yes | None = _asked("orange or red dust in the nappy")
    yellow: Yes | None = _asked("yellow skin, gums, palms or whites of the eyes")
    yellow_first_day: Yes | None = _asked("was yellow in the first 24 hours")
    yellow_growing: Yes | None = _asked("the yellow grows stronger")
    yellow_legs: Yes | None = _asked("the yellow has reached the legs")
    temperature: Celsius | None = _asked("temperature")
    floppy: Yes | None = _asked("floppy or limp")
    irritable: Yes | None = _asked("very cross, can't be calmed")
    weak_cry: Yes | None = _asked("weak cry")
    high_pitched_cry: Yes | None = _asked("high, shrill cry")
    fit: Yes | None = _asked("a fit")
    blue: Yes | None = _asked("blue lips, tongue or gums")
    grey: Yes | None = _asked("grey or very pale")
    mottled: Yes | None = _asked("blotchy skin all over")
    rash_that_stays: Yes | None = _asked("a rash that does not fade when pressed")
    breathing_pauses: Yes | None = _asked("pauses in breathing")
    breathing_effort: Yes | None = _asked("effort in breathing, ribs pulled in")
    grunting: Yes | None = _asked("grunts with each breath")
    slow_breathing: Yes | None = _asked("breathes very slowly")
    bulging_soft_spot: Yes | None = _asked("soft spot bulges when calm")
    sunken_soft_spot: Yes | None = _asked("soft spot sunken")
    dry_mouth: Yes | None = _asked("dry inside the mouth")
    feeds: Count | None = _asked("feeds in the last 24 hours")
    refuses: Yes | None = _asked("refuses breast and bottle")
    green_vomit: Yes | None = _asked("green vomit")
    bloody_vomit: Yes | None = _asked("blood in the vomit")
    forceful_vomit: Yes | None = _asked("milk shoots out after each feed")
    born_small: Yes | None = _asked("small at birth")
    ill: Yes | None = _asked("ill now or since birth")
    heart_condition: Yes | None = _asked("a heart condition")
    mouth_condition: Yes | None = _asked("a condition of the mouth, such as a cleft")
    feeding_worry: Yes | None = _asked("feeds worry the parents")


class Mother(_Table):
    """What she told about herself; ``feels`` is her own word, the rest are signs."""

    days_since_birth: Days | None = _asked("time since the birth; without it the age of the baby")
    temperature: Celsius | None = _asked("temperature")
    fever: Yes | None = _asked("fever, measured or felt")
    flu_feeling: Yes | None = _asked("feels as with flu")
    breast: Literal["comfortable", "full", "hot, red or painful area"] | None = _asked("breasts now")
    breast_hours: Hours | None = _asked("hours that the sore area has not grown better")
    antibiotic_hours_no_better: Hours | None = _asked("hours of antibiotics without getting better")
    soft_lump: Yes | None = _asked("a soft lump that stays")
    breast_pus: Yes | None = _asked("pus from the breast")
    breast_skin_breaking: Yes | None = _asked("skin of the sore area breaks")
    days_after_treatment: DayCount | None = _asked("days that a lump or redness has stayed since treatment")
    orange_peel: Yes | None = _asked("skin like orange peel")
    nipple_drawn_in: Yes | None = _asked("a nipple newly drawn in")
    blood_in_milk: Yes | None = _asked("blood in the milk")
    blood_in_milk_days: DayCount | None = _asked("days with blood in the milk")
    blood_from_one_breast: Yes | None = _asked("blood from one breast only")
    blood_from_one_opening: Yes | None = _asked("blood from one opening of the nipple only")
    blood_with_lump: Yes | None = _asked("blood in the milk and a lump")
    bleeding: Literal["none", "usual", "heavy", "soaks a pad in an hour", "a clot like an egg"] | None = _asked("bleeding")
    bleeding_smells: Yes | None = _asked("bleeding smells bad")
    blood_loss_at_birth: Yes | None = _asked("lost much blood at the birth")
    wound_red: Yes | None = _asked("a wound red, or darker and hot")
    wound_open: Yes | None = _asked("a wound open")
    wound_pus: Yes | None = _asked("pus in a wound")
    calf_red: Yes | None = _asked("a calf red, or darker and hot")
    calf_swollen: Yes | None = _asked("one calf swollen")
    calf_painful: Yes | None = _asked("a painful calf")
    chest_pain: Yes | None = _asked("chest pain")
    short_of_breath: Yes | None = _asked("short of breath")
    fit: Yes | None = _asked("a fit")
    severe_headache: Yes | None = _asked("severe headache")
    changed_sight: Yes | None = _asked("changed sight")
    very_fast_heart: Yes | None = _asked("very fast heart at rest")
    faint: Yes | None = _asked("faint")
    confused: Yes | None = _asked("confused")
    cord_injury: Yes | None = _asked("spinal-cord injury at about T6 or above; yes where the level is not sure")
    pounding_headache_at_feeds: Yes | None = _asked("pounding headache at a feed or pumping")
    flush_at_feeds: Yes | None = _asked("flush at a feed or pumping")
    sweating_at_feeds: Yes | None = _asked("sweating at a feed or pumping")
    milk_not_come: Yes | None = _asked("the milk has not come yet")
    opioid: Yes | None = _asked("takes an opioid, such as codeine or tramadol")
    feels: Literal["well", "tired", "low", "very high", "not myself"] | None = _asked("how she is in herself")
    thoughts_of_ending_life: Yes | None = _asked("thoughts of ending her life")
    thoughts_of_harming_baby: Yes | None = _asked("thoughts of harming the baby")
    thoughts_of_harming_others: Yes | None = _asked("thoughts of harming someone")
    hears_or_sees_things: Yes | None = _asked("hears or sees what others do not")
    no_sleep_for_days: Yes | None = _asked("no sleep for days")
    not_herself: Yes | None = _asked("family says that she is not herself")
    low_for_two_weeks: Yes | None = _asked("low most days for two weeks")
    empty_for_two_weeks: Yes | None = _asked("empty most days for two weeks")
    anxious_for_two_weeks: Yes | None = _asked("anxious most days for two weeks")
    joyless_for_two_weeks: Yes | None = _asked("without joy most days for two weeks")
    cannot_sleep: Yes | None = _asked("can't sleep when the baby sleeps")
    panic: Yes | None = _asked("panic")
    bad_memories_of_birth: Yes | None = _asked("bad memories of the birth")
    dread_before_milk: Yes | None = _asked("a wave of dread, sadness or anger just before the milk, gone in minutes")
    dread_troubles: Yes | None = _asked("that wave troubles her")
    dread_with_dark_thoughts: Yes | None = _asked("that wave brings thoughts of ending her life")
    violence: Yes | None = _asked("someone at home hurts her")
    afraid_at_home: Yes | None = _asked("afraid of someone at home")


class Answers(_Table):
    """All that was told."""

    baby: Baby = Field(default_factory=Baby, description="about the baby")
    mother: Mother = Field(default_factory=Mother, description="about the mother")
    worried: Yes | None = _asked("worried, for any reason")


def answers_schema() -> dict[str, Any]:
    """The JSON schema of the answers, for a page or an editor."""
    return Answers.model_json_schema()


def read_answers(tables: Mapping[str, Any]) -> Answers:
    """Answers from nested tables, as TOML or JSON gives them; the first mistake is an :class:`InputError` in one line."""
    try:
        answers = Answers.model_validate(dict(tables))
    except ValidationError as refused:
        raise InputError(_told(refused)) from None
    for number, weighing in enumerate(answers.baby.weighings or (), 1):
        where = f"weighing {number} of the baby"
        if (weighing.age is None) == (weighing.on is None):
            raise InputError(f"{where}: give either 'age' or the date 'on', and not both.")
        if weighing.on is not None and (answers.baby.born is None or weighing.on < answers.baby.born):
            raise InputError(f"{where}: the date {weighing.on} needs baby.born, the date of birth, on or before it.")
        if weighing.age is not None and answers.baby.age is not None and weighing.age > answers.baby.age + 1.0:
            raise InputError(
                f"{where}: at {weighing.age:g} days, but the baby is {answers.baby.age:g} days old. Mend one of them."
            )
    return answers


def _told(refused: ValidationError) -> str:
    first = refused.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        model: type[BaseModel] = Answers
        for part in first["loc"][:-1]:
            model = {"baby": Baby, "mother": Mother}.get(str(part), Weighing)
        return " ".join((unknown_name("question", str(first["loc"][-1]), model.model_fields) + f" (given: {place})").split())
    said = re.sub(r"^Input should", "It should", re.sub(r"^Value error, ", "", first["msg"])).rstrip(".")
    said = re.sub(r"a valid dictionary or instance of \w+", "a table of answers", said).replace(
        "a valid boolean", "true or false"
    )
    given = "" if isinstance(first["input"], (dict, list)) else shown(first["input"])
    gave = f" You gave {given}." if given and given not in said else ""
    return " ".join(f"{place}: {said}.{gave} Leave it out if it is not known.".split())
