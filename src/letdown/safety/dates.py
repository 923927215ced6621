"""Which safety texts were last checked too long ago: ``python -m letdown.safety.dates`` warns, and never fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from letdown.safety.sources import TABLES, table

MONTHS = 24


def checked() -> Iterator[tuple[str, date]]:
    """Every row with a date, as ``file: place``, and the day on which it was last held against its source."""
    for name in TABLES:
        yield from _checked(f"{name}: ", table(name))


def stale(today: date, months: int = MONTHS) -> list[tuple[str, date]]:
    """The rows that were last checked more than ``months`` before ``today``."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return [(where, when) for where, when in checked() if (when.year, when.month, when.day) < (year, month + 1, today.day)]


def _checked(where: str, value: Any) -> Iterator[tuple[str, date]]:
    if isinstance(value, dict):
        row = cast(dict[str, Any], value)
        if isinstance(row.get("checked"), date):
            yield where.rstrip("."), row["checked"]
        for key, below in row.items():
            yield from _checked(f"{where}{key}.", below)
    elif isinstance(value, list):
        for number, below in enumerate(cast(list[Any], value), 1):
            yield from _checked(f"{where}{number}.", below)


def main() -> None:
    """Print a warning for each row that is too old, or one line that says that none is."""
    old = stale(date.today())
    for where, when in old:
        print(f"warning: {where} was last checked on {when}, more than {MONTHS} months ago")
    if not old:
        print(f"all {sum(1 for _ in checked())} safety texts were checked within {MONTHS} months")


if __name__ == "__main__":
    main()
