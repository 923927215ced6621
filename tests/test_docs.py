"""Pages that are written from the package or that repeat what it does: they say what is there, and their examples hold."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from every_stage import REPOSITORY

from letdown.experiments import Experiment, parse

DOCS = REPOSITORY / "docs"
GUIDE = (DOCS / "guides" / "add_an_experiment.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(DOCS), *sys.path])


def example() -> Experiment:
    found = re.search(r'TEXT = """(.*?)"""', GUIDE, re.DOTALL)
    assert found is not None
    return parse(found[1])


def test_the_bands_that_the_guide_works_out_are_those_of_its_example() -> None:
    first = example().targets[0].band
    assert f"{first.low:.2f} to {first.high:.2f}" == "4.34 to 6.00"
    assert "4.34 to 6.00" in GUIDE
    bare = parse(example().source.replace("\nspread = { sd = 2.0 }", "")).targets[0].band
    assert f"{bare.low:.2f} to {bare.high:.2f}" in GUIDE


def test_the_guide_names_all_that_can_happen_and_be_asked() -> None:
    from letdown.experiments.models import Statistic
    from letdown.sessions.entry import CUES, DISTURBANCES, DOINGS, HELPERS, PATTERNS

    for name in (*DOINGS, *get_args(Statistic), *PATTERNS):
        assert f"`{name}`" in GUIDE, name
    for name in (*CUES, *DISTURBANCES, *HELPERS):
        assert re.search(rf"\b{name}\b", GUIDE), name


def test_every_observable_and_every_key_stands_in_the_reference() -> None:
    from _experiment_pages import keys_page, observables_page

    from letdown.experiments.models import TargetTable
    from letdown.observables import OBSERVABLES

    page = observables_page()
    for name, entry in OBSERVABLES.items():
        assert page.count(f"`{name}`\n:") == 1
        assert all(f"`{argument.name}`" in page for argument in entry.arguments)
    for name, field in TargetTable.model_fields.items():
        assert f"| `{field.alias or name}` |" in keys_page()


def test_every_shipped_experiment_stands_in_the_list_and_every_name_of_the_json_in_its_page() -> None:
    from _experiment_pages import experiments_page, report_page

    from letdown.experiments import shipped
    from letdown.validate.schema import ExperimentTable, TargetTable

    listed, keys = experiments_page(), report_page()
    assert all(f"| `{one.id}` |" in listed for one in shipped())
    assert all(f"| `{name}` |" in keys for table in (ExperimentTable, TargetTable) for name in table.model_fields)


def target(**changes: Any) -> dict[str, Any]:
    base: dict[str, Any] = dict.fromkeys(("contrast", "curve", "row", "why_weak", "explained", "note", "versus"))
    base |= {"name": "milk", "arm": "feed", "published": 80.0, "unit": "mL", "band": [70.0, 90.0], "simulated": 95.0}
    base |= {"interval": [93.0, 97.0], "misses_by_bands": 1.5, "met": False, "statistic": "mean", "scale": "log", "counts": True}
    base |= {"weak": False, "vote": 1.0, "inconclusive": False, "within_band": False, "share_undefined": 0.0}
    return {**base, "provenance": "read_abstract", **changes}


def report(*targets: dict[str, Any]) -> dict[str, Any]:
    score = {"score": 0.5, "met": 1, "targets": len(targets), "experiments": 1, "inconclusive": 0, "leaning": 0.5}
    one = {"id": "kent2008", "use": "fitted", "title": "Pumping", "citation": "kent2008", "lab": "perth", "score": 0.5}
    one |= {"provenance": "read_abstract", "doubts": ["Weeks are taken."], "targets": list(targets)}
    head = {"version": "0", "engine": "bursts", "seed": 0, "women": None, "quick": False, "holds": False, "unexplained": []}
    return {**head, "scores": {"fitted": score, "predicted": {**score, "score": None}}, "experiments": [one]}


def page(*targets: dict[str, Any]) -> str:
    from _evidence_page import evidence_page

    claimed = {"fitted": 0.85, "predicted": 0.75}
    return evidence_page(report(*targets), claimed, {("kent2008", "less milk"): "softer < comfortable"})


def test_a_miss_is_listed_with_its_reason_or_that_none_is_known() -> None:
    told = page(target(name="milk of a pumping", explained="Ducts are too wide"), target(name="fat"))
    missed = told.partition("## Missed, fitted")[2].partition("## Missed, predicted")[0]
    assert "| `kent2008` | milk of a pumping | 80 mL | 95 mL | 1.50 | Ducts are too wide |" in missed
    assert "| `kent2008` | fat | 80 mL | 95 mL | 1.50 | not known |" in missed
    assert "does **not** hold" in told
    assert "Weeks are taken." in told


def test_weak_recalled_inconclusive_and_orders_are_told_apart() -> None:
    told = page(
        target(name="wide", counts=False, weak=True, why_weak="weak: the band is wide", within_band=True),
        target(name="from memory", provenance="recalled", met=True, within_band=True, misses_by_bands=0.2),
        target(name="unsure", inconclusive=True),
        target(
            name="less milk",
            statistic="order",
            published=None,
            band=[0.0, None],
            simulated=None,
            misses_by_bands=None,
            note="none",
        ),
    )
    assert "| 0.20 | met (recalled) |" in told
    assert "within, not scored (weak: the band is wide)" in told
    assert "* `kent2008`: unsure (outside)" in told
    assert "softer \\< comfortable | above 0 | none |" in told
    assert "over 100" in told


def test_a_package_without_reports_says_so() -> None:
    from _evidence_page import calibration_page, evidence_page

    assert "Not yet run" in evidence_page(None, {}, {})
    assert "Not yet run" in calibration_page(None)


def test_what_a_page_includes_or_links_to_in_the_repository_is_there() -> None:
    written = {"generated", "reference", "model"}  # partly written when the documentation is built
    for page in [REPOSITORY / "README.md", *DOCS.glob("*.md"), *(DOCS / "guides").glob("*.md")]:
        for link in re.findall(r"\]\(([\w./]+\.md)[^)]*\)", page.read_text(encoding="utf-8")):
            place = Path(page.parent, link).resolve()
            assert place.is_file() or place.parent.name in written, f"{page.name}: {link}"
