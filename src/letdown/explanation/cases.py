"""A case: what was told of a mother, her baby, one session and what they saw; every part may be left out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, ValidationError

from letdown.errors import InputError
from letdown.explanation.questions import told_by
from letdown.recording import read_text
from letdown.safety import Answers, read_answers
from letdown.safety.answers import Days, Yes
from letdown.scenarios.reading import first_fault, toml_tables

Goal = Literal["more_milk", "sooner", "comfort", "calmer_flow", "less_pumping", "keep_supply"]
NO_DROP = "none"


def _of_unit(unit: str) -> BeforeValidator:
    def convert(given: object) -> object:
        from letdown.quantity import to_unit

        if given is None or isinstance(given, bool):
            return given
        if isinstance(given, (int, float)):
            raise ValueError(f"a bare number has no unit: write '{given:g} {unit}'")
        try:
            return to_unit(given, unit, "it")
        except InputError as error:
            raise ValueError(str(error)) from None

    return BeforeValidator(convert)


def _drop(given: object) -> object:
    return given if given == NO_DROP else _of_unit("s").func(given)  # pyright: ignore[reportCallIssue]


FirstDrop = Annotated[Literal["none"] | Annotated[float, Field(ge=0.0, le=7200.0)], BeforeValidator(_drop)]
Volume = Annotated[float, _of_unit("mL"), Field(ge=0.0, le=2000.0)]
Lasted = Annotated[float, _of_unit("min"), Field(gt=0.0, le=120.0)]
Scale = Annotated[float, _of_unit("g"), Field(gt=0.0, le=100.0)]
Vacuum = Annotated[float, _of_unit("mmHg"), Field(ge=1.0, le=350.0)]
Minutes = Annotated[float, Strict(), Field(gt=0.0, le=120.0, allow_inf_nan=False)]
Rate = Annotated[float, Strict(), Field(ge=10.0, le=200.0, allow_inf_nan=False)]


class _Table(BaseModel):
    """A table of the file: no key that is not named here, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Circumstances(_Table):
    """Who she is and how the baby is fed."""

    since_birth: Days | None = Field(None, description="time since the birth: '12 days', '3 weeks'")
    parity: Literal["primiparous", "multiparous"] | None = Field(None, description="first baby or not")
    feeding: Literal["exclusive", "partial", "pump-dependent"] | None = Field(None, description="how the baby is fed")
    babies: Literal[1, 2, 3] | None = Field(None, description="how many babies")


class SessionTold(_Table):
    """One feed or pumping, and what was measured of it."""

    do: Literal["feed", "pump"] | None = Field(None, description="feed or pump")
    breasts: Literal[1, 2] | None = Field(None, description="from one breast or from both")
    double: Yes | None = Field(None, description="pump: both breasts at once")
    minutes: Minutes | None = Field(None, description="minutes at each breast")
    vacuum: Vacuum | None = Field(None, description="vacuum of the pump: '150 mmHg'")
    rate: Rate | None = Field(None, description="cycles of the pump a minute")
    first_drop: FirstDrop | None = Field(
        None, description="until milk began to run, the few drops that come at once apart: '90 s', or 'none'"
    )
    lasted: Lasted | None = Field(None, description="feed: how long the baby drank: '12 min'")
    volume: Volume | None = Field(None, description="milk of the whole session, by scale or bottle: '60 mL'")
    scale_error: Scale | None = Field(None, description="error (SD) of that scale: '5 g'")


class SignsTold(_Table):
    """What was felt and seen."""

    felt: Yes | None = Field(None, description="a let-down was felt")
    drip: Yes | None = Field(None, description="the other breast dripped")
    leaking: Yes | None = Field(None, description="milk leaked before")
    quicker_swallows: Yes | None = Field(None, description="the baby swallowed quicker after a while")
    content: Yes | None = Field(None, description="the baby seemed content after it")


class Case(_Table):
    """All that was told; what is left out is unknown."""

    title: str = Field("", description="what this is")
    story: str = Field("", description="in words, for readers; not used")
    scenario: str | None = Field(None, description="a scenario file that says who she is and what happens, beside this file")
    goal: Goal | None = Field(None, description="what she wishes for; without it as the case suggests")
    circumstances: Circumstances = Circumstances()  # pyright: ignore[reportCallIssue]
    session: SessionTold = SessionTold()  # pyright: ignore[reportCallIssue]
    signs: SignsTold = SignsTold()  # pyright: ignore[reportCallIssue]
    answers: dict[str, Any] = Field(default_factory=dict, description="question = answer, or a list of answers")
    safety: dict[str, Any] = Field(default_factory=dict, description="the questions that are asked first, about baby and mother")

    @property
    def asked_first(self) -> Answers:
        """The answers on which the referral hangs; the day since the birth is told only once."""
        tables = {**self.safety}
        mother = dict(tables.get("mother") or {})
        if self.circumstances.since_birth is not None and "days_since_birth" not in mother:
            tables["mother"] = {**mother, "days_since_birth": self.circumstances.since_birth}
        return read_answers(tables)


def read_case(given: str | Path | Mapping[str, Any]) -> Case:
    """A case from a TOML file or from nested tables; the first mistake is an :class:`InputError` in one line.

    A scenario file (one with a timeline) is a case, too, of which nothing else is known.
    """
    if isinstance(given, Mapping):
        return _checked(dict(given), "case")
    path = Path(given)
    tables = toml_tables(read_text(path, "case (.toml)"), path.name)
    if "timeline" in tables:
        return Case(scenario=str(path))  # pyright: ignore[reportCallIssue]
    case = _checked(tables, path.name)
    return case.model_copy(update={"scenario": str(path.parent / case.scenario)}) if case.scenario else case


def _checked(tables: dict[str, Any], name: str) -> Case:
    try:
        case = Case.model_validate(tables)
    except ValidationError as error:
        raise InputError(f"'{name}': {first_fault(error, Case)[1]} Leave out what is not known.") from None
    try:
        _ = case.asked_first
        for question, answer in case.answers.items():
            told_by(question, answer)
        _check_session(case)
    except InputError as error:
        raise type(error)(f"'{name}': {error}") from None
    return case


def _check_session(case: Case) -> None:
    told = case.session
    doing = ("do", "breasts", "double", "minutes", "vacuum", "rate")
    if case.scenario and any(getattr(told, key) is not None for key in doing):
        raise InputError(
            "a scenario file says what happens: leave do, breasts, double, minutes, vacuum and rate of [session] out."
        )
    if told.do == "feed":
        for key in ("double", "vacuum", "rate"):
            if getattr(told, key) is not None:
                raise InputError(f"session.{key} belongs to a pump, and this is a feed: leave it out, or say do = 'pump'.")
        if case.circumstances.feeding == "pump-dependent":
            raise InputError("a pump-dependent mother has no feed: say do = 'pump', or another feeding.")
    if told.do == "pump" and told.lasted is not None:
        raise InputError("session.lasted is how long a baby drank; for a pump give minutes.")
    if told.lasted is not None and told.lasted > _longest(told):
        most = f"{_longest(told):g} min"
        raise InputError(f"session.lasted = {told.lasted:g} min is longer than the {most} of the feed: raise minutes.")
    if told.double and told.breasts == 1:
        raise InputError("session.double is both breasts at once: leave breasts out, or say breasts = 2.")
    if told.first_drop == NO_DROP and told.volume is not None and told.volume > 2.0:
        raise InputError(f"session: no drop came, and {told.volume:g} mL are told: mend one of them.")


def _longest(told: SessionTold) -> float:
    return (told.minutes or 30.0) * (told.breasts or 1)
