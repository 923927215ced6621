"""``letdown calibrate``: the default parameters again, from the evidence."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import rich_click as click

from letdown.cli.progress import Progress


@click.command(
    "calibrate",
    short_help="The default parameters again, from the evidence.",
    epilog="Example: letdown calibrate --reduced --check",
)
@click.option("--reduced", is_flag=True, help="Fewer women and rounds: some minutes, for a check.")
@click.option("--check", is_flag=True, help="Exit status 1 if an estimate lies outside its shipped interval.")
@click.option("--shipped", is_flag=True, help="Run nothing; show the calibration that the defaults come from.")
@click.option("--women", type=click.IntRange(8), metavar="N", help="Women an arm.")
@click.option("--rounds", type=click.IntRange(1), metavar="N", help="Rounds; each takes one run for each parameter.")
@click.option("--seed", default=0, type=click.IntRange(0), metavar="N", help="Seed of women and chances.", show_default=True)
@click.option(
    "--start",
    type=click.Choice(["prior", "defaults"]),
    help="Where to begin.  [default: prior; defaults with --reduced]",
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes. [one for each core]")
@click.option("--out", metavar="FILE", help="Write the report to FILE.json or FILE.md.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def command(
    reduced: bool,
    check: bool,
    shipped: bool,
    women: int | None,
    rounds: int | None,
    seed: int,
    start: str | None,
    jobs: int | None,
    out: str | None,
    as_json: bool,
) -> int:
    """Estimate the parameters that no source gives directly, from the fitted experiments alone.

    A full run takes a quarter of an hour on two cores. Nothing in the program is changed by it: the report says what the defaults
    would be.
    """
    from letdown.calibrate import reporting
    from letdown.recording import checked_suffix, checked_target, whole_file

    if out is not None:
        checked_suffix(Path(out), (".json", ".md"))
        checked_target(Path(out))
    report = dict(reporting.shipped_report()) if shipped else _estimated(reduced, women, rounds, seed, start, jobs)
    as_text = json.dumps(report, indent=1, allow_nan=False) + "\n"
    as_page = reporting.as_markdown(report)
    if out is not None:
        with whole_file(Path(out)) as temporary:
            temporary.write_text(as_text if out.endswith(".json") else as_page, encoding="utf-8")
    click.echo(as_text if as_json else as_page, nl=False)
    if not check:
        return 0
    beyond = reporting.outside(report, reporting.shipped_report())
    for one in beyond:
        print(one, file=sys.stderr)
    return 1 if beyond else 0


def _estimated(
    reduced: bool, women: int | None, rounds: int | None, seed: int, start: str | None, jobs: int | None
) -> dict[str, object]:
    from letdown.calibrate import calibrate, fitting, reporting
    from letdown.validate import usual_jobs

    usual = (fitting.REDUCED_WOMEN, fitting.REDUCED_ROUNDS) if reduced else (fitting.WOMEN, fitting.ROUNDS)
    with Progress("calibrating") as progress:
        moving = reporting.moving(reporting.shipped_report()) if reduced else None
        fit = calibrate(
            women=women or usual[0],
            rounds=rounds or usual[1],
            seed=seed,
            jobs=jobs or usual_jobs(),
            start=start or ("defaults" if reduced else "prior"),
            moving=moving,
            progress=progress,
        )
    return reporting.report_of(fit)
