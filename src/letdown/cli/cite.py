"""``letdown cite``: the references behind what a run used, or behind the experiments that the model is held to."""

from __future__ import annotations

from typing import Any

import rich_click as click

from letdown.errors import InputError
from letdown.quantity import ASSUMED

_ONLY_FOR = {"breastfeed": ("suckling",), "pump": ("pump",)}
_ENGINES = {"spiking": "spiking_network", "bursts": "burst_generator"}


@click.command("cite", short_help="The references behind what a run used.", epilog="Example: letdown cite mine.toml --bibtex")
@click.argument("scenario", metavar="[SCENARIO.toml]", required=False)
@click.option("--evidence", is_flag=True, help="The papers of the experiments that come with this program.")
@click.option("--bibtex", is_flag=True, help="As BibTeX.")
def command(scenario: str | None, evidence: bool, bibtex: bool) -> None:
    """List the sources of every number that a run used: its parameters, the instruments of its report, the usual ranges.

    With a scenario only what that one used; without, everything in the model.
    """
    from letdown.dyad import parameter_fields
    from letdown.evidence.bibliography import cite

    if evidence:
        if scenario is not None:
            raise InputError(f"'{scenario}' and --evidence ask for two lists: give one of them.")
        click.echo(cite(_of_the_experiments(), "bibtex" if bibtex else "text"))
        return
    unused: set[str] = set()
    if scenario is not None:
        from letdown import scenarios

        read = scenarios.read(scenario)
        doings: set[str] = {entry.do for entry in read.session().entries}
        unused = {stage for doing, stages in _ONLY_FOR.items() if doing not in doings for stage in stages}
        unused |= {stage for engine, stage in _ENGINES.items() if engine != read.engine}
    fields = [field for path, field in parameter_fields().items() if path.partition(".")[0] not in unused]
    sources = [field.source for field in fields] + _of_the_report()
    keys = [key for key in dict.fromkeys(sources) if key != ASSUMED]
    click.echo(cite(keys, "bibtex" if bibtex else "text"))
    if not bibtex:
        assumed = sum(field.source == ASSUMED for field in fields)
        click.echo(
            f"\n{len(keys)} references. {assumed} of {len(fields)} numbers are assumed: letdown parameters shows which.\n"
            f"The program: letdown {_version()}, with the result hash of the run."
        )


def _of_the_experiments() -> list[str]:
    """The papers of the shipped experiments, pooled ones included, in the order of their names."""
    from letdown.evidence.bibliography import references
    from letdown.experiments import shipped

    found: set[str] = set()
    for one in shipped():
        found |= {one.citation} | {paper.citation for target in one.targets for paper in target.papers}
    return sorted(found & set(references()))


def _of_the_report() -> list[str]:
    """Sources of the instruments, detectors and usual ranges of a report."""
    from letdown.analysis.milk_ejections import THRESHOLDS
    from letdown.evidence.usual_ranges import usual_ranges
    from letdown.instruments import duct_ultrasound, oxytocin_assay
    from letdown.quantity import fields

    settings: list[Any] = [duct_ultrasound.Settings, oxytocin_assay.Settings]
    found = [field.source for one in settings for field in fields(one)]
    return found + [one.source for one in THRESHOLDS.values()] + [one.source for one in usual_ranges().values()]


def _version() -> str:
    from letdown import __version__

    return __version__
