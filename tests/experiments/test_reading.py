"""An experiment file says who, what was done and what was found; what is wrong with it is one sentence with its line."""

from __future__ import annotations

import dataclasses
import math
import pickle
import random
from pathlib import Path

import pytest

from letdown.errors import FileError, InputError, ParameterError, TimelineError, UnitError
from letdown.experiments import Experiment, Target, json_schema, parse, read, shipped, template

HEAD = """\
schema = 1
id = "smith2020"
title = "A feed"
citation = "ueda1994"
provenance = "read_abstract"
doubts = []

[women]
n = 20
days_postpartum = [30, 90]

[[arms]]
name = "control"
timeline = [{ do = "breastfeed", side = "left", for = "15 min" }]

[[arms]]
name = "stress"
timeline = [
    { do = "breastfeed", side = "left", for = "15 min" },
    { do = "disturbance", kind = "stress", degree = 1.0, at = "0 min", for = "15 min" },
]

[[arms]]
name = "other women"
group = "b"
timeline = [{ do = "breastfeed", side = "left", for = "15 min" }]

[measure.pulses]
observable = "oxytocin_pulses"
every = "2 min"

[measure.milk]
observable = "milk_removed"
side = "both"
"""
FIRST = HEAD.count("\n") + 2
"""The line of the first target, after a blank one."""


def file(*targets: str, **changes: str) -> str:
    """The file above with targets, and some of its text replaced."""
    text = HEAD + "".join(f"\n[[targets]]\n{target.strip()}\n" for target in targets or ['name = "n"\n' + PULSES])
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    return text


_SIGNS = [34, 39, 61, 91, 93, 123, 125, 48, 57, 10, 0x7F, 0x1F600]
PULSES = 'measure = "pulses"\narm = "control"\nstatistic = "mean"\nvalue = 2.0\nunit = "1"\nspread = { sd = 0.7 }'
MILK = 'name = "m"\nmeasure = "milk"\narm = "control"\n'
RATIO = 'name = "r"\nmeasure = "milk"\narm = "stress"\nversus = "control"\ncontrast = "ratio"\nstatistic = "mean"\n'
OTHER = RATIO.replace("stress", "other women")


def target(lines: str) -> Target:
    return parse(file(lines)).targets[0]


def replaced(old: str, new: str) -> str:
    text = file()
    assert old in text
    return text.replace(old, new, 1)


def test_every_shipped_experiment_is_read_and_each_is_fitted_or_predicted() -> None:
    found = shipped()
    assert len({one.id for one in found}) == len(found) >= 1
    assert {one.use for one in found} <= {"fitted", "predicted"}


def test_laboratory_lies_on_one_side_of_the_split() -> None:
    sides: dict[str, set[str]] = {}
    for one in shipped():
        sides.setdefault(one.lab, set()).add(one.use)
    assert all(len(uses) == 1 for uses in sides.values())


def test_ueda1994_has_three_groups_of_women_and_five_findings(tmp_path: Path) -> None:
    ueda = next(one for one in shipped() if one.id == "ueda1994")
    assert [arm.group for arm in ueda.arms] == ["control", "mental arithmetic", "noise"]
    assert len(ueda.targets) == 5
    assert pickle.loads(pickle.dumps(ueda)) == ueda
    copy = tmp_path / "mine.toml"
    copy.write_text(ueda.source, encoding="utf-8")
    assert read(copy) == ueda, "a shipped file is known wherever it lies"
    copy.write_text(ueda.source + "\n# mine", encoding="utf-8")
    assert read(copy).use == "given"


def test_blank_file_is_valid_as_it_stands_and_has_a_place_for_everything() -> None:
    blank = parse(template("smith2020"), "smith2020.toml")
    assert (blank.id, blank.use, blank.lab) == ("smith2020", "given", "smith")
    assert "'smith2020' is not in the bibliography." in blank.notes


def test_schema_names_the_observables() -> None:
    assert "oxytocin_pulses" in json_schema()["properties"]["measure"]["additionalProperties"]["properties"]["observable"]["enum"]


def test_arms_without_a_group_share_their_women_and_may_say_otherwise() -> None:
    text = file().replace(
        'name = "stress"\n', 'name = "stress"\nwomen = { days_postpartum = 3, n = 8, parity = "primiparous" }\n'
    )
    experiment = parse(text)
    control, stress, other = experiment.arms
    assert control.group == stress.group != other.group
    assert (stress.women.n, stress.women.conditions.days_postpartum, stress.women.conditions.parity) == (8, 3.0, "primiparous")
    assert (control.women.n, control.women.conditions.days_postpartum) == (20, (30.0, 90.0))


def test_line_endings_of_windows_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "one.toml"
    path.write_bytes(b"\xef\xbb\xbf" + file().replace("\n", "\r\n").encode())
    assert isinstance(read(path), Experiment)


def test_numbers_are_turned_into_the_unit_of_what_was_measured() -> None:
    found = target(MILK + 'statistic = "mean"\nvalue = 0.06\nunit = "L"\nspread = { sem = 0.004 }\nn = 5')
    assert (found.value, found.unit) == (60.0, "mL")
    assert found.spread is not None and found.spread.low == pytest.approx(4.0)
    assert found.band.half == pytest.approx(2.7764 * 4 / 60, rel=1e-4)


def test_share_of_women_is_counted_or_given_in_percent() -> None:
    counted = target(MILK + 'statistic = "fraction"\ncount = 6\nn = 14\nabove = "20 mL"')
    assert counted.value == pytest.approx(6.5 / 15)
    assert counted.limit == ("above", 20.0, math.inf)
    assert counted.band.half == pytest.approx(2.1604 * 0.5 / math.sqrt(14), rel=1e-4)
    given = target(MILK + 'statistic = "fraction"\nvalue = 43\nunit = "percent"\nbetween = [10, 20]\nunit_of_limit = "mL"')
    assert (given.value, given.limit) == (0.43, ("between", 10.0, 20.0))


def test_contrast_of_other_women_takes_the_error_of_both_groups_and_crossover_none() -> None:
    lines = 'published = [{ mean = 50, sd = 20, n = 10 }, { mean = 100, sd = 30, n = 10 }]\nunit = "mL"'
    apart, crossed = target(OTHER + lines), target(RATIO + lines)
    assert apart.value == crossed.value == 0.5
    assert apart.band.half == pytest.approx(2.1009 * math.hypot(0.4, 0.3) / math.sqrt(10), rel=1e-4)
    assert crossed.band.half == 0.2


def test_spread_of_the_contrast_itself_is_that_of_the_pairs() -> None:
    found = target(RATIO + "value = 0.5\nspread = { sd = 0.2 }\nn = 16")
    assert found.band.half == pytest.approx(2.1314 * 0.2 / 0.5 / 4, rel=1e-4)


def test_difference_is_judged_by_the_larger_arm() -> None:
    difference = RATIO.replace("ratio", "difference")
    found = target(difference + 'published = [{ mean = 50 }, { mean = 100 }]\nunit = "mL"')
    assert (found.value, found.band.half, found.unit) == (-50.0, 20.0, "mL")
    assert target(difference + 'value = -50\nunit = "mL"').band.half == pytest.approx(10.0)
    text = file(difference + 'published = [{ mean = 50 }, { mean = 50 }]\nunit = "mL"')
    assert parse(text).targets[0].band.why == "weak: the band holds 'no effect'"


def test_null_hangs_on_the_published_number_of_women() -> None:
    null = RATIO.replace('contrast = "ratio"\n', "").replace("mean", "null")
    assert target(null).band.half == 0.2
    assert target(null + "spread = { sem = 0.15 }\nn = 28").band.half == pytest.approx(2.0518 * 0.15, rel=1e-4)
    apart = null.replace("stress", "other women") + 'unit = "mL"\n'
    arms = "published = [{ mean = 50, sem = 4, n = 10 }, { mean = 50, sem = 3, n = 10 }]"
    assert target(apart + arms).band.half == pytest.approx(2.1009 * 0.1, rel=1e-4)


def test_order_is_pairs_of_less_and_more() -> None:
    order = 'name = "o"\nmeasure = "milk"\nstatistic = "order"\n'
    assert target(order + 'arms = ["stress", "control"]\ndirection = "falls"').steps == (("control", "stress"),)
    assert target(order + 'arm = "stress"\nversus = "control"\ndirection = "less"').steps == (("stress", "control"),)


def test_laboratories_are_pooled_into_one_target() -> None:
    papers = 'papers = [{ citation = "a", value = 50, spread = { sd = 10 }, n = 25 }, { citation = "b", value = 80, n = 10 }]'
    found = target(MILK + f'statistic = "mean"\nunit = "mL"\n{papers}')
    assert found.n == 35
    assert isinstance(found.value, float) and 50 < found.value < 80
    assert [paper.citation for paper in found.papers] == ["a", "b"]
    assert set(parse(file(MILK + f'statistic = "mean"\nunit = "mL"\n{papers}')).notes) >= {"'a' is not in the bibliography."}


def test_narrowed_band_is_measured_by_each_of_its_sides() -> None:
    from letdown.experiments import distance

    found = target('name = "n"\n' + PULSES + "\nband = [1.9, 2.3]")
    assert (found.band.low, found.band.high, found.band.narrowed) == (1.9, 2.3, True)
    assert [distance(found.band, value) for value in (1.9, 2.0, 2.3)] == pytest.approx([1.0, 0.0, 1.0])


def test_derived_number_decides_only_a_sign() -> None:
    found = target('name = "n"\n' + PULSES + '\nprovenance = "derived"')
    assert (found.band.counts, found.band.why) == (False, "derived")
    order = 'name = "o"\nmeasure = "milk"\nstatistic = "order"\narms = ["stress", "control"]\ndirection = "rises"\n'
    assert target(order + 'provenance = "derived"').band.counts


def test_extremes_have_their_published_values() -> None:
    found = target('name = "x"\nmeasure = "pulses"\narm = "control"\nstatistic = "range"\nvalue = [0, 5]')
    assert (found.value, found.band.low, found.band.high) == ((0.0, 5.0), 0.0, 5.0)


def refused(text: str, kind: type[InputError], *words: str, line: int | None = None) -> None:
    """The file is refused with one line that has ``words`` in it, and the number of the line at fault."""
    with pytest.raises(kind) as caught:
        parse(text, "bad.toml")
    message = str(caught.value)
    assert "\n" not in message and len(message) < 600 and message.startswith("'bad.toml'")
    for word in words:
        assert word in message, message
    if line is not None:
        assert f"line {line}" in message, message


@pytest.mark.parametrize(
    ("old", "new", "kind", "words", "line"),
    [
        ('"oxytocin_pulses"', '"oxytocin_pulse"', InputError, ["observable", "'oxytocin_pulses'"], 29),
        ('every = "2 min"', 'evry = "2 min"', InputError, ["'every'"], 30),
        ('every = "2 min"', 'every = "2 mL"', UnitError, ["can't be turned into s"], 30),
        ('citation = "ueda1994"\n', "", InputError, ["'citation' is missing"], None),
        ('citation = "ueda1994"', 'citation = " "', InputError, ["citation"], 4),
        ("doubts = []\n", "", InputError, ["'doubts' is missing"], None),
        ("n = 20\n", "n = 0\n", InputError, ["'n' = 0"], 9),
        ("n = 20\n", "n = 20.5\n", InputError, ["'n'"], 9),
        ("n = 20\n", 'n = 20\nparity = "first"\n', InputError, ["'parity'"], 10),
        ("[30, 90]", "[90, 30]", ParameterError, ["the smaller first"], 10),
        ("[30, 90]", '"5 mL"', UnitError, ["day"], 10),
        ("schema = 1", "schema = 2", FileError, ["newer letdown"], None),
        ("schema = 1", 'schema = "one"', FileError, ["version"], None),
        ('id = "smith2020"', 'id = "Smith 2020"', InputError, ["'id'"], 2),
        ('name = "stress"', 'name = "control"', InputError, ["another arm 'control'"], 17),
        ('kind = "stress"', 'kind = "stres"', InputError, ["'stress'", "timeline entry 2"], 20),
        ('do = "disturbance"', 'do = "disturbanse"', InputError, ["'disturbance'"], 20),
        ("degree = 1.0", "vacuum = 1.0", TimelineError, ["'vacuum' does not belong here"], 20),
        ('group = "b"', 'grup = "b"', InputError, ["'group'"], 25),
        ('group = "b"', 'changes = { "nipple_afferents.left_gian" = 0 }', ParameterError, ["left_gain"], 25),
        ('group = "b"', 'changes = { spinal_cord_lesion = "Q3" }', ParameterError, ["'Q3' is no level"], 25),
        ('group = "b"', 'changes = { "nipple_afferents.left_gain" = "x-2" }', ParameterError, ["no factor"], 25),
        ('group = "b"', 'hold = { "milk" = 3 }', ParameterError, ["series that can be held"], 25),
    ],
)
def test_fault_in_the_head_is_one_sentence_with_its_line(
    old: str, new: str, kind: type[InputError], words: list[str], line: int | None
) -> None:
    refused(replaced(old, new), kind, *words, line=line)


NAMED = 'name = "n"\n' + PULSES


@pytest.mark.parametrize(
    ("lines", "kind", "words", "down"),
    [
        (NAMED.replace('"pulses"', '"pulse"'), InputError, ["measure 'pulse'", "'pulses'"], 2),
        (NAMED.replace('"control"', '"controls"'), InputError, ["arm 'controls'", "'control'"], 3),
        (NAMED.replace('"mean"', '"average"'), InputError, ["'statistic'"], 4),
        (NAMED.replace('"1"', '"mL"'), UnitError, ["'mL' can't be turned into a bare number"], 6),
        (NAMED.replace('"1"', '"flounder"'), UnitError, ["'flounder' can't be turned into"], 6),
        (NAMED.replace("2.0", "nan"), InputError, ["'value'"], 5),
        (NAMED.replace("2.0", '"2"'), InputError, ["'value'"], 5),
        (NAMED.replace("2.0", "-2.0"), InputError, ["above 0"], 5),
        (NAMED.replace("value = 2.0\n", ""), InputError, ["'value' is missing"], None),
        (NAMED.replace("2.0", "[1, 2]"), InputError, ["one number"], None),
        (NAMED.replace("sd = 0.7", "sd = 0.7, sem = 0.1"), InputError, ["sd and sem"], 7),
        (NAMED.replace("sd = 0.7", "ci95 = [3, 4]"), InputError, ["does not hold the value"], 7),
        (NAMED.replace("sd = 0.7", "iqr = [3, 1]"), InputError, ["runs the wrong way"], 7),
        (NAMED.replace("sd = 0.7", "std = 0.7"), InputError, ["'std'", "'sd'"], 7),
        (NAMED + "\nn = 1", InputError, ["n = 1 is too few"], 8),
        (NAMED + "\nband = [3, 4]", InputError, ["does not hold the value"], 8),
        (NAMED + "\nband = [2.5, 1.5]", InputError, ["is empty"], 8),
        (NAMED + "\nband = [1.0, 4.0]", InputError, ["wider than the rule's 1.6"], 8),
        (NAMED + "\nband = [1.99, 4.0]", InputError, ["wider than the rule's"], 8),
        (NAMED + '\nversus = "stress"', InputError, ["'contrast' is missing"], None),
        (NAMED + "\ncount = 3", InputError, ["'count'"], None),
        (NAMED + '\nprovenance = "heard"', InputError, ["'provenance'"], 8),
        (RATIO.replace("control", "stress") + "value = 2", InputError, ["compared with itself"], 4),
        (RATIO + "value = 0.0", InputError, ["above 0"], 7),
        (RATIO, InputError, ["'value' is missing"], None),
        (RATIO + "published = [{ mean = 3 }]", InputError, ["give two"], None),
        (RATIO + "published = [{ mean = 3 }, { sd = 3 }]", InputError, ["a mean or a count"], 7),
        (RATIO + "value = 3\npublished = [{ mean = 1 }, { mean = 3 }]", InputError, ["do not agree"], 7),
        (RATIO.replace("ratio", "difference") + 'value = 0\nunit = "mL"', InputError, ["null"], 7),
        (RATIO.replace("ratio", "difference") + "value = 5", InputError, ["'unit' is missing"], 7),
        (MILK + 'statistic = "fraction"\nvalue = 0.5', InputError, ["which women are counted"], 4),
        (MILK + 'statistic = "fraction"\nvalue = 50\nabove = 3', InputError, ["unit = 'percent'"], 5),
        (MILK + 'statistic = "fraction"\nvalue = -0.5\nabove = 3', InputError, ["no fraction"], 5),
        (MILK + 'statistic = "fraction"\ncount = 30\nabove = 3', InputError, ["30 of 20 women"], 5),
        (MILK + 'statistic = "fraction"\nvalue = 0.5\nabove = "3 s"', UnitError, ["can't be turned into mL"], 6),
        (MILK + 'statistic = "fraction"\nvalue = 0.5\nabove = 3\nbelow = 5', InputError, ["only one of"], None),
        (MILK + 'statistic = "correlation"\nvalue = 0.5', InputError, ["'with' is missing"], None),
        (MILK + 'statistic = "correlation"\nvalue = 0.5\nwith = "milk"', InputError, ["correlated with itself"], 6),
        (MILK + 'statistic = "correlation"\nvalue = 1.5\nwith = "pulses"', InputError, ["no correlation"], 5),
        (MILK + 'statistic = "correlation"\nvalue = 0.5\nwith = "pulses"\nn = 3', InputError, ["too few"], 7),
        (MILK + 'statistic = "mean"\nvalue = 5\nunit = "mL"\nabove = 3', InputError, ["take 'above' out"], None),
        (
            MILK + 'statistic = "mean"\nunit = "mL"\npapers = [{ citation = "a", value = 3, n = 2 }]',
            InputError,
            ["no pool"],
            None,
        ),
        ('name = "o"\nmeasure = "milk"\nstatistic = "order"\narms = ["control", "stress"]', InputError, ["direction"], None),
        (
            'name = "o"\nmeasure = "milk"\nstatistic = "order"\narms = ["control", "stress", "control"]\ndirection = "rises"',
            InputError,
            ["in a circle"],
            4,
        ),
    ],
)
def test_fault_in_a_target_is_one_sentence_with_its_line(
    lines: str, kind: type[InputError], words: list[str], down: int | None
) -> None:
    refused(file(lines), kind, *words, line=FIRST if down is None else FIRST + down)


def test_contrast_given_twice_either_way_round_is_refused() -> None:
    once = RATIO + "value = 0.5"
    twice = once.replace('"r"', '"again"')
    around = (
        'name = "back"\nmeasure = "milk"\narm = "control"\nversus = "stress"\ncontrast = "ratio"\nstatistic = "mean"\nvalue = 2'
    )
    refused(file(once, twice), InputError, "asks the same as target 'r'", line=FIRST + 9)
    refused(file(once, around), InputError, "in a circle", line=FIRST + 9)
    refused(file(once, once.replace("0.5", "0.6")), InputError, "another target of that name")


def test_measure_of_cells_needs_the_engine_that_has_them() -> None:
    text = (
        file()
        .replace('observable = "oxytocin_pulses"\nevery = "2 min"', 'observable = "background_rate"')
        .replace('unit = "1"', 'unit = "Hz"')
    )
    refused(text, InputError, "needs cells", line=FIRST + 1)
    assert parse(text.replace("doubts = []", 'doubts = []\nengine = "spiking"')).arms[0].engine == "spiking"


@pytest.mark.parametrize("end", [10, 100, 400, 700, -60, -30])
def test_file_cut_off_in_the_middle_is_refused(end: int) -> None:
    with pytest.raises(InputError) as caught:
        parse(file()[:end], "bad.toml")
    assert "\n" not in str(caught.value)


def test_noise_is_refused_at_once_and_in_one_line(tmp_path: Path) -> None:
    source = random.Random(3)
    path = tmp_path / "noise.toml"
    for raw in (source.randbytes(1_000_000), source.randbytes(100_000), b"x" * 1_000_000, b"", b"\0" * 50, b"[" * 100_000):
        path.write_bytes(raw)
        with pytest.raises(FileError) as caught:
            read(path)
        assert "\n" not in str(caught.value) and len(str(caught.value)) < 300


def test_text_of_random_characters_never_ends_in_another_error() -> None:
    source = random.Random(5)
    text = file()
    for _ in range(300):
        place = source.randrange(len(text))
        said = ""
        try:
            parse(text[:place] + chr(source.choice(_SIGNS)) + text[place + 1 :], "bad.toml")
        except InputError as error:
            said = str(error)
        assert "\n" not in said


def test_number_of_thousands_of_digits_is_refused() -> None:
    refused(file().replace("n = 20\n", f"n = {'9' * 5000}\n"), FileError, "not valid TOML")


def test_folder_and_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(FileError, match="There is no file"):
        read(tmp_path / "nowhere.toml")


def test_records_can_not_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        parse(file()).title = "other"  # type: ignore[misc]
