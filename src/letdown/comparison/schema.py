"""The shape of ``letdown compare --json``, as records that check themselves; its JSON schema is published from them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Number = float | None
"""A number, or null where there is none (a ratio to nothing, the interval of one run)."""
_Share = Field(ge=0.0, le=1.0)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class IntervalTable(_Strict):
    """A value and its 95 % interval."""

    value: Number
    low: Number
    high: Number


class ArmTable(_Strict):
    """One of the two scenarios: A is the first, B the second."""

    name: str
    session: str
    clamp: str


class PartTable(_Strict):
    """A signal at which the arc parts of its own from `time` on for `lasting` seconds (medians), in this `share` of the women.

    `gap` is the largest difference meanwhile, as a share of the signal's largest value.
    """

    signal: str
    stage: str
    title: str
    meaning: str
    share: float = _Share
    time: float
    lasting: float = Field(ge=0.0)
    difference: IntervalTable
    ratio: IntervalTable
    gap: IntervalTable


class RowTable(_Strict):
    """One measure under both: means over the women who have it in both, B less A, B over A, and shares of women."""

    name: str
    stage: str
    title: str
    unit: str
    meaning: str
    first: Number
    second: Number
    difference: IntervalTable
    ratio: IntervalTable
    more: Number = _Share
    less: Number = _Share
    women: int = Field(ge=0)
    undefined_first: float = _Share
    undefined_second: float = _Share


class ComparisonTable(_Strict):
    """What `letdown compare --json` prints; `where_lost` is the signal of the first of `parts`, null where there is none."""

    format: Literal[1] = Field(alias="schema")
    version: str
    command: Literal["compare"]
    seed: int
    engine: str
    step: float
    women: int
    one_woman: bool
    same_women: bool
    begin: float = Field(alias="from")
    end: float = Field(alias="to")
    arms: tuple[ArmTable, ArmTable]
    where: str
    where_lost: str | None
    parts: list[PartTable]
    rows: list[RowTable]
    result_hash: str
    files: dict[str, str]
    intended_use: str


def json_schema() -> dict[str, Any]:
    """The JSON schema of a comparison."""
    return ComparisonTable.model_json_schema()
