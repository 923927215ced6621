"""What an experiment file may say: pydantic models that refuse every key they do not know."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints

from letdown.dyad.circumstances import Feeding, Infant, Parity
from letdown.scenarios.models import EntryTable

SCHEMA = 1
"""The version of the file format; a newer one is refused."""

Number = Annotated[float, Strict()]
Whole = Annotated[int, Strict(), Field(gt=0, le=1_000_000)]
Quantity = Number | str
Pair = Annotated[tuple[Number, Number], Field(strict=False)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f]+$")]
Engine = Literal["bursts", "spiking"]
Provenance = Literal["read_full_text", "read_abstract", "secondary", "recalled", "derived", "read in full", "read in abstract"]
Statistic = Literal[
    "mean",
    "median",
    "sd",
    "cv",
    "fraction",
    "correlation",
    "r_squared",
    "repeatability",
    "min",
    "max",
    "range",
    "order",
    "null",
]


class Table(BaseModel):
    """A table of the file: no key that is not named here, no infinite number, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False)


class ArmWomenTable(Table):
    """Women of an arm, where they differ from the paper's others."""

    n: Whole | None = Field(None, description="how many women")
    days_postpartum: Quantity | tuple[Quantity, Quantity] | None = Field(None, description="days since birth, or [first, last]")
    parity: Parity | None = Field(None, description="births so far; mixed: drawn")
    feeding: Feeding | None = Field(None, description="how the infant is fed")
    infant: Infant | None = Field(None, description="how mature the infant is")


class WomenTable(ArmWomenTable):
    """The women of the paper."""

    n: Whole | None = Field(description="how many women: never how many feeds or samples")
    days_postpartum: Quantity | tuple[Quantity, Quantity] | None = Field(description="days since birth, or [first, last]")
    species: Literal["human", "rat", "rabbit", "pig", "cow", "mouse"] = Field("human", description="a label; women are simulated")
    parameters: dict[str, Any] = Field(
        default_factory=dict, description="what the paper says of all its women: parameter = value, 'value unit' or 'x0.5'"
    )


class ArmTable(Table):
    """One arm: what happens to its women."""

    name: Text = Field(description="what targets call it")
    group: Text | None = Field(None, description="arms of one group are run on the same women; without it all arms are")
    timeline: tuple[EntryTable, ...] = Field(description="what happens, as in a scenario", min_length=1)
    engine: Engine | None = Field(None, description="engine of this arm, if not the file's")
    hold: dict[str, Any] = Field(default_factory=dict, description="series held at a value")
    changes: dict[str, Any] = Field(
        default_factory=dict,
        description="changes of the women: parameter = value, 'value unit' or 'x0.5'; a cause = amount",
    )
    causes: dict[str, Any] = Field(
        default_factory=dict, description="causes of the arm, timeline included: cause = amount, as letdown causes tells them"
    )
    women: ArmWomenTable = ArmWomenTable()  # pyright: ignore[reportCallIssue]


class SpreadTable(Table):
    """How much the published number spreads: exactly one of these."""

    sd: Number | None = Field(None, ge=0.0, description="standard deviation between women")
    sem: Number | None = Field(None, ge=0.0, description="standard error of the mean")
    cv: Number | None = Field(None, ge=0.0, description="coefficient of variation between women, as a fraction")
    ci95: Pair | None = Field(None, description="95 % confidence interval")
    iqr: Pair | None = Field(None, description="first and third quartile")
    range: Pair | None = Field(None, description="lowest and highest")


class PublishedTable(Table):
    """What one of the two arms of a contrast gave; its mean (or share), and its spread."""

    mean: Number | None = Field(None, description="mean, median or share of the arm")
    count: Annotated[int, Strict(), Field(ge=0)] | None = Field(
        None, description="women of n, in place of the mean of a fraction"
    )
    n: Whole | None = Field(None, description="women of the arm")
    sd: Number | None = Field(None, ge=0.0)
    sem: Number | None = Field(None, ge=0.0)
    cv: Number | None = Field(None, ge=0.0)
    ci95: Pair | None = None
    iqr: Pair | None = None
    range: Pair | None = None


class PaperTable(Table):
    """One of several laboratories that measured the same in like women."""

    citation: Text = Field(description="key of the bibliography")
    value: Number | None = None
    count: Annotated[int, Strict(), Field(ge=0)] | None = None
    unit: Text | None = None
    spread: SpreadTable | None = None
    n: Whole | None = None


class TargetTable(Table):
    """One finding of the paper."""

    name: Text = Field(description="what a report calls it")
    measure: Text = Field(description="which [measure.NAME]")
    arm: Text | None = Field(None, description="which arm")
    statistic: Statistic = Field(description="what was made of the women's numbers")
    value: Number | Pair | None = Field(None, description="the published number; [low, high] for a range")
    unit: Text | None = Field(None, description="unit of value and spread; percent for fractions")
    spread: SpreadTable | None = Field(None, description="published spread")
    n: Whole | None = Field(None, description="women behind this number")
    count: Annotated[int, Strict(), Field(ge=0)] | None = Field(None, description="women of n, in place of value")
    versus: Text | None = Field(None, description="the arm that it is compared with")
    contrast: Literal["ratio", "difference"] | None = Field(None, description="how it is compared")
    published: tuple[PublishedTable, ...] = Field((), description="what arm and versus gave, in this order")
    above: Quantity | None = Field(None, description="a fraction counts women above this")
    at_least: Quantity | None = Field(None, description="a fraction counts women with this or more")
    below: Quantity | None = Field(None, description="a fraction counts women below this")
    between: tuple[Quantity, Quantity] | None = Field(None, description="a fraction counts women from the first to the second")
    unit_of_limit: Text | None = Field(None, description="unit of a bare limit, if not the observable's")
    with_measure: Text | None = Field(None, alias="with", description="the other measure of a correlation")
    with_arm: Text | None = Field(None, description="the other arm of a correlation")
    arms: tuple[Text, ...] = Field((), description="arms of an order, in turn")
    direction: Literal["rises", "falls", "more", "less"] | None = Field(None, description="what an order says")
    curve: Text | None = Field(None, description="targets of one curve share one vote")
    band: Pair | None = Field(None, description="a band narrower than the rule's")
    row: Text | None = Field(None, description="id of the row of the evidence")
    provenance: Provenance | None = Field(None, description="how this number was read, if otherwise than the file's")
    papers: tuple[PaperTable, ...] = Field((), description="several laboratories, pooled, in place of value")
    explained: Text | None = Field(None, description="why the model misses it")


class ExperimentTables(Table):
    """A whole file."""

    version: Annotated[int, Strict()] = Field(SCHEMA, alias="schema", description="version of this format")
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,79}$")] = Field(
        description="lower case, digits, - and _"
    )
    title: Text = Field(description="what was found, in a line")
    citation: Text = Field(description="key of the bibliography")
    doi: str = Field("", description="where to find the paper")
    provenance: Provenance = Field(description="how the paper was read")
    lab: Text | None = Field(None, description="laboratory; without it the id without its year")
    doubts: str | tuple[str, ...] = Field(description="what may be wrong with it; an empty list if nothing")
    engine: Engine = Field("bursts", description="bursts, or spiking where cells or spikes are asked for")
    women: WomenTable = Field(description="who they were")
    arms: tuple[ArmTable, ...] = Field(description="what was done", min_length=1, max_length=100)
    measure: dict[Text, dict[str, Any]] = Field(description="what was measured, and with what", min_length=1)
    targets: tuple[TargetTable, ...] = Field(description="what was found", min_length=1, max_length=500)
