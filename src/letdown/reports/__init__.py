"""Reports: what a session came to, in numbers with units and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from letdown.errors import ParameterError, unknown_name
from letdown.recording import Recording, stamped
from letdown.reports import words
from letdown.reports.findings import Finding, Value, find
from letdown.reports.signs import Sign, signs_of
from letdown.reports.words import INTENDED_USE

__all__ = ["Finding", "INTENDED_USE", "SessionReport", "session_report", "summary", "numbers", "Sign", "signs_of"]


@dataclass(frozen=True)
class SessionReport:
    """What a session came to; ``report["left.taken"]`` is one number of it."""

    recording: Recording
    findings: Mapping[str, Finding]

    def __getitem__(self, name: str) -> Value:
        if name not in self.findings:
            raise ParameterError(unknown_name("finding", name, self.findings))
        return self.findings[name].value

    def text(self) -> str:
        """The report in words."""
        return words.text(self.recording, self.findings)

    def as_dict(self) -> dict[str, dict[str, Any]]:
        """``{"results": {name: value}, "units": {name: unit}}``; words have no unit, and what is not there is ``None``."""
        results = {name: list(one.value) if isinstance(one.value, tuple) else one.value for name, one in self.findings.items()}
        return {"results": results, "units": {name: one.unit for name, one in self.findings.items() if one.unit}}


def session_report(recording: Recording) -> SessionReport:
    """Everything that a feed or a pumping prints, from its recording alone."""
    recording = stamped(recording)
    return SessionReport(recording, {one.name: one for one in find(recording)})


def numbers(recording: Recording) -> dict[str, Finding]:
    """The findings that are single numbers, for tables of many women; ``None`` where there is none."""
    return {one.name: one for one in find(recording, numbers_only=True) if one.unit and not isinstance(one.value, (tuple, str))}


def summary(recording: Recording) -> dict[str, float]:
    """The values of :func:`numbers`; NaN where there is none."""
    return {
        name: float(one.value) if isinstance(one.value, (int, float)) else float("nan")
        for name, one in numbers(recording).items()
    }
