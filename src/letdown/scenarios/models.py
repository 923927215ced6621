"""What a scenario file may say: pydantic models that refuse every key they do not know."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict

from letdown.dyad.circumstances import Feeding, Infant, Parity
from letdown.scenarios.emitting import SCHEMA
from letdown.sessions import Do

Number = Annotated[float, Strict()]
Quantity = Number | str
Instrument = Literal["oxytocin_assay", "duct_ultrasound", "milk_balance", "test_weighing", "pressure_transducer"]


class _Table(BaseModel):
    """A table of the file: no key that is not named here, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class MotherTable(_Table):
    """Who she is."""

    days_postpartum: Number = Field(60.0, description="days since birth")
    woman: int = Field(0, strict=True, description="her number in a population; keys her random numbers")
    parity: Parity = Field("mixed", description="births so far; mixed: not told")
    feeding: Feeding = Field("exclusive", description="how the infant is fed; pump-dependent: only a pump takes the milk")
    infant: Infant = Field("term", description="how mature the infant is")
    network: int | None = Field(
        None, strict=True, ge=0, lt=2**63, description="with her number keys the wiring of her oxytocin neurons"
    )
    parameters: dict[str, Any] = Field(
        default_factory=dict, description="her own parameters: stage.parameter = value or 'value unit'"
    )


class InfantTable(_Table):
    """Who the baby is."""

    appetite: Quantity | None = Field(None, description="milk wanted in a breastfeed that names none, such as '70 mL'")
    parameters: dict[str, Quantity] = Field(
        default_factory=dict, description="parameters of the stage suckling, without its name"
    )


class EntryTable(_Table):
    """One thing on the timeline."""

    do: Do = Field(description="what happens")
    at: Quantity | None = Field(None, description="when: '-3 min'; 0 is latch or pump on; without it as usual for this thing")
    lasts: Quantity | None = Field(None, alias="for", description="how long: '15 min'; without it as usual for this thing")
    side: str | None = Field(None, description="left, right, or both")
    kind: str | None = Field(None, description="which cue, disturbance or helper")
    strength: Quantity | None = Field(None, description="strength of a cue or a helper, 0 to 1")
    degree: Quantity | None = Field(None, description="degree of a disturbance, 0 to 1; alcohol in g/kg")
    appetite: Quantity | None = Field(None, description="milk that the baby wants in this breastfeed: '70 mL'")
    vacuum: Quantity | None = Field(None, description="vacuum of the pump: '190 mmHg'; without it her comfortable maximum")
    rate: Quantity | None = Field(None, description="rate of the pump: a number a minute, or '1 Hz'")
    pattern: str | None = Field(None, description="two-phase, expression, constant, or a file with time,pressure[,units]")
    dose: Quantity | None = Field(None, description="oxytocin: '10 mU'")
    route: str | None = Field(None, description="oxytocin by vein or nose")
    shield: bool | None = Field(None, strict=True, description="whether a nipple shield lies between breast and infant or pump")


class RecordTable(_Table):
    """What is kept in a saved file."""

    series: tuple[str, ...] | None = Field(None, description="names of the series; without it all")
    step: Quantity | None = Field(None, description="time from one kept value to the next: '0.1 s'")
    instruments: tuple[Instrument, ...] = Field((), description="what a laboratory would have measured beside it")


class RunTable(_Table):
    """How it is simulated."""

    seed: int = Field(0, strict=True, description="seed of the random numbers")
    engine: Literal["spiking", "bursts"] = Field(
        "spiking", description="the full network, or the generator that stands in for it"
    )
    averaged: bool = Field(False, strict=True, description="whether sucks are averaged over, in steps of 0.5 s")
    clamp: dict[str, Any] = Field(default_factory=dict, description="series held at a value")


class ScenarioTables(_Table):
    """A whole file."""

    version: Literal[1] = Field(SCHEMA, alias="schema", description="version of this format")
    title: str = Field("", description="what this is")
    mother: MotherTable = MotherTable()  # pyright: ignore[reportCallIssue]
    infant: InfantTable = InfantTable()  # pyright: ignore[reportCallIssue]
    timeline: tuple[EntryTable, ...] = Field(description="what happens, in any order", min_length=1)
    causes: dict[str, Any] = Field(
        default_factory=dict, description="what holds her let-down back: cause = amount, as letdown causes tells them"
    )
    helpers: dict[str, Any] = Field(
        default_factory=dict,
        description="what she tries: helper = true, a degree 0 to 1, or a table with at, minutes, side, days",
    )
    record: RecordTable = RecordTable()  # pyright: ignore[reportCallIssue]
    run: RunTable = RunTable()  # pyright: ignore[reportCallIssue]
