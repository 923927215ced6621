"""A comparison in plain words, and the cells of its table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from letdown.comparison.estimates import Interval
from letdown.comparison.parting import MARGIN, Part
from letdown.comparison.stages import ORDER, SIDES, TITLES

if TYPE_CHECKING:
    from letdown.comparison.result import Comparison, Row

HEADER = ("", "A", "B", "B − A (95 % interval)", "B / A (95 % interval)", "more in B", "less in B")
NONE = "–"
_LONG_ENOUGH = 30.0
"""Seconds for which a signal must be the only one to differ, for a word about its size (assumed); the table has it whole."""


class Block(NamedTuple):
    """One stage of the table: its title, whether the arc parts there of its own, and its lines as cells under the header."""

    title: str
    parts: bool
    lines: tuple[tuple[str, ...], ...]


def whom(comparison: Comparison) -> str:
    """Who was compared: ``200 women``, ``one woman in 200 feeds``."""
    count = len(comparison)
    if comparison.lone:
        return f"one woman, {count} times" if count > 1 else "one woman, once"
    return f"{count} women" if count > 1 else "one woman"


def opening(comparison: Comparison) -> list[str]:
    """Who is compared, and how the two come to be comparable."""
    same = "the same seeds in both" if comparison.lone else "the same women in both, with the same random numbers"
    first, second = comparison.arms
    begin, end = (value / 60.0 for value in comparison.span)
    lines = [
        f"A  {first.name}",
        f"B  {second.name}",
        f"{comparison.whom}: {same}; each run from {begin:.0f} to {end:.0f} min",
    ]
    if not comparison.same_women:
        lines.append(
            "A and B also differ in who she is. The same women are then the same draws: what differs between women is drawn "
            "alike, about the numbers that each of the two gives."
        )
    return lines


def where(comparison: Comparison) -> str:
    """Where in the arc it begins to differ, in a sentence."""
    if all(np.array_equal(row.first, row.second, equal_nan=True) for row in comparison.rows) and not comparison.parts:
        return "The two are the same in every stage."
    if not comparison.parts:
        surely = " One run can't say what is sure." if len(comparison) == 1 else ""
        return (
            f"No stage of the arc by itself differs clearly (by more than {100.0 * MARGIN:.0f} % of its largest value).{surely}"
        )
    first = comparison.parts[0]
    before = _before(first.stage)
    same = f"The arc is the same up to '{before}'; it differs" if before else "The arc differs"
    return f"{same} from '{first.title}' on: {_of_stage(first.stage, comparison)}."


def further(comparison: Comparison) -> list[str]:
    """Where else it parts of its own, and why stages before the first may differ all the same."""
    if not comparison.parts:
        return []
    first = comparison.parts[0]
    others = dict.fromkeys(one.stage for one in comparison.parts if one.stage != first.stage)
    lines = [f"It parts once more, of its own, at '{TITLES[stage]}': {_of_stage(stage, comparison)}." for stage in others]
    place = ORDER.index(first.stage)
    upstream = [row for row in comparison.rows if ORDER.index(row.measure.stage) < place and "." not in row.measure.stage]
    if any(_moved(row) for row in upstream) and place < ORDER.index("both"):
        lines.append(
            "What stands before that in the table and differs all the same, does so later: milk comes back on the infant and on "
            "the pump, which stimulate otherwise when more or less of it flows."
        )
    return lines


def blocks(comparison: Comparison) -> Iterator[Block]:
    """The table, stage by stage; rows that are nothing in every woman are left out."""
    parting = {part.stage for part in comparison.parts}
    for stage in ORDER:
        rows = [row for row in comparison.rows if row.measure.stage == stage and row.told]
        if rows:
            yield Block(TITLES[stage], stage in parting, tuple(_cells(row) for row in rows))


def notes(comparison: Comparison) -> list[str]:
    """The rows that some women have no number for."""
    found: list[str] = []
    who = "runs" if comparison.lone else "women"
    for row in comparison.rows:
        lacking = row.estimate.undefined
        if row.told and max(lacking) > 0.0:
            shares = " and ".join(f"{percent(share)} of {who} in {arm}" for share, arm in zip(lacking, "AB", strict=True))
            side = row.measure.stage.partition(".")[0]
            breast = f", {side} breast" if side in SIDES else ""
            found.append(f"{row.measure.meaning}{breast}: {shares} have none; the line is about those who have one in both.")
    return found


def text(comparison: Comparison) -> str:
    """Everything as plain text."""
    from letdown.reports import INTENDED_USE

    told = list(blocks(comparison))
    lines = [HEADER, *(line for block in told for line in block.lines)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADER))]

    def set_out(line: tuple[str, ...]) -> str:
        return "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()

    out = [*opening(comparison), "", comparison.where, *further(comparison), "", "  " + set_out(HEADER)]
    for block in told:
        out += [heading(block), *("  " + set_out(line) for line in block.lines)]
    return "\n".join([*out, "", *notes(comparison), INTENDED_USE, footer(comparison)])


def heading(block: Block) -> str:
    """The title of a stage, with a mark where the arc parts of its own."""
    return f"{block.title}  ◂ parts here" if block.parts else block.title


def footer(comparison: Comparison) -> str:
    """What repeats the run."""
    from letdown import __version__

    return f"letdown {__version__} · compare · {comparison.engine} · seed {comparison.seed} · result {comparison.result_hash}"


def number(value: float | None) -> str:
    """Three digits, without an exponent where there needs to be none."""
    if value is None:
        return NONE
    if value == 0.0:
        return "0"
    shown = f"{value:.3g}"
    return (f"{float(shown):.0f}" if "e+" in shown and abs(value) < 1e7 else shown).replace("-", "−")


def percent(share: float | None) -> str:
    """A share as a percentage; small ones are not rounded away."""
    if share is None:
        return NONE
    return f"{100.0 * share:.0f} %" if share in (0.0, 1.0) or 0.01 <= share <= 0.99 else f"{100.0 * share:.1f} %"


def interval(of: Interval) -> str:
    """``−3.2 (−4 to −2.5)``."""
    if of.value is None:
        return NONE
    if not of.known:
        return number(of.value)
    return number(of.value) if of.low == of.value == of.high else f"{number(of.value)} ({number(of.low)} to {number(of.high)})"


def _cells(row: Row) -> tuple[str, ...]:
    found, unit = row.estimate, row.measure.unit
    name = row.measure.meaning + ("" if unit == "1" else f" [{unit}]")
    return (
        name,
        number(found.first),
        number(found.second),
        interval(found.difference),
        interval(found.ratio),
        percent(found.more),
        percent(found.less),
    )


def _of_stage(stage: str, comparison: Comparison) -> str:
    """The signals of one stage that part of their own."""
    return "; ".join(_said(part, comparison) for part in comparison.parts if part.stage == stage)


def _said(part: Part, comparison: Comparison) -> str:
    """``what the central door leaves of a pulse, 0.61 (0.6 to 0.62) times that in A``."""
    who = "runs" if comparison.lone else "women"
    some = "" if part.share == 1.0 else f", in {percent(part.share)} of {who}"
    if part.lasting < _LONG_ENOUGH:
        return f"{part.words}{some}"
    ratio = part.size.ratio
    if ratio.low is not None and ratio.high is not None and not ratio.low <= 1.0 <= ratio.high:
        return f"{part.words}, {interval(ratio)} times that in A{some}"
    return f"{part.words}, by up to {percent(part.gap.value)} of its largest value{some}"


def _moved(row: Row) -> bool:
    """Whether a row differs clearly over the whole run."""
    gap = row.estimate.difference
    return gap.low is not None and gap.high is not None and (gap.low > 0.0 or gap.high < 0.0)


def _before(stage: str) -> str:
    """The stage that the signal comes from; empty at the nipple."""
    side, _, rest = stage.partition(".")
    if rest:
        previous = {"milk_ducts": f"{side}.pressure", "milk_removal": f"{side}.milk_ducts"}
        return TITLES[previous.get(rest, "myoepithelium")]
    if stage == "signs":
        return TITLES["myoepithelium"]
    place = ORDER.index(stage)
    return TITLES[ORDER[place - 1]] if place else ""
