"""``letdown analyse``: let-downs, hormone pulses or pump cycles in a measured file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import rich_click as click


@click.command(
    "analyse",
    short_help="Let-downs, pulses or pump cycles in a measured file.",
    epilog="Example: letdown analyse bottle.csv --kind mass --out bottle.png; letdown analyse blood.csv --cv 0.12 --json",
)
@click.argument("file", metavar="FILE")
@click.option(
    "--kind",
    default="auto",
    metavar="KIND",
    help="flow, mass, pressure (of a pump), duct-width or blood; auto: the header tells.",
    show_default=True,
)
@click.option("--column", metavar="NAME", help="The column, or the series of a recording, where several would do.")
@click.option("--cv", default="0.1", metavar="FRACTION", help="Error of the assay of blood, as in 0.1.", show_default=True)
@click.option(
    "--detector",
    default="threshold",
    metavar="NAME",
    help="Of pulses: threshold (by size), or pulsar (against a smoothed baseline, after Merriam and Wachter).",
    show_default=True,
)
@click.option("--seed", default="0", metavar="N", help="Seed of the replicates that say how sure.", show_default=True)
@click.option("--out", metavar="PICTURE", help="Draw it: .png, .pdf or .svg.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def command(file: str, kind: str, column: str | None, cv: str, detector: str, seed: str, out: str | None, as_json: bool) -> None:
    """Find what a measured FILE shows, and say how sure that is.

    FILE is a .csv with a header such as 'time [s],flow [g/s]', what a pump's logger writes (time,pressure,units), or a
    recording of letdown. For research and teaching; not for diagnosis or treatment; not evidence for a product.
    """
    from letdown.errors import InputError
    from letdown.quantity import to_unit
    from letdown.recording import checked_target
    from letdown.recording.measured import read_measured
    from letdown.reports.measured import analyse, as_text

    if not seed.isdecimal() or int(seed) >= 2**63:
        raise InputError(f"--seed {seed} is no seed: give a whole number from 0 up.")
    target = None if out is None else checked_target(Path(out))
    found = analyse(read_measured(file, kind, column), to_unit(cv, "1", "--cv"), detector, int(seed))
    if target is not None:
        from letdown.figures import plot_analysis

        plot_analysis(found, target)
    if as_json:
        click.echo(json.dumps(_as_json(found, file, out, int(seed)), indent=2, allow_nan=False, ensure_ascii=False))
        return
    from letdown import __version__
    from letdown.reports import INTENDED_USE

    click.echo(as_text(found, Path(file).name))
    click.echo(f"\n{INTENDED_USE}\nletdown {__version__} · analyse · {found.detector} · seed {seed}")
    if target is not None:
        click.echo(f"picture: {target}")


def _as_json(found: Any, file: str, out: str | None, seed: int) -> dict[str, Any]:
    from letdown import __version__
    from letdown.analysis.sureness import LEAST_REPLICATES
    from letdown.recording.measured import KINDS
    from letdown.reports import INTENDED_USE

    count, low, high = found.count
    names = [name for name, _ in found.columns]
    return {
        "schema": 1,
        "version": __version__,
        "command": "analyse",
        "file": file,
        "kind": found.measured.kind,
        "column": found.measured.column,
        "unit_given": found.measured.given_unit,
        "samples": len(found.measured.time),
        "from": float(found.measured.time[0]),
        "to": float(found.measured.time[-1]),
        "detector": found.detector,
        "what": found.what,
        "count": {"found": count, "low": low, "high": high, "replicates": LEAST_REPLICATES, "seed": seed},
        "noise": found.noise,
        "results": {name: one.value for name, one in found.numbers.items()},
        "events": [dict(zip(names, row, strict=True)) for row in found.events],
        "units": {
            "from": "s",
            "to": "s",
            "noise": KINDS[found.measured.kind].unit,
            **{name: one.unit for name, one in found.numbers.items()},
            **dict(found.columns),
        },
        "notes": list(found.notes),
        "files": {"picture": out} if out else {},
        "intended_use": INTENDED_USE,
    }
