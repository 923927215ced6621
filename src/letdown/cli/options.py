"""Options that feed and pump share, and what they come to: a mother, what accompanies the session, and where results go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import rich_click as click

from letdown.cli.cause_options import is_of_the_table
from letdown.dyad.circumstances import FEEDINGS, INFANTS, PARITIES
from letdown.errors import InputError, ParameterError
from letdown.quantity import to_unit
from letdown.sessions import CUES, DISTURBANCES, HELPERS, Entry, cue, disturbance, helper

if TYPE_CHECKING:
    from letdown.dyad import Mother
    from letdown.populations import Conditions

Command = Callable[..., Any]
_T = TypeVar("_T")

_LISTS: tuple[tuple[str, str, str, str], ...] = (
    ("--cue", "cues", "KIND[=STRENGTH][@AT]", f"What she has learned goes with a feed, as in cry@-3min: {', '.join(CUES)}."),
    (
        "--disturbance",
        "disturbances",
        "KIND[=DEGREE][@AT]",
        f"What disturbs her, as in noise=0.5: {', '.join(DISTURBANCES)} (g/kg for alcohol).",
    ),
    (
        "--cause",
        "causes",
        "ID[=AMOUNT][@AT]",
        "What holds her let-down or her milk back, as in sore_nipples=0.6, alcohol.drinks=2@-60min, spinal_cord_lesion=T5: "
        "letdown causes.",
    ),
    (
        "--helper",
        "helpers",
        "ID[=DEGREE][/SIDE][@AT]",
        f"What she tries, as in warm_cloth/left@-20min: letdown helpers; or by itself {', '.join(HELPERS)}.",
    ),
    ("--set", "changes", "STAGE.PARAMETER=VALUE", "Change a parameter, as in milk_ducts.capacity=180 or …='0.18 L'."),
    ("--clamp", "clamps", "SERIES=VALUE", "Hold a series at a value, as in plasma_oxytocin.concentration=2."),
)


@dataclass(frozen=True)
class Common:
    """The options of one call that do not say what takes the milk."""

    day: str
    parity: str
    feeding: str
    infant: str
    stress: str | None
    pain: str | None
    cues: tuple[str, ...]
    disturbances: tuple[str, ...]
    causes: tuple[str, ...]
    helpers: tuple[str, ...]
    changes: tuple[str, ...]
    clamps: tuple[str, ...]
    parameters: str | None
    engine: str | None
    seed: str
    women: int
    out: str
    save: str | None
    save_scenario: str | None
    save_parameters: str | None
    picture: bool
    as_json: bool


def common(command: Command) -> Command:
    """Give ``command`` the options of :class:`Common`."""
    options = [
        click.option(
            "--day",
            default="60",
            metavar="DAYS",
            help="Days since birth; for many women also a range, 30..180.",
            show_default=True,
        ),
        click.option("--parity", type=click.Choice(PARITIES), default="mixed", help="First baby or not.", show_default=True),
        click.option(
            "--feeding", type=click.Choice(FEEDINGS), default="exclusive", help="How the infant is fed.", show_default=True
        ),
        click.option("--infant", type=click.Choice(INFANTS), default="term", help="How mature the infant is.", show_default=True),
        click.option("--stress", metavar="0..1", help="Stress throughout, from none (0) to the strongest studied (1)."),
        click.option("--pain", metavar="0..1", help="Pain throughout."),
        *(click.option(flag, name, multiple=True, metavar=metavar, help=text) for flag, name, metavar, text in _LISTS),
        click.option("--parameters", metavar="FILE", help="A set of parameters that --save-parameters wrote."),
        click.option(
            "--engine",
            type=click.Choice(["spiking", "bursts"]),
            help="Oxytocin neurons: full spiking network, or the burst generator in its stead. [spiking; many women: bursts]",
        ),
        click.option(
            "--seed",
            default="1",
            metavar="N",
            help="Seed of the random numbers, or 'clock' for another each time.",
            show_default=True,
        ),
        click.option(
            "--women", default=1, metavar="N", help="Draw so many women and give medians and ranges.", show_default=True
        ),
        *_RESULTS,
        click.option("--save-scenario", metavar="FILE", help="Write the scenario (.toml) that repeats this run."),
        click.option("--save-parameters", metavar="FILE", help="Write all her parameters (.toml), to keep and to cite."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


_RESULTS = (
    click.option("--out", default=".", metavar="DIR", help="Folder for pictures and files.", show_default=True),
    click.option("--save", metavar="FILE", help="Write everything that was recorded to FILE.nc or FILE.csv."),
    click.option("--picture/--no-picture", default=True, help="Whether to draw the picture.", show_default=True),
    click.option("--json", "as_json", is_flag=True, help="Print JSON for machines."),
)


def where_results_go(command: Command) -> Command:
    """Give ``command`` the options of every command that simulates."""
    for option in reversed(_RESULTS):
        command = option(command)
    return command


def seed_of(given: str) -> int:
    """The seed as a number; ``clock`` takes one from the time."""
    if given == "clock":
        import time

        return time.time_ns() % 2**31
    try:
        return int(given)
    except ValueError as error:
        raise InputError(f"--seed {given!r} is no whole number; give one from 0 on, or 'clock'.") from error


def mother_of(options: Common) -> Mother:
    """The mother of a call: her day and circumstances, the parameter file, then the single changes.

    Of a range of days she has the first; who draws women takes the range from :func:`conditions_of`.
    """
    from letdown.dyad import Mother

    first, *more = _days(options.day)
    if more and options.women == 1:
        raise InputError(f"--day {options.day} is a range, for many women: give one day, or draw women with --women N.")
    mother = Mother(first, parity=options.parity, feeding=options.feeding, infant=options.infant)
    if options.parameters is not None:
        from letdown.scenarios.parameter_file import read_parameters

        mother = mother.with_parameters(read_parameters(options.parameters))
    changes = pairs("--set", options.changes)
    return _said("--set", lambda: mother.with_parameters(changes)) if changes else mother


def _days(given: str) -> list[float]:
    """One day, or the two of a range such as ``30..180``."""
    return [_said("--day", lambda text=text: to_unit(text, "day", "days since birth")) for text in given.split("..", maxsplit=1)]


def conditions_of(options: Common) -> Conditions:
    """What is said of all women of a call."""
    from letdown.populations import Conditions

    first, *more = _days(options.day)
    days = (first, more[0]) if more else first
    return _said("--day", lambda: Conditions(days, options.parity, options.feeding, options.infant))


def circumstances(options: Common) -> list[Entry]:
    """What accompanies the session: cues, disturbances, helpers."""
    found = [
        _disturbance(f"--{kind}", kind, degree) for kind in ("stress", "pain") if (degree := getattr(options, kind)) is not None
    ]
    for given in options.cues:
        kind, strength, _, at = _parts("--cue", given)
        details: dict[str, object] = {} if strength is None else {"strength": strength}
        found.append(_said(f"--cue {given}", lambda kind=kind, details=details, at=at: cue(kind, **details, **at)))
    for given in options.disturbances:
        kind, degree, _, at = _parts("--disturbance", given)
        found.append(_disturbance(f"--disturbance {given}", kind, "1" if degree is None else degree, **at))
    for given in options.helpers:
        if is_of_the_table(given):
            continue
        kind, _, side, at = _parts("--helper", given)
        found.append(_said(f"--helper {given}", lambda kind=kind, side=side, at=at: helper(kind, side, **at)))
    return found


def _disturbance(option: str, kind: str, degree: str, **at: object) -> Entry:
    return _said(option, lambda: disturbance(kind, degree, **at))


_PARTS = re.compile(r"(?P<kind>[^=/@]+)(=(?P<amount>[^/@]+))?(/(?P<side>[^@]+))?(@(?P<at>.+))?")


def _parts(option: str, given: str) -> tuple[str, str | None, str | None, dict[str, object]]:
    """``warmth/left@-20min`` in its parts: kind, amount, side, and ``at`` where it was given."""
    found = _PARTS.fullmatch(given.strip())
    takes = {"--cue": "amount", "--disturbance": "amount", "--helper": "side"}[option]
    if found is None or any(found[part] is not None for part in ("amount", "side") if part != takes):
        shape = next(metavar for flag, _, metavar, _ in _LISTS if flag == option)
        raise InputError(f"{option} {given!r} is not understood; give {shape}.")
    at: dict[str, object] = {} if found["at"] is None else {"at": found["at"]}
    return found["kind"], found["amount"], found["side"], at


def pairs(option: str, given: Iterable[str]) -> dict[str, object]:
    """``a.b=1`` as ``{"a.b": "1"}``; the same name twice is an error."""
    found: dict[str, object] = {}
    for one in given:
        name, equals, value = (part.strip() for part in one.partition("="))
        if not equals or not name or not value:
            raise InputError(f"{option} {one!r} is not understood; give NAME=VALUE.")
        if name in found:
            raise ParameterError(f"{option} names {name} twice, with {found[name]} and {value}; give it once.")
        found[name] = value
    return found


def _said(option: str, make: Callable[[], _T]) -> _T:
    """What ``make`` makes; its errors begin with the option that they are about."""
    try:
        return make()
    except InputError as error:
        raise type(error)(f"{option}: {error}") from error


def clamps_of(options: Common) -> Mapping[str, object]:
    """The series that are held."""
    return pairs("--clamp", options.clamps)
