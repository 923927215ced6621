"""The report for people: lines of a table, Markdown and HTML pages; each stands on its own."""

from __future__ import annotations

import html
import json
import math
from pathlib import Path
from typing import NamedTuple

from letdown.recording import checked_suffix, whole_file
from letdown.reports import INTENDED_USE
from letdown.validate.report import CLAIMED, GOALS, ExperimentResult, Report
from letdown.validate.verdicts import FAR, Verdict

SUFFIXES = (".html", ".md", ".json")
HEADER = ("target", "published", "band", "simulated", "95 % interval", "misses by", "verdict")


class Line(NamedTuple):
    """One target as words, a cell for each name of :data:`HEADER`; ``mark`` is its verdict for colours."""

    cells: tuple[str, ...]
    mark: str


def lines_of(result: ExperimentResult) -> list[Line]:
    """A line for each target of an experiment."""
    return [_line(one) for one in result.verdicts]


def headline(report: Report) -> list[str]:
    """The scores in sentences, and what is wrong with them."""
    found: list[str] = []
    for use, score in report.scores.items():
        if score.experiments:
            claim = f" (claimed: {CLAIMED[use]:.0%}; the goal is {GOALS[use]:.0%})" if use in CLAIMED else ""
            unsure = f", {score.inconclusive} inconclusive" if score.inconclusive else ""
            found.append(
                f"{use}: score {score.score or 0.0:.0%}{claim}; {score.met} of {score.targets} targets met in "
                f"{_counted(score.experiments, 'experiment')}{unsure}"
            )
    if not found:
        found.append("No target counts: nothing is scored.")
    if report.women is not None:
        leaning = {use: score.leaning for use, score in report.scores.items() if score.leaning is not None}
        told = ", ".join(f"{use} {value:.0%}" for use, value in leaning.items())
        found.append(
            f"A quick look at {report.women} women an arm at most, not the full number of women: what they can't decide counts "
            f"as not met. By their values alone: {told or 'nothing'}."
        )
    for where, one in report.unexplained:
        found.append(f"{where}: '{one.target.name}' misses by more than {FAR:g} bands, and nobody says why (explained = …).")
    return found


def write_report(report: Report, path: str | Path) -> Path:
    """Write the report as .html, .md or .json; it appears whole or not at all."""
    target = Path(path)
    suffix = checked_suffix(target, SUFFIXES)
    text = {".html": html_page, ".md": markdown_page, ".json": _json}[suffix](report)
    with whole_file(target) as temporary:
        temporary.write_text(text, encoding="utf-8")
    return target


def _json(report: Report) -> str:
    return json.dumps(report.as_json(), indent=2, allow_nan=False) + "\n"


def markdown_page(report: Report) -> str:
    """The report as a Markdown page; misses are drawn with characters, so that it needs no other file."""
    parts = ["# Published experiments, run again", "", *(f"- {line}" for line in headline(report)), "", _stamp(report), ""]
    for result in report.experiments:
        parts += [f"## {title_of(result)}", "", *(f"- {line}" for line in _about(result)), ""]
        parts += [f"| {' | '.join((*HEADER, '-2 … 2 bands'))} |", f"|{' --- |' * (len(HEADER) + 1)}"]
        for line, one in zip(lines_of(result), result.verdicts, strict=True):
            parts.append(f"| {' | '.join(cell.replace('|', '/') for cell in (*line.cells, _strip(one)))} |")
        parts.append("")
    return "\n".join([*parts, INTENDED_USE, ""])


def html_page(report: Report) -> str:
    """The report as one HTML page that needs no other file; the picture is inside."""
    picture = _picture(report)
    body = [f"<h1>Published experiments, run again</h1><ul>{''.join(f'<li>{_safe(one)}</li>' for one in headline(report))}</ul>"]
    body += [f"<p class=small>{_safe(_stamp(report))}</p>", picture]
    for result in report.experiments:
        about = "".join(f"<li>{_safe(line)}</li>" for line in _about(result))
        heads = "".join(f"<th>{_safe(one)}</th>" for one in HEADER)
        rows = "".join(
            f'<tr class="{line.mark}">{"".join(f"<td>{_safe(cell)}</td>" for cell in line.cells)}</tr>'
            for line in lines_of(result)
        )
        body.append(f"<h2>{_safe(title_of(result))}</h2><ul>{about}</ul><table><tr>{heads}</tr>{rows}</table>")
    body.append(f"<p class=small>{_safe(INTENDED_USE)}</p>")
    head = f"<meta charset=utf-8><title>letdown validate</title><style>{_STYLE}</style>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(body)}</body></html>\n'


_STYLE = (
    "body{font:15px/1.45 system-ui,sans-serif;max-width:72em;margin:2em auto;padding:0 1em;color:#222}"
    "table{border-collapse:collapse;font-size:13px}td,th{text-align:left;padding:.2em .7em;border-bottom:1px solid #ddd}"
    "tr.met td:last-child{color:#007a59;font-weight:600}tr.missed td:last-child{color:#b54a00;font-weight:600}"
    "tr.weak td{color:#767676}.small{font-size:12px;color:#666}svg{max-width:100%;height:auto}h2{font-size:1.1em;margin-top:2em}"
)


def _picture(report: Report) -> str:
    from letdown.figures import Miss, misses

    rows: list[Miss] = []
    for result in report.experiments:
        for one in result.verdicts:
            if one.offset is not None:
                word = one.word if one.counts else "weak"
                rows.append(Miss(result.experiment.id, one.target.name, *one.offset, word))
    if not rows:
        return ""
    drawn = misses(rows)
    return f"<figure>{drawn[drawn.index('<svg') :]}</figure>"


def _line(one: Verdict) -> Line:
    target, found = one.target, one.estimate
    unit = {"1": "", "percent": " %"}.get(target.unit, f" {target.unit}")
    simulated = " to ".join(map(_told, found.pair)) if found.pair else _told(found.value)
    band = _interval(target.band.low, target.band.high) if target.scale != "extreme" else "–"
    word = one.word if one.counts else f"{'within' if one.close else 'outside'}, not scored ({_why(one)})"
    if one.unexplained:
        word += ", unexplained"
    elif one.target.explained and not one.met:
        word += ", explained"
    return Line(
        (
            target.name,
            _published(one) + (unit if target.value is not None else ""),
            band,
            (simulated + unit) if math.isfinite(found.value) else f"none: {found.note}",
            _interval(found.low, found.high) if target.statistic != "null" else f"{_interval(found.low, found.high)} (90 %)",
            f"{one.misses:.2f} bands" if one.misses < 100.0 else "over 100 bands",
            word,
        ),
        one.word if one.counts else "weak",
    )


def _why(one: Verdict) -> str:
    return one.target.band.why or "derived"


def _published(one: Verdict) -> str:
    value = one.target.value
    if isinstance(value, tuple):
        return " to ".join(map(_told, value))
    if value is not None:
        return _told(value)
    if one.target.statistic == "null":
        return "no effect"
    steps = one.target.steps
    return " < ".join(dict.fromkeys(arm for step in steps for arm in step))


def _told(value: float) -> str:
    return f"{value:.3g}" if math.isfinite(value) else "–"


def _interval(low: float, high: float) -> str:
    if math.isfinite(low) and not math.isfinite(high):
        return f"above {_told(low)}"
    if math.isfinite(high) and not math.isfinite(low):
        return f"below {_told(high)}"
    return f"{_told(low)} to {_told(high)}" if math.isfinite(low) else "–"


def _strip(one: Verdict) -> str:
    """A band between brackets, a dash for the interval and an o for the value; arrows for what lies outside."""
    if one.offset is None:
        return ""
    cells = [" "] * 33
    cells[8], cells[24] = "[", "]"
    at = [round(16 + 8 * min(max(value, -3.0), 3.0)) for value in one.offset]
    for place in range(max(at[1], 0), min(at[2], 32) + 1):
        cells[place] = "-" if cells[place] == " " else cells[place]
    cells[min(max(at[0], 0), 32)] = "<" if at[0] < 0 else ">" if at[0] > 32 else "o"
    return f"`{''.join(cells)}`"


def title_of(result: ExperimentResult) -> str:
    """An experiment's name, what it was used for and how much of it is met."""
    share = "not scored" if result.share is None else f"{result.share:.0%} met"
    return f"{result.experiment.id}: {result.experiment.title} ({result.experiment.use}, {share})"


def _about(result: ExperimentResult) -> list[str]:
    experiment = result.experiment
    found = [
        f"{experiment.citation}; {experiment.provenance.replace('_', ' ')}; {_counted(result.women, 'simulated woman')} an arm"
    ]
    found += [f"Doubt: {one}" for one in experiment.doubts]
    found += [f"Note: {one}" for one in experiment.notes]
    for one in result.verdicts:
        if one.target.explained:
            found.append(f"'{one.target.name}': {one.target.explained}")
        if one.estimate.left_out > 0.0:
            found.append(f"'{one.target.name}': {one.estimate.left_out:.0%} of the women have no value")
    return found


def _counted(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what.replace('woman', 'women') if 'woman' in what else what + 's'}"


def _stamp(report: Report) -> str:
    return f"letdown {report.version} · {report.engine} · seed {report.seed}"


def _safe(text: str) -> str:
    return html.escape(text)
