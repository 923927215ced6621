"""A report in words, for a terminal: calm, exact, never a rank and never a diagnosis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from letdown.evidence.usual_ranges import usual_range
from letdown.quantity import MICROUNIT_PG
from letdown.recording import Recording
from letdown.reports.findings import NOUNS, SIDES, Finding
from letdown.reports.signs import Sign, signs_of

INTENDED_USE = "A simulator for research and teaching; not for diagnosis or treatment; not evidence for a product."
REAL_LIFE = (
    "This is a simulated woman: it can't see you or your baby. A baby's weight, nappies and waking tell more than any let-down\n"
    "sign, many mothers never feel one, and a person who watches a feed is worth more than this."
)
FIRST_DAYS = 4.0
"""Days in which millilitres are normal and published volumes of later weeks say nothing."""

_TOLD_ELSEWHERE = ("let_down_felt", "ducts_widen")
_WIDTH = 22
_BY = {"breastfeed": "the baby", "pump": "the pump", "hand": "hand"}
_BEGINNINGS = {"breastfeed": "latch", "pump": "pump on", "hand": "the start"}
_ENGINES = {"spiking": "the full spiking network", "bursts": "the burst generator"}


def clock(seconds: float) -> str:
    """``"3 min 20 s"``."""
    whole = round(abs(seconds))
    minutes, rest = divmod(whole, 60)
    return (f"{minutes} min {rest} s" if rest else f"{minutes} min") if minutes else f"{rest} s"


def text(recording: Recording, found: Mapping[str, Finding]) -> str:
    """The whole report."""
    lines = [_title(recording, found), ""]
    for heading, body in (
        ("Let-down", _let_downs(found)),
        ("Milk", _milk(found)),
        ("Oxytocin in the blood", _blood(found)),
        ("What she may have noticed", _signs(recording, found)),
        ("How usual is this?", _usual(recording, found)),
    ):
        rows = list(body)
        if rows:
            lines += [heading, *(f"  {row}" for row in rows), ""]
    return "\n".join([*lines, REAL_LIFE, INTENDED_USE, _provenance(recording)])


def _row(name: str, words: str) -> str:
    return f"{name:<{_WIDTH}}{words}"


def _fed(found: Mapping[str, Finding]) -> dict[str, list[str]]:
    """What was done at which breast."""
    return {side: str(found[f"{side}.doing"].value).split(" and ") for side in SIDES if found[f"{side}.doing"].value}


def _number(found: Mapping[str, Finding], name: str) -> float:
    value = found[name].value
    return value if isinstance(value, (int, float)) else 0.0


def _many(found: Mapping[str, Finding], name: str) -> tuple[float, ...]:
    value = found[name].value
    return value if isinstance(value, tuple) else ()


def _beginning(found: Mapping[str, Finding]) -> str:
    return _BEGINNINGS.get(next(iter(_fed(found).values()), [""])[0], "time 0")


def _title(recording: Recording, found: Mapping[str, Finding]) -> str:
    fed = _fed(found)
    doings = list(dict.fromkeys(doing for doings in fed.values() for doing in doings))
    what = " and ".join(f"a {NOUNS[doing]}".replace("a e", "an e") for doing in doings) or "a session without taking milk"
    where = "both breasts" if len(fed) == 2 else f"the {next(iter(fed))} breast" if fed else ""
    day = recording.attributes.get("days_postpartum")
    return (
        (what[0].upper() + what[1:]) + (f" from {where}" if where else "") + (f", {float(day):g} days after birth" if day else "")
    )


def _let_downs(found: Mapping[str, Finding]) -> Iterator[str]:
    onsets = _many(found, "let_downs")
    if found["first_let_down"].value is None:
        yield _row("first", f"none came after {_beginning(found)}")
    else:
        yield _row("first", f"{clock(_number(found, 'first_let_down'))} after {_beginning(found)}")
    during = "while milk was taken" if _fed(found) else "in the session"
    times = f", at {', '.join(_minutes(onset) for onset in onsets)}" if onsets else ""
    yield _row("in all", f"{len(onsets)} {during}{times}")
    before, after = _many(found, "let_downs_before"), _many(found, "let_downs_after")
    if before:
        yield _row("before", f"{len(before)} before {_beginning(found)}, {clock(before[-1])} before it (a learned let-down)")
    if after:
        yield _row("after", f"{len(after)} after the end")
    seen = _many(found, "ultrasound_let_downs")
    breast = f"in the {found['ultrasound_breast'].value} breast"
    when = f", at {', '.join(_minutes(onset) for onset in seen)}" if seen else ""
    yield _row("by ultrasound", f"{len(seen)} would have been seen {breast}{when}")


def _minutes(seconds: float) -> str:
    """``"3:20"``, minutes and seconds from the start."""
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(round(abs(seconds)), 60)
    return f"{sign}{minutes}:{rest:02d}"


def _milk(found: Mapping[str, Finding]) -> Iterator[str]:
    for side, doings in _fed(found).items():
        taken, share = _number(found, f"{side}.taken"), _number(found, f"{side}.share")
        yield _row(
            f"{side} breast",
            f"{taken:.0f} mL taken, {share * 100:.0f} % of the {_number(found, f'{side}.available'):.0f} mL that were there; "
            f"{_number(found, f'{side}.left'):.0f} mL left",
        )
        fat = (found[f"{side}.fat_first"].value, found[f"{side}.fat_last"].value)
        if isinstance(fat[0], float) and isinstance(fat[1], float):
            yield _row("", f"fat {fat[0]:.0f} g/L in the first milk, {fat[1]:.0f} g/L in the last: one milk that grows richer")
        lasted = clock(_number(found, f"{side}.duration"))
        if doings[0] == "breastfeed":
            yield _row("", f"{found[f'{side}.swallows'].value} swallows; ended after {lasted}: {found[f'{side}.ended'].value}")
        else:
            yield _row("", f"in {lasted}")
        if len(doings) > 1:
            parts = (f"{_number(found, f'{side}.taken_by_{doing}'):.0f} mL by {_BY[doing]}" for doing in doings)
            yield _row("", "of it " + ", ".join(parts))
    for side in SIDES:
        drip = found[f"{side}.drip"].value
        if side not in _fed(found) or drip != "none to see":
            amount = f", {_number(found, f'{side}.dripped'):.1f} mL" if drip != "none to see" else ""
            yield _row(f"{side} breast", f"drip: {drip}{amount}")


def _blood(found: Mapping[str, Finding]) -> Iterator[str]:
    baseline = _number(found, "oxytocin_baseline")
    peaks = _many(found, "oxytocin_peaks")
    yield _row("baseline", f"{baseline:.1f} pg/mL ({baseline / MICROUNIT_PG:.1f} µU/mL)")
    shown = ", ".join(f"{peak:.0f}" for peak in peaks)
    units = ", ".join(f"{peak / MICROUNIT_PG:.0f}" for peak in peaks)
    yield _row("peaks", f"{shown} pg/mL ({units} µU/mL)" if peaks else "none")
    if found["assay_highest"].value is None:
        yield _row("in a laboratory", "too short for blood samples")
        return
    low, high, count = _number(found, "assay_lowest"), _number(found, "assay_highest"), found["assay_pulses"].value
    every = clock(_number(found, "assay_interval"))
    yield _row(
        "in a laboratory",
        f"{low:.1f} to {high:.1f} pg/mL ({low / MICROUNIT_PG:.1f} to {high / MICROUNIT_PG:.1f} µU/mL) and "
        f"{count} pulse{'' if count == 1 else 's'}, with a sample every {every}",
    )


def _signs(recording: Recording, found: Mapping[str, Finding]) -> Iterator[str]:
    total = int(_number(found, "let_down_count")) + len(_many(found, "let_downs_before")) + len(_many(found, "let_downs_after"))
    felt = int(_number(found, "felt"))
    if not felt:
        yield "no let-down that she felt, as many mothers never do; that says next to nothing about the milk"
    else:
        yield f"{felt} of {total} let-down{'' if total == 1 else 's'} felt: a tingling, tightness or warmth"
    yield from (f"{one.told}{_sure(one)}" for one in signs_of(recording) if one.noticed and one.name not in _TOLD_ELSEWHERE)
    yield "anything else was not noticed, as by many mothers; that says next to nothing about the milk"


def _sure(one: Sign) -> str:
    """When a sign came, and how many of ten women would have noticed it."""
    when = f", from {_minutes(one.times[0])}" if one.times else ""
    return when + ("" if one.chance is None else f" ({_of_ten(one.chance)} would notice)")


def _of_ten(chance: float) -> str:
    """``"about 6 in 10"``."""
    tenths = round(10.0 * chance)
    return f"about {tenths} in 10" if 1 <= tenths <= 9 else "nearly all" if tenths else "few"


def _usual(recording: Recording, found: Mapping[str, Finding]) -> Iterator[str]:
    """Published ranges beside hers; volumes say nothing in the first days."""
    fed = _fed(found)
    kinds = [kind for kind in ("breastfeed", "pump") if any(kind in doings for doings in fed.values())]
    if not kinds:
        return
    if float(recording.attributes.get("days_postpartum", 60.0)) < FIRST_DAYS:
        yield "in the first four days a few millilitres are normal; the published ranges are of later weeks"
        return
    for kind in kinds:
        usual = usual_range(f"{kind}.milk_one_breast")
        what = "a breastfeed from one breast" if kind == "breastfeed" else "15 min of pumping one breast"
        hers = " and ".join(f"{_taken(found, side, kind):.0f}" for side in fed if kind in fed[side])
        yield f"milk of {what}: usual range {usual}; hers {hers} ({usual.source})"
    usual = usual_range(f"{kinds[0]}.milk_ejections")
    yield f"let-downs: usual range {usual}; hers {found['let_down_count'].value} ({usual.source})"
    if "pump" in kinds:
        yield "what is pumped is not what is made"


def _taken(found: Mapping[str, Finding], side: str, kind: str) -> float:
    """Milk that ``kind`` took from one breast."""
    return _number(found, f"{side}.taken_by_{kind}" if f"{side}.taken_by_{kind}" in found else f"{side}.taken")


def _provenance(recording: Recording) -> str:
    said = recording.attributes
    engine = _ENGINES.get(str(said.get("engine", "")), "")
    parts = [
        f"letdown {said.get('version', '?')}",
        engine,
        f"seed {said.get('seed', '?')}",
        f"result {said.get('result_hash', '?')}",
    ]
    parts += [f"parameters {said['parameters_hash']}"] if "parameters_hash" in said else []
    changed = [str(said[key]) for key in ("parameters_changed", "clamp") if said.get(key)]
    return " · ".join(part for part in parts if part) + "".join(f"\nchanged: {one}" for one in changed)
