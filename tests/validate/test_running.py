"""How experiments are run: how many women, which women, what is remembered, and what is told."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic import ValidationError
from studies import answering, lognormal, study

from letdown.dyad import DEFAULTS, with_parameters
from letdown.errors import InputError
from letdown.experiments import Experiment, read
from letdown.observables import request
from letdown.validate import TableCache, json_schema, run, tried, write_report
from letdown.validate.cache import key_of
from letdown.validate.drawing import jobs_of, measured
from letdown.validate.pages import headline, html_page, markdown_page
from letdown.validate.schema import ReportTable

MILK = 'measure = "milk"; unit = "mL"; arm = "plain"; statistic = "mean"; value = 100'
RATIO = 'measure = "milk"; arm = "calm"; versus = "plain"; contrast = "ratio"; statistic = "mean"; value = 1.5'
ORDER = 'measure = "milk"; statistic = "order"; arms = ["plain", "others"]; direction = "rises"'
RANGE = 'measure = "milk"; unit = "mL"; arm = "plain"; statistic = "range"; n = 15; value = [45, 250]'
NONE = 'measure = "milk"; statistic = "null"; arm = "calm"; versus = "plain"'
LEVELS = {("plain", "milk"): 100.0, ("calm", "milk"): 150.0, ("others", "milk"): 200.0}
ANSWERS = {at: lognormal(level, 0.4, 0.05) for at, level in LEVELS.items()}


def ueda() -> Experiment:
    return read(Path(str(files("letdown.evidence").joinpath("experiments", "ueda1994.toml"))))


def test_only_arms_that_a_target_asks_for_are_run() -> None:
    calls: list[tuple[str, int, int]] = []
    run([study(MILK)], measure=answering(ANSWERS, calls))
    assert {arm for arm, _, _ in calls} == {"plain"}


def test_no_woman_is_run_twice() -> None:
    calls: list[tuple[str, int, int]] = []
    run([study(MILK, RATIO)], measure=answering(ANSWERS, calls))
    places = [(arm, place) for arm, first, count in calls for place in range(first, first + count)]
    assert len(set(places)) == len(places)


def test_arms_of_a_group_have_the_same_women_and_others_have_their_own() -> None:
    jobs = jobs_of(study(RATIO, ORDER))
    assert jobs["plain"].mother(3) == jobs["calm"].mother(3)
    assert jobs["plain"].mother(3).parameters != jobs["others"].mother(3).parameters


def test_a_cap_on_women_is_told() -> None:
    report = run([study(MILK)], 10, measure=answering(ANSWERS))
    assert report.experiments[0].women == 10
    assert "not the full number of women" in "\n".join(headline(report))
    assert report.as_json()["quick"]


@pytest.mark.parametrize(("women", "jobs"), [(1, 1), (4, 0)])
def test_numbers_that_cannot_be_are_refused(women: int, jobs: int) -> None:
    with pytest.raises(InputError, match="give"):
        run([study(MILK)], women, jobs=jobs, measure=answering(ANSWERS))


def test_progress_never_runs_back_and_ends_at_one() -> None:
    told: list[float] = []
    run([study(MILK, ORDER)], progress=told.append, measure=answering(ANSWERS))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_second_run_asks_nobody_again_and_finds_the_same(tmp_path: Path) -> None:
    first: list[tuple[str, int, int]] = []
    second: list[tuple[str, int, int]] = []
    made = [study(MILK, RATIO)]
    one = run(made, cache=TableCache(tmp_path), measure=answering(ANSWERS, first))
    other = run(made, cache=TableCache(tmp_path), measure=answering(ANSWERS, second))
    assert first
    assert not second
    assert one.experiments[0].verdicts == other.experiments[0].verdicts


def test_women_remembered_from_a_quick_look_change_nothing(tmp_path: Path) -> None:
    made, fresh = [study(MILK, RATIO)], run([study(MILK, RATIO)], measure=answering(ANSWERS))
    run(made, 150, cache=TableCache(tmp_path), measure=answering(ANSWERS))
    calls: list[tuple[str, int, int]] = []
    again = run(made, cache=TableCache(tmp_path), measure=answering(ANSWERS, calls))
    assert again.experiments[0].verdicts == fresh.experiments[0].verdicts
    assert all(first >= 96 for _, first, _ in calls)


def test_a_new_target_on_the_same_measure_runs_nobody_and_a_new_arm_only_itself(tmp_path: Path) -> None:
    cache = TableCache(tmp_path)
    run([study(MILK)], 20, cache=cache, measure=answering(ANSWERS))
    calls: list[tuple[str, int, int]] = []
    run([study(MILK.replace("100", "90"), RATIO)], 20, cache=cache, measure=answering(ANSWERS, calls))
    assert {arm for arm, _, _ in calls} == {"calm"}


def test_a_table_is_named_by_seed_engine_measure_and_women() -> None:
    usual = key_of(jobs_of(study(MILK))["plain"])
    assert usual == key_of(jobs_of(study(MILK, MILK.replace("mean", "median")))["plain"])
    assert usual != key_of(jobs_of(study(MILK), seed=1)["plain"])
    assert usual != key_of(jobs_of(study(MILK), engine="spiking")["plain"])
    moved = with_parameters(DEFAULTS, {"plasma_oxytocin.clearance": "20 mL/s"})
    assert usual != key_of(jobs_of(study(MILK), base=moved)["plain"])
    assert usual != key_of(jobs_of(study(MILK.replace("milk", "oxytocin").replace("mL", "pg/mL")))["plain"])
    assert usual != key_of(jobs_of(study(MILK.replace("plain", "others")))["others"])


def test_a_spoilt_table_is_measured_again(tmp_path: Path) -> None:
    cache = TableCache(tmp_path)
    run([study(MILK)], 20, cache=cache, measure=answering(ANSWERS))
    for path in tmp_path.glob("*.npz"):
        path.write_bytes(b"PK noise")
    calls: list[tuple[str, int, int]] = []
    run([study(MILK)], 20, cache=cache, measure=answering(ANSWERS, calls))
    assert calls


def test_the_json_is_as_its_schema_says_and_holds_no_nan() -> None:
    answers = {**ANSWERS, ("plain", "milk"): lambda *_: lognormal(100, 0.0)(*_) * 0.0}
    for given in (ANSWERS, answers):
        report = run([study(MILK, RATIO, ORDER, RANGE, NONE)], 30, measure=answering(given))
        text = json.dumps(report.as_json(), allow_nan=False)
        ReportTable.model_validate_json(text)
    table = json.loads(text)
    assert {"version", "engine", "seed", "scores", "experiments"} <= set(table)
    assert {"id", "use", "seconds", "targets"} <= set(table["experiments"][0])
    wanted = {"name", "arm", "published", "unit", "band", "simulated", "interval", "misses_by_bands", "met"}
    assert wanted <= set(table["experiments"][0]["targets"][0])
    with pytest.raises(ValidationError):
        ReportTable.model_validate({**table, "surprise": 1})
    assert "experiments" in json_schema()["properties"]


def test_pages_tell_every_target_and_need_no_other_file(tmp_path: Path) -> None:
    report = run([study(MILK, RATIO, ORDER, RANGE, NONE)], 30, measure=answering(ANSWERS))
    page, text = html_page(report), markdown_page(report)
    for one in report.experiments[0].verdicts:
        assert one.target.name in page
        assert one.target.name in text
    assert "<svg" in page
    assert "nan" not in text
    assert "src=" not in page
    for suffix in (".html", ".md", ".json"):
        assert write_report(report, tmp_path / f"report{suffix}").stat().st_size > 500
    with pytest.raises(InputError):
        write_report(report, tmp_path / "report.pdf")


def test_ueda_1994_runs_from_file_to_verdicts() -> None:
    made = ueda()
    report = run([made], 4)
    assert [one.target.name for one in report.experiments[0].verdicts] == [one.name for one in made.targets]
    assert report.experiments[0].seconds > 0.0
    assert all(one.estimate.women == 4 for one in report.experiments[0].verdicts)


def test_women_are_the_same_whoever_runs_them_and_in_whatever_batches() -> None:
    job = jobs_of(ueda())["control"]
    whole, parts = measured(job, 0, 4), [measured(job, 2, 2), measured(job, 0, 2)]
    for name in job.columns:
        assert whole.columns[name].tolist() == [*parts[1].columns[name], *parts[0].columns[name]]


def test_a_measure_outside_its_session_names_experiment_and_arm() -> None:
    late = replace(study(MILK), measures={"milk": request({"observable": "milk_removed", "to": "3 h"})})
    with pytest.raises(InputError, match="made2026, arm 'plain'"):
        run([late], 2)
    assert "made2026, arm 'plain'" in tried([late])[0]
