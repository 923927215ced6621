"""Every stage is declared the same way, and no number stands there without unit, range and source."""

from __future__ import annotations

import importlib
import inspect
import re
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest
from every_stage import PACKAGE, modules_below, short_name, stage_modules

from letdown.quantity import ASSUMED, Field, Unit, fields

STAGES = stage_modules()
stages = pytest.mark.parametrize("stage", STAGES, ids=short_name)

# 'one file, one network': arrays advanced in place for many milliseconds, not a record stepped by dt
ADVANCED_IN_PLACE = {"letdown.reflex.oxytocin_neurons.spiking_network"}
# symbols and abbreviations that mean nothing to a reader; a paper's symbols are for the inside of step
FORBIDDEN_NAMES = re.compile(
    r"^(tau|thalf|t12|t_?half|k[0-9]|[a-zA-Z]|imp|ot|oxt|vol|conc|freq|max|min|num|params?|cfg|amp|thr|coef)$"
)
NAME = re.compile(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")
# words the field (or we) no longer use, beside what we say instead
AVOIDED_WORDS = {
    r"\bOT (cells|neurons)\b": "oxytocin neurons",
    r"\bneurohypophys": "posterior pituitary",
    r"\bmilk let-?down\b": "milk ejection",
    r"\bIMP\b": "intramammary pressure",
    r"\binfant suckles\b": "the infant sucks; the mother is suckled",
}


def _settings() -> list[type]:
    """Numbers that are declared outside the stages: instruments and detectors."""
    found: list[type] = []
    for layer in ("instruments", "analysis"):
        if not (PACKAGE / layer / "__init__.py").exists():
            continue
        for module in modules_below(f"letdown.{layer}"):
            for name in ("Settings", "Parameters", "Thresholds"):
                declared = getattr(module, name, None)
                if declared is not None and declared.__module__ == module.__name__:
                    found.append(declared)
    return found


OWNERS = [stage.Parameters for stage in STAGES] + _settings()


def _numbers() -> list[Any]:
    """Every declared number with a readable id."""
    found: list[Any] = []
    for owner in OWNERS:
        place = f"{owner.__module__.removeprefix('letdown.')}.{owner.__name__}"
        found += [pytest.param(place, field, id=f"{place}.{field.name}") for field in fields(owner)]
    return found


numbers = pytest.mark.parametrize(("place", "field"), _numbers())


def test_there_are_stages_to_look_at() -> None:
    names = {short_name(stage) for stage in STAGES}
    assert {"reflex.plasma_oxytocin", "reflex.myoepithelium", "reflex.milk_ducts"} <= names


@stages
def test_stage_says_what_it_is_in_one_sentence(stage: ModuleType) -> None:
    assert stage.__doc__ is not None
    first = stage.__doc__.split("\n\n")[0].strip()
    assert first.endswith("."), f"{stage.__name__}: the first paragraph of its docstring is not a sentence: {first!r}"


@stages
def test_stage_has_the_three_words(stage: ModuleType) -> None:
    assert stage.Parameters.__doc__ and not stage.Parameters.__doc__.startswith("Parameters(")
    stepping = getattr(stage, "step", None)
    state = getattr(stage, "State", None)
    if stage.__name__ in ADVANCED_IN_PLACE:
        return
    if stage.__name__.startswith("letdown.lactation") and state is None:
        kernels = [f for f in vars(stage).values() if inspect.isfunction(f) and f.__module__ == stage.__name__]
        assert kernels and all(f.__doc__ for f in kernels), "a stage without state owes documented functions"
        return
    assert state is not None and state.__doc__ and not state.__doc__.startswith("State("), "State lacks a docstring"
    assert stepping is not None and stepping.__doc__, "step lacks a docstring"
    names = list(inspect.signature(stepping).parameters)
    assert names[0] == "state", f"{stage.__name__}.step takes the state first, not {names[0]!r}"
    assert names[-2:] == ["par", "dt"], f"{stage.__name__}.step ends in {names[-2:]}, not in par, dt"


@stages
def test_every_input_and_every_state_carries_a_unit(stage: ModuleType) -> None:
    if stage.__name__ in ADVANCED_IN_PLACE:
        pytest.skip("arrays; its units stand in its docstring")
    owed: list[str] = []
    for owner in (getattr(stage, "State", None), getattr(stage, "step", None)):
        if owner is None:
            continue
        for name, hint in get_type_hints(owner, include_extras=True).items():
            if hint is int or hasattr(hint, "_fields"):
                continue
            if not any(isinstance(extra, Unit) for extra in get_args(hint)[1:]):
                owed.append(f"{owner.__name__}.{name}")
    assert not owed, f"{stage.__name__}: no unit on {owed}"


@numbers
def test_default_lies_in_its_range(place: str, field: Field) -> None:
    assert field.low < field.high, f"{place}.{field.name}: the range {field.low} to {field.high} is empty"
    assert field.low <= field.default <= field.high


@numbers
def test_number_says_what_it_means(place: str, field: Field) -> None:
    assert len(field.meaning) > 8, f"{place}.{field.name}: {field.meaning!r} says too little"


@numbers
def test_number_has_a_source_or_admits_that_it_is_assumed(place: str, field: Field) -> None:
    if field.source == ASSUMED:
        assert field.note.strip(), f"{place}.{field.name} is assumed and owes a note that says why this value"
        return
    bibliography = importlib.import_module("letdown.evidence.bibliography")
    assert field.source in bibliography.references(), f"{place}.{field.name}: '{field.source}' is not in references.toml"


@numbers
def test_unit_is_one_that_pint_understands(place: str, field: Field) -> None:
    import pint

    if field.unit != "1":
        assert pint.get_application_registry().Unit(field.unit) is not None  # raises where it is unknown


@numbers
def test_name_is_a_noun_of_the_field(place: str, field: Field) -> None:
    assert NAME.match(field.name), f"{place}.{field.name} is not in lower_case_with_underscores"
    assert not FORBIDDEN_NAMES.match(field.name), f"{place}.{field.name} is an abbreviation; say what it is"


@stages
def test_stage_uses_the_words_of_the_glossary(stage: ModuleType) -> None:
    source = inspect.getsource(stage)
    for pattern, instead in AVOIDED_WORDS.items():
        found = re.search(pattern, source)
        assert found is None, f"{stage.__name__} says {found and found.group()!r}; we say {instead!r}"


def test_no_two_numbers_of_one_stage_share_a_name_across_the_breasts() -> None:
    seen: dict[str, str] = {}
    for stage in STAGES:
        last = stage.__name__.rsplit(".", 1)[-1]
        assert last not in seen, f"{stage.__name__} and {seen[last]} would give the same parameter names"
        seen[last] = stage.__name__
