"""What parents type, as numbers: ages in days, weights in grams, temperatures in °C, weeks of pregnancy.

Each function takes a number in that unit or a text with the unit that a parent uses, and raises ``ValueError`` with a message
that says what was given and what to write.
"""

from __future__ import annotations

import re

DAYS_IN = {"hour": 1.0 / 24.0, "day": 1.0, "week": 7.0, "month": 365.25 / 12.0}
GRAMS_IN = {"kg": 1000.0, "g": 1.0, "lb": 453.59237, "oz": 28.349523125}
OLDEST = 3.0 * 365.25
LIGHTEST, HEAVIEST = 300.0, 25_000.0
_NUMBER = r"(\d+(?:\.\d+)?)"
_PART = re.compile(_NUMBER + r"\s*([a-z]+)\.?\s*(?:,|and)?\s*")
_UNITS = {
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "hour"),
    **dict.fromkeys(("d", "day", "days"), "day"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "week"),
    **dict.fromkeys(("month", "months"), "month"),
    **dict.fromkeys(("kg", "kilo", "kilos", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("g", "gr", "gram", "grams"), "g"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
    **dict.fromkeys(("oz", "ounce", "ounces"), "oz"),
}


def days(given: object) -> float:
    """An age in days from ``5``, ``"36 hours"``, ``"3 weeks 2 days"``; up to three years."""
    how = "Write it as '36 hours', '5 days', '3 weeks 2 days' or '2 months'."
    value = _number(given) if _is_number(given) else _sum(given, DAYS_IN)
    if value is None:
        raise ValueError(f"{shown(given)} is not an age. {how}")
    if not 0.0 <= value <= OLDEST:
        raise ValueError(f"{shown(given)} is not an age between birth and three years. {how}")
    return value


def grams(given: object) -> float:
    """A weight in grams from ``3400``, ``"3.4 kg"``, ``"7 lb 8 oz"``; 300 g to 25 kg."""
    how = "Write it as '3.4 kg', '3400 g' or '7 lb 8 oz'; a bare number means grams."
    value = _number(given) if _is_number(given) else _sum(given, GRAMS_IN)
    if value is None:
        raise ValueError(f"{shown(given)} is not a weight. {how}")
    if not LIGHTEST <= value <= HEAVIEST:
        raise ValueError(f"{shown(given)} is not what a baby can weigh (300 g to 25 kg). {how}")
    return value


def celsius(given: object) -> float:
    """A temperature of the body in °C from ``38.2``, ``"38.2 °C"``, ``"100.8 F"``; 25 to 45 °C.

    A bare number is °C from 25 to 45 and °F from 77 to 113; no temperature of a body can be read both ways.
    """
    how = "Write it as '38.2 °C' or '100.8 °F'."
    if _is_number(given):
        number = _number(given)
        value = (number - 32.0) / 1.8 if number >= 77.0 else number
    else:
        found = re.fullmatch(_NUMBER + r"\s*(?:°|º|deg(?:rees)?)?\s*(c|f|celsius|fahrenheit)?", _plain(given))
        if found is None:
            raise ValueError(f"{shown(given)} is not a temperature. {how}")
        number, unit = float(found[1]), found[2]
        value = (number - 32.0) / 1.8 if (unit or "").startswith("f") or (unit is None and number >= 77.0) else number
    if not 25.0 <= value <= 45.0:
        raise ValueError(f"{shown(given)} is not a temperature that a body can have (25 to 45 °C, 77 to 113 °F). {how}")
    return round(value, 2)  # 100.4 °F is 38.0 °C, not 37.99999


def weeks(given: object) -> float:
    """Weeks of pregnancy at the birth from ``34``, ``"34+5"``, ``"34 weeks 5 days"``; 22 to 45."""
    how = "Write it as '39', '34+5' or '34 weeks 5 days'."
    if _is_number(given):
        value: float | None = _number(given)
    elif found := re.fullmatch(r"(\d{1,3})\s*\+\s*([0-6])(?:\s*weeks)?", _plain(given)):
        value = int(found[1]) + int(found[2]) / 7.0
    elif re.fullmatch(_NUMBER, _plain(given)):
        value = float(_plain(given))
    else:
        found_days = _sum(given, DAYS_IN)
        value = None if found_days is None else found_days / 7.0
    if value is None:
        raise ValueError(f"{shown(given)} is not a number of weeks. {how}")
    if not 22.0 <= value <= 45.0:
        raise ValueError(f"{shown(given)} is not a length of pregnancy (22 to 45 weeks). {how}")
    return value


def _is_number(given: object) -> bool:
    return isinstance(given, (int, float)) and not isinstance(given, bool)


def _number(given: object) -> float:
    try:
        value = float(given) if isinstance(given, (int, float)) else float("nan")
    except OverflowError:  # a whole number beyond all floats
        value = float("inf")
    if value - value != 0.0:  # infinite or not a number
        raise ValueError(f"{shown(given)} is not a number.")
    return value


def shown(given: object) -> str:
    """What was given, cut to what fits on a line."""
    told = "a very large number" if isinstance(given, int) and abs(given) >= 10**15 else repr(given)
    return told if len(told) <= 60 else told[:57] + "…"


def _plain(given: object) -> str:
    return given.strip().lower().replace(",", ".") if isinstance(given, str) else ""


def _sum(given: object, factors: dict[str, float]) -> float | None:
    """``"7 lb 8 oz"`` as a sum; None where a part is not understood, comes twice or there is none."""
    rest, total, used = given.strip().lower() if isinstance(given, str) else "", 0.0, set[str]()
    rest = re.sub(r"(?<=\d),(?=\d)", ".", rest)
    if not rest:
        return None
    while rest:
        part = _PART.match(rest)
        unit = _UNITS.get(part[2]) if part else None
        if part is None or unit not in factors or unit in used:
            return None
        used.add(unit)
        total += float(part[1]) * factors[unit]
        rest = rest[part.end() :]
    return total
