"""The shape of ``letdown validate --json``, as records that check themselves; its JSON schema is published from them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Number = float | None
"""A number, or null where there is none (the end of a scale, a mean over nobody)."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class ScoreTable(_Strict):
    """A score: the mean over experiments of the share of votes met; null where nothing counts."""

    score: Number = Field(ge=0.0, le=1.0)
    met: int = Field(ge=0)
    targets: int = Field(ge=0)
    experiments: int = Field(ge=0)
    inconclusive: int = Field(ge=0)
    leaning: Number = Field(ge=0.0, le=1.0)


class ScoreTables(_Strict):
    """Scores apart by what the experiments were used for."""

    fitted: ScoreTable
    predicted: ScoreTable
    given: ScoreTable


class TargetTable(_Strict):
    """One target: what was published, the band, and what the model gave."""

    name: str
    arm: str
    published: float | tuple[float, float] | None
    unit: str
    band: tuple[Number, Number]
    simulated: float | tuple[float, float] | None
    interval: tuple[Number, Number]
    misses_by_bands: Number = Field(ge=0.0)
    met: bool
    statistic: str
    versus: str | None
    contrast: str | None
    scale: str
    half: Number
    counts: bool
    weak: bool
    why_weak: str | None
    vote: float = Field(ge=0.0, le=1.0)
    inconclusive: bool
    within_band: bool
    unexplained: bool
    women: int = Field(ge=0)
    published_women: int = Field(ge=0)
    share_undefined: float = Field(ge=0.0, le=1.0)
    curve: str | None
    row: str | None
    provenance: str
    explained: str | None
    note: str | None


class ExperimentTable(_Strict):
    """One experiment with its targets; ``score`` is the share of its votes that are met."""

    id: str
    use: Literal["fitted", "predicted", "given"]
    seconds: float = Field(ge=0.0)
    title: str
    citation: str
    lab: str
    provenance: str
    doubts: list[str]
    notes: list[str]
    women: int = Field(ge=0)
    score: Number = Field(ge=0.0, le=1.0)
    targets: list[TargetTable]


class Unexplained(_Strict):
    """A target that is missed by more than four bands without a reason."""

    experiment: str
    target: str


class ReportTable(_Strict):
    """What ``letdown validate --json`` prints. Names are added within a schema version, never renamed or removed."""

    format: Literal[1] = Field(alias="schema")
    version: str
    engine: str
    seed: int
    women: int | None
    quick: bool
    holds: bool
    scores: ScoreTables
    unexplained: list[Unexplained]
    experiments: list[ExperimentTable]


def json_schema() -> dict[str, Any]:
    """The JSON schema of a report."""
    return ReportTable.model_json_schema()
