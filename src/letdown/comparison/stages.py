"""The stages of the arc in the order in which the signal travels, and the signals by which two runs are told apart in each.

A signal hangs on those ``after`` which it is worked out in the same step, and on those that come ``back`` to it from the step
before (milk that flows slows the infant and sates it). What hangs on nothing that is recorded, such as a warm cloth or a dose,
enters at the signal that it acts on.
"""

from __future__ import annotations

from typing import NamedTuple

SIDES = ("left", "right")


class Stage(NamedTuple):
    """One stage: its name in code, and what it is called in tables."""

    key: str
    title: str


class Signal(NamedTuple):
    """A recorded series, the stage that it is of, what it is in words, and the series that it hangs on."""

    series: str
    stage: str
    words: str
    after: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


STORED = "milk_supply.stored"
"""Milk in a breast at the start, as ``left.milk_supply.stored``: no series of a run, but what it begins with."""


def _of_breast(template: tuple[tuple[str, str], ...]) -> tuple[Stage, ...]:
    return tuple(Stage(f"{side}.{key}", f"{side.capitalize()} breast: {title}") for side in SIDES for key, title in template)


STAGES: tuple[Stage, ...] = (
    Stage("nipple", "At the nipples: infant, pump or hand"),
    Stage("nipple_afferents", "Nerves from the nipples"),
    Stage("conditioned_cues", "Learned cues"),
    Stage("inhibition", "The doors: what disturbs and relieves"),
    Stage("release_reliability", "Whether the reflex answers this time"),
    Stage("priming", "Priming of the oxytocin neurons"),
    Stage("oxytocin_neurons", "Bursts of the oxytocin neurons"),
    Stage("posterior_pituitary", "Oxytocin secreted by the posterior pituitary"),
    Stage("plasma_oxytocin", "Oxytocin in the blood"),
    Stage("myoepithelium", "Contraction of the glands: let-downs"),
    *_of_breast(
        (
            ("milk_supply", "milk that is there"),
            ("pressure", "pressure in the alveoli"),
            ("milk_ducts", "milk flow"),
            ("milk_removal", "milk"),
        )
    ),
    Stage("both", "Both breasts together"),
    Stage("signs", "What she may notice"),
)

TITLES: dict[str, str] = {one.key: one.title for one in STAGES}
ORDER: tuple[str, ...] = tuple(one.key for one in STAGES)


def _nipple(side: str) -> tuple[Signal, ...]:
    milk = (f"{side}.milk_ducts.flow", f"{side}.milk_removal.removed")
    return tuple(
        Signal(f"{side}.{name}", "nipple", f"{words}, {side} breast", (), milk)
        for name, words in (
            ("nipple.vacuum", "vacuum at the nipple"),
            ("nipple.rate", "rate of sucking or of the pump"),
            ("suckling.comfort", "sucking for comfort"),
        )
    )


def _breast(side: str) -> tuple[Signal, ...]:
    own = f"{side}."
    pressure, stored = own + "milk_ducts.alveolar_pressure", own + STORED
    milk = (own + "milk_ducts.alveolar_milk", own + "milk_ducts.duct_milk")
    pushed = (pressure, own + "nipple.vacuum", stored)
    flow, ended = own + "milk_ducts.flow", (own + "nipple.vacuum", own + "nipple.rate", own + "suckling.comfort")
    left = f", {side} breast"
    return (
        Signal(stored, own + "milk_supply", "milk in the breast at the start" + left),
        Signal(pressure, own + "pressure", "pressure in the alveoli" + left, ("myoepithelium.activation", stored), milk),
        Signal(own + "milk_ducts.duct_pressure", own + "milk_ducts", "pressure in the ducts" + left, pushed, milk),
        Signal(own + "milk_ducts.duct_width", own + "milk_ducts", "width of the ducts" + left, pushed, milk),
        Signal(flow, own + "milk_ducts", "milk flow" + left, pushed, milk),
        Signal(own + "milk_ducts.duct_milk", own + "milk_ducts", "milk in the ducts" + left, (*pushed, flow), milk),
        Signal(own + "milk_ducts.alveolar_milk", own + "milk_ducts", "milk in the alveoli" + left, (*pushed, flow), milk),
        Signal(own + "milk_removal.removed", own + "milk_removal", "milk taken" + left, (flow, *ended)),
        Signal(own + "milk_removal.dripped", own + "milk_removal", "milk dripped" + left, (flow, *ended)),
        Signal(own + "milk_removal.swallows", own + "milk_removal", "swallows" + left, (flow, *ended)),
        Signal(own + "milk_removal.fat", own + "milk_removal", "fat of the milk" + left, (stored, milk[0])),
    )


_RATES = tuple(f"{side}.{name}" for side in SIDES for name in ("nipple.vacuum", "nipple.rate", "suckling.comfort"))
_TRAFFIC, _PAIN = "nipple_afferents.traffic", "nipple_afferents.pain"
_CUES, _DREAD = "conditioned_cues.drive", "conditioned_cues.dread"
_PRIMING_DOOR, _PULSE_DOOR, _TERMINAL_DOOR, _GLAND_DOOR = (
    f"inhibition.{name}" for name in ("priming", "pulse", "terminal", "half_effect")
)
_ANSWERS = "release_reliability.answers"
_DRIVE, _FIRING = "oxytocin_neurons.priming", "oxytocin_neurons.firing_rate"
_SECRETION, _BLOOD, _MUSCLE = "posterior_pituitary.secretion", "plasma_oxytocin.concentration", "myoepithelium.activation"

SIGNALS: tuple[Signal, ...] = (
    *_nipple("left"),
    *_nipple("right"),
    Signal(_TRAFFIC, "nipple_afferents", "nerve traffic", _RATES),
    Signal(_PAIN, "nipple_afferents", "pain at the nipples", _RATES),
    Signal(_CUES, "conditioned_cues", "priming by learned cues"),
    Signal(_DREAD, "conditioned_cues", "dread that cues of painful feeds bring"),
    Signal(_PRIMING_DOOR, "inhibition", "what the central door leaves of priming", (_PAIN, _DREAD)),
    Signal(_PULSE_DOOR, "inhibition", "what the central door leaves of a pulse", (_PAIN, _DREAD)),
    Signal(_TERMINAL_DOOR, "inhibition", "what the terminal door leaves of release"),
    Signal(_GLAND_DOOR, "inhibition", "the oxytocin that the gland needs", (_PAIN, _DREAD)),
    Signal(_ANSWERS, "release_reliability", "whether the reflex answers", (_TRAFFIC, _CUES)),
    Signal(_DRIVE, "priming", "priming of the neurons", (_TRAFFIC, _CUES, _PRIMING_DOOR, _ANSWERS)),
    Signal(_FIRING, "oxytocin_neurons", "firing of the neurons", (_DRIVE,)),
    Signal(_SECRETION, "posterior_pituitary", "oxytocin secreted", (_FIRING, _PULSE_DOOR, _TERMINAL_DOOR)),
    Signal(_BLOOD, "plasma_oxytocin", "oxytocin in the blood", (_SECRETION,)),
    Signal(_MUSCLE, "myoepithelium", "contraction of the glands", (_BLOOD, _GLAND_DOOR)),
    *_breast("left"),
    *_breast("right"),
    Signal("signs.felt", "signs", "let-downs felt", (_MUSCLE, _TRAFFIC)),
    Signal("signs.thirst", "signs", "thirst", (_TRAFFIC,)),
)
