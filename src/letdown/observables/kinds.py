"""What an observable and its arguments are, and the register that the themes write themselves into.

An observable is a function of a :class:`~letdown.observables.view.View` and a :class:`~letdown.observables.requests.Request`;
its name is the function's, its meaning the first line of what the function says of itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from letdown.observables.requests import Request
    from letdown.observables.view import View

Scale = Literal["positive", "fraction", "signed"]
Value = float | str | tuple[float, ...] | None
Compute = Callable[["View", "Request"], float]


@dataclass(frozen=True)
class Argument:
    """One argument: its unit (``""`` for a word), what it is when left out, and what a word may be.

    ``otherwise`` says in words what is taken where ``default`` is None; a ``required`` argument has no default; of ``many``
    numbers a list is given.
    """

    name: str
    unit: str
    meaning: str
    default: Value = None
    otherwise: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    many: bool = False
    low: float = float("-inf")

    def but(self, default: Value = None, otherwise: str = "", required: bool = False) -> Argument:
        """The same argument with another default."""
        return replace(self, default=default, otherwise=otherwise, required=required)

    @property
    def default_text(self) -> str:
        """What is taken when it is left out, in words."""
        if self.required:
            return "must be given"
        if self.default is None:
            return self.otherwise or "none"
        return f"{self.default:g} {self.unit}".removesuffix(" 1") if isinstance(self.default, float) else str(self.default)


@dataclass(frozen=True)
class Observable:
    """One number that a study gives of each woman.

    ``scale`` is how it is compared: ``"positive"`` by ratio, ``"fraction"`` as a share (a 0/1 as well), ``"signed"`` by
    difference. ``instruments`` are those that can show it, the usual one first; none where it is simply counted or read.
    ``fine`` asks for the 20-ms run, ``spiking`` for the engine with cells.
    """

    name: str
    unit: str
    scale: Scale
    meaning: str
    theme: str
    arguments: tuple[Argument, ...]
    instruments: tuple[str, ...]
    fine: bool
    spiking: bool
    compute: Compute

    def argument(self, name: str) -> Argument | None:
        """The argument of that name."""
        return next((one for one in self.arguments if one.name == name), None)


REGISTER: dict[str, Observable] = {}
"""Filled as the themes are imported; read it as :data:`letdown.observables.OBSERVABLES`."""


def observable(
    unit: str, scale: Scale, *arguments: Argument, instruments: tuple[str, ...] = (), fine: bool = False, spiking: bool = False
) -> Callable[[Compute], Compute]:
    """Enter a function into the vocabulary; the function itself is left as it is."""

    def enter(compute: Compute) -> Compute:
        said = (compute.__doc__ or "").strip().partition("\n")[0]
        name, theme = compute.__name__, compute.__module__.rpartition(".")[2]
        REGISTER[name] = Observable(name, unit, scale, said, theme, arguments, instruments, fine, spiking, compute)
        return compute

    return enter
