"""On which line of a file something stands: TOML is parsed without places, and an error without one helps nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?\s*(#.*)?$")
_QUOTES = str.maketrans("", "", "\"' \t")


class Lines:
    """The lines of a TOML text, looked up by the place of a value in its tables."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")  # as TOML counts them
        self._headers = [
            (number, found[1].translate(_QUOTES)) for number, line in enumerate(self._lines) if (found := _HEADER.match(line))
        ]

    def of(self, place: Sequence[str | int]) -> int:
        """The line (from 1) of a place such as ``("targets", 2, "value")``; of what is around it where it is not found."""
        start, stop, rest = self._region(list(place))
        for depth, key in enumerate(rest):
            if isinstance(key, int):
                if depth and rest[depth - 1] == "timeline":
                    start = self._nth(re.compile(r"\bdo\s*="), key, start, stop)
                continue
            header = self._header(str(key), start, stop)
            written = re.compile(rf"(^|[{{,])\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
            start = header if header is not None else self._nth(written, 0, start, stop)
        return start + 1

    def _region(self, place: list[str | int]) -> tuple[int, int, list[str | int]]:
        """First line of the table that holds ``place``, the line after its last, and what of ``place`` is inside."""
        if not place:
            return 0, len(self._lines), place
        head = str(place[0])
        if len(place) > 1 and isinstance(place[1], int):
            starts = [number for number, name in self._headers if name == head]
            if place[1] < len(starts):
                return starts[place[1]], self._end(starts[place[1]], head), place[2:]
        elif len(place) > 1:
            for name, inside in ((f"{head}.{str(place[1]).translate(_QUOTES)}", place[2:]), (head, place[1:])):
                for number, found in self._headers:
                    if found == name:
                        return number, self._end(number, name), inside
        elif any(name.split(".")[0] == head for _, name in self._headers):
            number = next(number for number, name in self._headers if name.split(".")[0] == head)
            return number, self._end(number, head), []
        first = self._headers[0][0] if self._headers and len(place) == 1 else len(self._lines)
        return 0, first, place

    def _end(self, start: int, name: str) -> int:
        """The line of the next table that is not inside ``name``."""
        for number, found in self._headers:
            if number > start and not found.startswith(f"{name}."):
                return number
        return len(self._lines)

    def _header(self, key: str, start: int, stop: int) -> int | None:
        return next((number for number, name in self._headers if start < number < stop and name.split(".")[-1] == key), None)

    def _nth(self, pattern: re.Pattern[str], count: int, start: int, stop: int) -> int:
        """The line of the match number ``count`` from ``start``; ``start`` itself where there are fewer."""
        seen = -1
        for number in range(start, stop):
            seen += len(pattern.findall(self._lines[number]))
            if seen >= count:
                return number
        return start
