"""Every number that an experiment is judged by stands in a row of the evidence, and says the same there."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from letdown.errors import UnitError
from letdown.evidence.bibliography import references
from letdown.experiments.units import converted
from letdown.observables import OBSERVABLES

FOLDER = files("letdown.evidence")
COLUMNS = "id,citation,species,population,condition,metric,statistic,value,unit,spread_kind,spread,n,provenance,doubt"
SPREADS = {
    "": (),
    "sd": ("sd",),
    "sem": ("sem",),
    "cv": ("cv",),
    "ci95_low_high": ("ci95",),
    "range": ("range",),
    "iqr": ("iqr",),
}
WITHOUT_VALUE = ("order", "null")
BARE = ("fraction", "correlation", "r_squared", "repeatability", "cv")

ROWS = {
    row["id"]: row
    for file in sorted(FOLDER.joinpath("rows").iterdir(), key=lambda file: file.name)
    for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
}
EXPERIMENTS = {
    file.name: tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted(FOLDER.joinpath("experiments").iterdir(), key=lambda file: file.name)
    if file.name.endswith(".toml")
}
TARGETS = [(file, experiment, target) for file, experiment in EXPERIMENTS.items() for target in experiment["targets"]]
WITH_ROW = [pytest.param(one, id=f"{one[0]}: {one[2]['name']}") for one in TARGETS if "row" in one[2]]


def numbers(text: str) -> list[float]:
    return [float(part) for part in text.split(";")] if text else []


def unit_of(experiment: dict[str, Any], target: dict[str, Any]) -> str:
    """The unit in which a target and its row are compared: that of the observable, or none for ratios and shares."""
    if target.get("contrast") == "ratio" or target["statistic"] in BARE:
        return "1"
    return OBSERVABLES[experiment["measure"][target["measure"]]["observable"]].unit


def in_unit(values: Any, given: str, unit: str) -> tuple[float, ...]:
    listed = values if isinstance(values, list) else [values]
    return tuple(converted(float(value), given, unit, "row") for value in listed)


def findings(experiment: dict[str, Any], target: dict[str, Any]) -> list[dict[str, Any]]:
    """What a target says: its own numbers, those of both arms, those of each paper."""
    own = {"n": experiment["women"]["n"], **target}
    arms = [{"value": one.get("mean"), "n": own["n"], "spread": one, **one} for one in target.get("published", [])]
    papers = [{**one} for one in target.get("papers", [])]
    if len(arms) == 2 and target.get("contrast") == "ratio" and all(one["value"] for one in arms):
        arms.append({"value": arms[0]["value"] / arms[1]["value"], "n": own["n"], "unit": "1"})
    return [own, *arms, *papers]


def agrees(row: dict[str, str], said: dict[str, Any], target: dict[str, Any], unit: str) -> bool:
    """Whether one finding of a target has the row's value and spread; what is of another unit does not."""
    try:
        return _agrees(row, said, target, unit)
    except UnitError:
        return False


def _agrees(row: dict[str, str], said: dict[str, Any], target: dict[str, Any], unit: str) -> bool:
    value = said["count"] / said["n"] if "count" in said else said.get("value")
    if value is None or not row["value"]:
        return False
    given = said.get("unit") or target.get("unit") or unit
    given = row["unit"] if unit == "1" and "mean" in said else given
    into = given if unit == "1" and "mean" in said else unit
    close = pytest.approx(in_unit(numbers(row["value"]), row["unit"], into), rel=1e-3, abs=1e-9)
    if in_unit(value, given, into) != close:
        return False
    spread = said.get("spread") or {}
    kind = next((kind for kind in SPREADS[row["spread_kind"]] if kind in spread), "")
    if not any(kind in spread for kinds in SPREADS.values() for kind in kinds):
        return not row["spread_kind"] or not row["n"]  # a spread of nobody knows how many makes no error
    as_given = row["unit"] if "mean" not in said else into
    wanted = in_unit(numbers(row["spread"]), "1" if kind == "cv" else as_given, "1" if kind == "cv" else into)
    return bool(kind) and in_unit(spread[kind], "1" if kind == "cv" else given, "1" if kind == "cv" else into) == pytest.approx(
        wanted
    )


def test_rows_are_told_apart_and_well_formed():
    for file in FOLDER.joinpath("rows").iterdir():
        assert file.read_text(encoding="utf-8").splitlines()[0] == COLUMNS, file.name
    ids = Counter(
        line.split(",", 1)[0]
        for file in FOLDER.joinpath("rows").iterdir()
        for line in file.read_text(encoding="utf-8").splitlines()[1:]
    )
    assert not [name for name, count in ids.items() if count > 1]
    for row in ROWS.values():
        assert re.fullmatch(r"[a-z][a-z0-9-]*", row["id"]), row["id"]
        assert row["citation"] in references(), row["id"]
        assert row["provenance"] in ("read_full_text", "read_abstract", "secondary", "recalled", "derived"), row["id"]
        assert row["spread_kind"] in SPREADS, row["id"]
        assert bool(row["spread"]) == bool(row["spread_kind"]), row["id"]
        assert bool(numbers(row["value"])) or row["statistic"] in WITHOUT_VALUE, row["id"]


def test_every_experiment_and_every_pooled_paper_is_in_the_bibliography():
    for file, experiment in EXPERIMENTS.items():
        cited = [
            experiment["citation"],
            *(one["citation"] for target in experiment["targets"] for one in target.get("papers", [])),
        ]
        assert not set(cited) - references().keys(), file


@pytest.mark.parametrize("one", WITH_ROW)
def test_a_target_says_what_its_row_says(one: tuple[str, dict[str, Any], dict[str, Any]]):
    _, experiment, target = one
    assert target["row"] in ROWS, f"there is no row '{target['row']}'"
    row = ROWS[target["row"]]
    if target["statistic"] not in WITHOUT_VALUE:
        unit = unit_of(experiment, target)
        assert any(agrees(row, said, target, unit) for said in findings(experiment, target)), row
    if row["n"]:
        counts = [said.get("n") for said in findings(experiment, target)]
        halves = [2 * count for count in counts if target.get("versus") or "n" in target]  # of two groups of unknown size
        assert int(row["n"]) in counts + halves, f"n = {row['n']} in the row, {counts} in the target"


def test_every_row_is_used():
    named = {target["row"] for _, _, target in TARGETS if "row" in target}
    pooled = {
        row["id"]
        for row in ROWS.values()
        for _, experiment, target in TARGETS
        for said in target.get("papers", [])
        if said["citation"] == row["citation"]
        and row["value"]
        and ("count" in said or agrees(row, {"spread": {}, **said}, target, unit_of(experiment, target)))
    }
    assert not ROWS.keys() - named - pooled


def test_a_value_has_a_row_unless_it_is_pooled_or_compared():
    bare = [
        f"{file}: {target['name']}"
        for file, _, target in TARGETS
        if "row" not in target and ("value" in target or "count" in target)
    ]
    assert not bare
