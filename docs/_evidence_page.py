"""What the model meets and misses, from the JSON of a validation: scores, misses with their reasons, and each experiment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from _experiment_pages import plain, source

NOT_YET = (
    "*Not yet run: this version comes without the report of a full validation. `letdown validate --out report.html` makes one.*\n"
)
USES = ("fitted", "predicted")
Table = dict[str, Any]


def shipped(name: str) -> Table | None:
    """A report that comes with the package as JSON, or None where there is none yet."""
    path = files("letdown.evidence").joinpath(name)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def calibration_page(report: Table | None) -> str:
    """The calibration from which the default parameters come."""
    from letdown.calibrate.reporting import as_markdown

    return (
        NOT_YET.replace("validation", "calibration").replace("validate", "calibrate") if report is None else as_markdown(report)
    )


def evidence_page(report: Table | None, claimed: dict[str, float], orders: dict[tuple[str, str], str]) -> str:
    """The page below its introduction; ``orders`` says of (experiment, target) which arms are in which order."""
    if report is None:
        return NOT_YET.format(what="validation", command="validate --out report.html")
    parts = [_scores(report, claimed), _laboratories(report)]
    parts += [_missed(report, use, orders) for use in USES]
    parts += [_listed("Inconclusive", "Not settled by the women that were run, and so not met.", _chosen(report, "inconclusive"))]
    parts += [_listed("Weak", "Shown and not scored, since their bands tell too little.", _chosen(report, "weak"))]
    recalled = [(one, each) for one, each in _all(report) if each["provenance"] == "recalled"]
    parts += [_listed("Recalled", "Numbers that nobody here has seen in print; each has half a vote.", recalled)]
    parts += ["## Experiment by experiment", *(_experiment(one, orders) for one in report["experiments"])]
    return "\n\n".join(part for part in parts if part) + "\n"


def orders_of_shipped() -> dict[tuple[str, str], str]:
    """The order that each target of an order claims, such as ``a < b``."""
    from letdown.experiments import shipped as experiments

    return {
        (one.id, each.name): " < ".join(dict.fromkeys(arm for step in each.steps for arm in step))
        for one in experiments()
        for each in one.targets
        if each.statistic == "order"
    }


def _scores(report: Table, claimed: dict[str, float]) -> str:
    rows = ["| | score | claimed | targets met | of | experiments | inconclusive |", "|---|---|---|---|---|---|---|"]
    for use in USES:
        score = report["scores"][use]
        value = "–" if score["score"] is None else f"{score['score']:.0%}"
        cells = (
            use,
            f"**{value}**",
            f"{claimed[use]:.0%}",
            *(str(score[key]) for key in ("met", "targets", "experiments", "inconclusive")),
        )
        rows.append(f"| {' | '.join(cells)} |")
    claim = "The claim holds." if report["holds"] else "The claim does **not** hold."
    quick = f" This was a quick look at {report['women']} women an arm at most, not a full run." if report["quick"] else ""
    stamp = f"letdown {report['version']}, engine {report['engine']}, seed {report['seed']}. {claim}{quick}"
    far = [
        f"* `{one['experiment']}`: {plain(one['target'])} misses by more than four bands, and nobody says why"
        for one in report["unexplained"]
    ]
    return "\n".join(["## Scores", "", *rows, "", stamp, "", *far])


def _laboratories(report: Table) -> str:
    lines = ["## Laboratories", "", "All experiments of a laboratory lie on one side, so that no cohort predicts itself.", ""]
    for use in USES:
        names: dict[str, int] = {}
        for one in report["experiments"]:
            if one["use"] == use:
                names[one["lab"]] = names.get(one["lab"], 0) + 1
        told = ", ".join(f"{plain(name)} ({count})" if count > 1 else plain(name) for name, count in sorted(names.items()))
        lines.append(f"* **{use}**: {told or 'none'}")
    return "\n".join(lines)


def _all(report: Table) -> Iterator[tuple[Table, Table]]:
    for one in report["experiments"]:
        for each in one["targets"]:
            yield one, each


def _chosen(report: Table, key: str) -> list[tuple[Table, Table]]:
    return [(one, each) for one, each in _all(report) if each[key] and (key == "weak" or each["counts"])]


def _missed(report: Table, use: str, orders: dict[tuple[str, str], str]) -> str:
    """The misses of one side, the farthest first."""
    found = [(a, b) for a, b in _all(report) if a["use"] == use and b["counts"] and not b["met"] and not b["inconclusive"]]
    if not found:
        return f"## Missed, {use}\n\nNone."
    rows = ["| experiment | target | published | model | misses by | why |", "|---|---|---|---|---|---|"]
    for one, each in sorted(found, key=lambda pair: -_bands(pair[1])):
        why = plain(each["explained"]) if each["explained"] else "not known"
        cells = (f"`{one['id']}`", plain(each["name"]), _published(one, each, orders), _simulated(each), _told_bands(each), why)
        rows.append(f"| {' | '.join(cells)} |")
    return (
        f"## Missed, {use}\n\n{len(found)} of {report['scores'][use]['targets']}, the farthest first; 1 band is the edge.\n\n"
        + "\n".join(rows)
    )


def _listed(title: str, what: str, found: list[tuple[Table, Table]]) -> str:
    if not found:
        return ""
    names: dict[str, list[str]] = {}
    for one, each in found:
        names.setdefault(one["id"], []).append(plain(each["name"]) + (" (outside)" if not each["within_band"] else ""))
    return "\n".join(
        [
            f"## {title}",
            "",
            f"{what} {len(found)} in all.",
            "",
            *(f"* `{one}`: {'; '.join(each)}" for one, each in names.items()),
        ]
    )


def _experiment(one: Table, orders: dict[tuple[str, str], str]) -> str:
    share = "not scored" if one["score"] is None else f"{one['score']:.0%} met"
    read = one["provenance"].replace("_full_text", " in full").replace("_abstract", " in abstract")
    lines = [
        f"### {plain(one['id'])}",
        "",
        f"{plain(one['title'])}. *{one['use']}, {share}.* {source(one['citation'])}, {read}.",
        "",
    ]
    lines += ["| target | published | band | model | its interval | misses by | verdict |", "|---|---|---|---|---|---|---|"]
    for each in one["targets"]:
        band = "–" if each["scale"] == "extreme" else _interval(each["band"])
        cells = (
            plain(each["name"]),
            _published(one, each, orders),
            band,
            _simulated(each),
            _interval(each["interval"]),
            _told_bands(each),
        )
        lines.append(f"| {' | '.join((*cells, _verdict(each)))} |")
    told = [f"* {plain(doubt)}." for doubt in one["doubts"]]
    told += [f"* {plain(each['name'])}: {plain(each['explained'])}." for each in one["targets"] if each["explained"]]
    told += [
        f"* {plain(each['name'])}: {each['share_undefined']:.0%} of the simulated women have no value."
        for each in one["targets"]
        if each["share_undefined"]
    ]
    return "\n".join([*lines, "", *told])


def _verdict(each: Table) -> str:
    if not each["counts"]:
        return f"{'within' if each['within_band'] else 'outside'}, not scored ({each['why_weak'] or 'derived'})"
    word = "inconclusive" if each["inconclusive"] else "met" if each["met"] else "**missed**"
    return f"{word} (recalled)" if each["provenance"] == "recalled" else word


def _published(one: Table, each: Table, orders: dict[tuple[str, str], str]) -> str:
    if each["statistic"] == "order":
        return plain(orders.get((one["id"], each["name"]), each["arm"]))
    return "no effect" if each["statistic"] == "null" else _number(each["published"], each["unit"])


def _simulated(each: Table) -> str:
    return _number(each["simulated"], each["unit"]) if each["simulated"] is not None else plain(each["note"] or "no number")


def _number(value: float | list[float], unit: str) -> str:
    told = " to ".join(f"{one:.3g}" for one in value) if isinstance(value, list) else f"{value:.3g}"
    return told if unit == "1" else f"{told} {unit.replace('*', '·')}"


def _interval(ends: list[float | None]) -> str:
    low, high = ends
    if low is None or high is None:
        return "–" if low is high else f"above {low:.3g}" if high is None else f"below {high:.3g}"
    return f"{low:.3g} to {high:.3g}"


def _bands(each: Table) -> float:
    return float("inf") if each["misses_by_bands"] is None else each["misses_by_bands"]


def _told_bands(each: Table) -> str:
    far = _bands(each)
    return "over 100" if far >= 100.0 else f"{far:.2f}"
