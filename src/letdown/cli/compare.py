"""``letdown compare``: two scenarios on the same women."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from letdown.cli.options import seed_of, where_results_go
from letdown.cli.progress import Progress
from letdown.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from letdown.comparison import Arm, Comparison
    from letdown.comparison.words import Block
    from letdown.scenarios import Scenario

_USUAL_WOMEN = 200
_WIDE = 170
"""Columns of a table that goes into a file or another program."""
_GAP, _NARROWEST = 2, 34
"""Characters between two columns, and of the narrowest first column."""
_LEAST_WANTED = ("less in B", "more in B", "B − A (95 % interval)")
"""Columns that a narrow window goes without, in this order."""


@click.command(
    "compare",
    short_help="Two scenarios on the same women: what differs, and where in the arc it begins.",
    epilog="Example: letdown feed --save-scenario calm.toml; letdown feed --stress 0.6 --save-scenario tense.toml; "
    "letdown compare calm.toml tense.toml",
)
@click.argument("first", metavar="A.toml")
@click.argument("second", metavar="B.toml")
@click.option("--women", type=click.IntRange(1), metavar="N", help=f"Draw so many women. [{_USUAL_WOMEN}]")
@click.option("--seeds", type=click.IntRange(1), metavar="N", help="Not many women: the one of the files, with so many seeds.")
@click.option("--seed", default="1", metavar="N", help="Seed of women and chances, or 'clock'.", show_default=True)
@click.option("--engine", type=click.Choice(["bursts", "spiking"]), default="bursts", help="Oxytocin neurons.", show_default=True)
@where_results_go
def command(
    first: str,
    second: str,
    women: int | None,
    seeds: int | None,
    seed: str,
    engine: str,
    out: str,
    save: str | None,
    picture: bool,
    as_json: bool,
) -> None:
    """Run the same women through two scenarios with the same random numbers, and compare them stage by stage.

    Differences are B less A, ratios B over A, each with a 95 % interval over the women. Where the files say who she is, the same
    women are the same draws about what each file says. The files' own seed, engine and [record] are not used. --save keeps
    one line a woman (.csv, .parquet). A simulator for research and teaching; not for diagnosis or treatment; not evidence for
    a product.
    """
    from letdown import scenarios
    from letdown.cli.one_woman import checked_targets
    from letdown.comparison import compare

    if women is not None and seeds is not None:
        raise InputError("--women draws many and --seeds repeats the one of the files: give one of the two.")
    chosen = seed_of(seed)
    files = scenarios.read(first), scenarios.read(second)
    targets = checked_targets(out, "letdown-compare.png" if picture else None, save, table=True)
    _not_overwritten((first, second), targets.named())
    arms = _arms(files, None if seeds is not None else women or _USUAL_WOMEN, chosen)
    with Progress("comparing") as progress:
        found = compare(arms[0].women or (), *arms, seed=chosen, engine=engine, seeds=seeds or 1, progress=progress)
    if targets.recording is not None:
        from letdown.simulation.table_files import write_table

        write_table(found.to_table(), targets.recording)
    if targets.picture is not None:
        from letdown.figures import plot_comparison

        plot_comparison(found, targets.picture)
    written = {name: str(path) for name, path in targets.named().items()}
    if as_json:
        click.echo(json.dumps({**found.as_json(), "files": written}, indent=2, ensure_ascii=False, allow_nan=False))
        return
    _show(found)
    for name, path in written.items():
        click.echo(f"{name}: {path}")


def _arms(files: tuple[Scenario, Scenario], women: int | None, seed: int) -> tuple[Arm, Arm]:
    from letdown.comparison import arm_of

    for one in files:
        number = one.tables.mother.woman
        if women is not None and number != 0:
            click.echo(f"Note: {one.name} is about woman {number}; women are drawn about her numbers.", err=True)
    return arm_of(files[0], women, seed), arm_of(files[1], women, seed)


def _not_overwritten(read: tuple[str, str], written: dict[str, Path]) -> None:
    """No result may go where a scenario lies."""
    for path in written.values():
        if path.resolve() in [Path(one).resolve() for one in read]:
            raise InputError(f"'{path}' is one of the scenarios; give the result a name of its own.")


def _show(found: Comparison) -> None:
    """Where it begins in words, then a table, stage under stage."""
    from rich.console import Console
    from rich.text import Text

    from letdown.comparison import words
    from letdown.reports import INTENDED_USE

    console = Console(width=None if sys.stdout.isatty() else _WIDE, highlight=False)
    for line in words.opening(found):
        console.print(Text(line))
    console.print()
    for line in (found.where, *words.further(found)):
        console.print(Text(line, style="bold" if line == found.where else ""))
    console.print()
    left_out = _table(console, list(words.blocks(found)), words.HEADER)
    console.print()
    for line in words.notes(found):
        console.print(Text(line))
    if left_out:
        console.print(Text(f"Not shown for want of room: {', '.join(left_out)}; in a wider window, or with --json."))
    console.print(Text(f"{INTENDED_USE}\n{words.footer(found)}", style="dim"))


def _table(console: Console, blocks: list[Block], header: tuple[str, ...]) -> list[str]:
    """Print the blocks under one header, as many columns as there is room for; returns the names of the others."""
    from rich.table import Table
    from rich.text import Text

    from letdown.comparison.words import heading

    lines = [header, *(line for block in blocks for line in block.lines)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    shown = list(range(len(header)))
    for least in _LEAST_WANTED:
        if sum(widths[column] + _GAP for column in shown if column) + min(widths[0] + _GAP, _NARROWEST) > console.width:
            shown.remove(header.index(least))
    room = console.width - sum(widths[column] + _GAP for column in shown if column)
    for block in (None, *blocks):
        if block is not None:
            console.print(Text(heading(block), style="bold"))
        table = Table(box=None, pad_edge=False, show_header=False, padding=(0, _GAP, 0, 0))
        for column in shown:
            table.add_column(overflow="fold", width=widths[column] if column else min(widths[0] + _GAP, max(room - _GAP, 8)))
        for line in (header,) if block is None else block.lines:
            style = "dim" if block is None else ""
            table.add_row(*(Text(line[column] if column else f"  {line[0]}", style=style) for column in shown))
        console.print(table)
    return [name for column, name in enumerate(header) if column not in shown]
