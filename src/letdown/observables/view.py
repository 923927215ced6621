"""One woman's recording as her measures look at it: sides and windows resolved, and what several measures share kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from letdown.errors import InputError
from letdown.recording import Recording
from letdown.traces import Floats

if TYPE_CHECKING:
    from letdown.observables.requests import Request

Made = TypeVar("Made")
BREASTS = ("left", "right")


class Span(NamedTuple):
    """From when to when [s]."""

    start: float
    stop: float


class View:
    """A recording, the seed and the number of the woman; ``once`` keeps what was worked out for this recording."""

    def __init__(self, recording: Recording, seed: int, woman: int) -> None:
        self.recording = recording
        self.seed = seed
        self.woman = woman
        self.time = recording.time
        if self.time.size < 2:
            raise InputError("This recording has fewer than two times: nothing can be measured in it.")
        self.step = float(self.time[1] - self.time[0])
        self._kept: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` gives, worked out once for each ``key``."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def __getitem__(self, name: str) -> Floats:
        return self.recording[name]

    def gathered(self, side: str) -> tuple[Floats, Floats]:
        """Times [s] and milk taken from a breast so far [mL], beginning with the moment before the first step."""

        def make() -> tuple[Floats, Floats]:
            removed = self[f"{side}.milk_removal.removed"]
            first = max(0.0, float(removed[0] - self[f"{side}.milk_ducts.flow"][0] * self.step))
            return np.append(self.time[0] - self.step, self.time), np.append(first, removed)

        return self.once(("gathered", side), make)

    def taking(self, side: str) -> Span | None:
        """From when to when milk was taken from one breast, by infant, pump or hand; None where it never was."""
        return self.once(("taking", side), lambda: self._taking(side))

    def _taking(self, side: str) -> Span | None:
        vacuum = self[f"{side}.nipple.vacuum"] > 0.0
        if not vacuum.any():
            if self[f"{side}.milk_removal.removed"][-1] <= 0.0:
                return None
            vacuum = self[f"{side}.nipple.rate"] > 0.0
        active = np.flatnonzero(vacuum)
        return Span(float(self.time[active[0]]) - self.step, float(self.time[active[-1]])) if active.size else None

    @property
    def suckled(self) -> str:
        """The breast that milk is taken from first; the left one where both are, or none."""
        left, right = (self.taking(side) for side in BREASTS)
        return "right" if right is not None and (left is None or right.start < left.start - 1e-9) else "left"

    def breast(self, side: str) -> str:
        """The one breast that is meant by left, right, suckled or other."""
        if side in BREASTS:
            return side
        suckled = self.suckled
        return suckled if side == "suckled" else BREASTS[suckled == "left"]

    def breasts(self, side: str) -> tuple[str, ...]:
        """The breasts that are meant, both of them for ``both``."""
        return BREASTS if side == "both" else (self.breast(side),)

    def start_of(self, side: str) -> float:
        """When milk was first taken from a breast, from either for ``both``; 0, or the first time, where it never was."""
        spans = [span for one in self.breasts(side) if (span := self.taking(one)) is not None]
        return max(min((span.start for span in spans), default=0.0), float(self.time[0]) - self.step)

    def within(self, time: float, ask: Request) -> float:
        """A time of the recording, moved by no more than a step; :class:`InputError` where the session does not reach it."""
        first, last = float(self.time[0]), float(self.time[-1])
        slack = 1.01 * self.step
        if not first - slack <= time <= last + slack:
            raise InputError(
                f"{ask.where}: {time:g} s is asked for, but the session runs from {first - self.step:g} to {last:g} s; "
                "ask for a time within it or let the session last longer."
            )
        return min(max(time, first), last)

    def span(self, ask: Request, start: float | None = None) -> Span:
        """The window ``from``/``to`` of a request; without them from ``start`` (0 s) to the end of the session."""
        begin, end = ask.maybe("from"), ask.maybe("to")
        usual = max(0.0 if start is None else start, float(self.time[0]))
        begin = self.within(begin, ask) if begin is not None else min(usual, float(self.time[-1]))
        end = self.within(end, ask) if end is not None else float(self.time[-1])
        if end <= begin:
            raise InputError(f"{ask.where}: the window from {begin:g} to {end:g} s is empty; let `to` come after `from`.")
        return Span(begin, end)

    def origin(self, ask: Request, start: float = 0.0) -> float:
        """The time from which a request counts: its ``from``, or ``start``, not before the recording."""
        begin = ask.maybe("from")
        return begin if begin is not None else max(start, float(self.time[0]) - self.step)

    def cut(self, span: Span) -> slice:
        """The samples within a window, at least two."""
        first = int(np.searchsorted(self.time, span.start - 1e-9))
        last = int(np.searchsorted(self.time, span.stop + 1e-9, "right"))
        first = min(first, self.time.size - 2)
        return slice(first, max(last, first + 2))

    def value(self, series: str, time: float) -> float:
        """A series at one time, linear between samples."""
        return float(np.interp(time, self.time, self[series]))

    def parameter(self, path: str, default: float) -> float:
        """A parameter as this run had it: the default unless it stands among the changed ones."""

        def changed() -> dict[str, str]:
            parts = str(self.recording.attributes.get("parameters_changed", "")).split("; ")
            return {name: value for name, _, value in (part.partition(" = ") for part in parts)}

        return float(self.once("parameters", changed).get(path, default))
