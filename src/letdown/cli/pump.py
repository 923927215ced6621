"""``letdown pump``: one pumping."""

from __future__ import annotations

from typing import Any

import rich_click as click

from letdown.cli.options import Common, common


@click.command(
    "pump",
    short_help="One pumping: simulate it, say what happened, draw it.",
    epilog="Example: letdown pump --double --vacuum 150 --rate 50 --minutes 20",
)
@click.option("--side", default="left", type=click.Choice(["left", "right", "both"]), help="The breast.", show_default=True)
@click.option("--double", is_flag=True, help="Both breasts at once, as --side both.")
@click.option("--minutes", metavar="MIN", help="How long. [15; a recorded pressure's own length]")
@click.option(
    "--pattern",
    default="two-phase",
    metavar="NAME|FILE",
    help="two-phase, expression, constant, or a file with time,pressure[,units].",
    show_default=True,
)
@click.option("--vacuum", metavar="MMHG", help="Vacuum, a positive number. [her comfortable maximum]")
@click.option("--rate", metavar="PER_MIN", help="Cycles a minute while expressing. [60]")
@common
def command(
    side: str, double: bool, minutes: str | None, pattern: str, vacuum: str | None, rate: str | None, **options: Any
) -> None:
    """Simulate one pumping, say what happened and leave a picture.

    What is pumped is not what is made. A simulator for research and teaching; not for diagnosis or treatment; not evidence for
    a product.
    """
    from letdown.cli.call import call
    from letdown.sessions import pump

    call("pump", pump("both" if double else side, minutes, vacuum, rate, pattern), Common(**options))
