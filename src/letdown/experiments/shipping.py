"""The experiments that come with the package."""

from __future__ import annotations

from importlib.resources import files

from letdown.errors import InputError
from letdown.experiments.records import Experiment

_FOLDER = files("letdown.evidence").joinpath("experiments")


def shipped() -> list[Experiment]:
    """Every shipped experiment, in the order of their names."""
    from letdown.experiments.reading import parse

    found: list[Experiment] = []
    for one in sorted(_FOLDER.iterdir(), key=lambda one: one.name):
        if one.name.endswith(".toml"):
            experiment = parse(one.read_text(encoding="utf-8"), one.name)
            if f"{experiment.id}.toml" != one.name:  # ids are unique because names of files are
                raise InputError(f"'{one.name}' holds the experiment '{experiment.id}'; name the file after it.")
            found.append(experiment)
    return found


def is_shipped(identity: str, text: str) -> bool:
    """Whether the package ships an experiment of this id with this very text."""
    home = _FOLDER.joinpath(f"{identity}.toml")
    return home.is_file() and home.read_text(encoding="utf-8") == text
