"""The vocabulary: every observable by name, gathered from the themes."""

from __future__ import annotations

from typing import NamedTuple

from letdown.observables import blood, ejections, fat, flow, gland, hormone_kinetics, infant, milk, neurons, pulses, signs
from letdown.observables.kinds import REGISTER, Observable

_THEMES = (blood, pulses, hormone_kinetics, milk, flow, fat, ejections, infant, signs, neurons, gland)
_ORDER = [theme.__name__.rpartition(".")[2] for theme in _THEMES]
_TITLES = {
    "blood": "Blood: levels",
    "pulses": "Blood: pulses",
    "hormone_kinetics": "Blood: decay, plateau, clearance",
    "milk": "Milk: amounts",
    "flow": "Milk: flow",
    "fat": "Milk: fat",
    "ejections": "Milk ejections",
    "infant": "Infant and pump",
    "signs": "Signs that she notices",
    "neurons": "Oxytocin neurons",
    "gland": "Posterior pituitary",
}

OBSERVABLES: dict[str, Observable] = {name: entry for theme in _ORDER for name, entry in REGISTER.items() if entry.theme == theme}
"""Every observable by name, theme by theme."""


class Row(NamedTuple):
    """One observable as a table shows it; ``arguments`` are triples of name, meaning with unit, and default."""

    theme: str
    name: str
    unit: str
    scale: str
    meaning: str
    arguments: tuple[tuple[str, str, str], ...]
    instruments: tuple[str, ...]
    needs: str


def vocabulary_table() -> list[Row]:
    """Every observable with its arguments, for the documentation and the command line."""
    return [
        Row(
            _TITLES[one.theme],
            one.name,
            one.unit,
            one.scale,
            one.meaning,
            tuple(
                (
                    each.name,
                    each.meaning
                    + (f" [{each.unit}]" if each.unit not in ("", "1") else "")
                    + (f" ({', '.join(each.choices)})" if each.choices else ""),
                    each.default_text,
                )
                for each in one.arguments
            ),
            one.instruments,
            "the spiking engine" if one.spiking else "steps of 20 ms" if one.fine else "",
        )
        for one in OBSERVABLES.values()
    ]
