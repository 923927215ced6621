"""``letdown causes``: what holds a let-down or its milk back, as the model and the literature have it."""

from __future__ import annotations

import rich_click as click

from letdown.cli.two_tables import show


@click.command(
    "causes",
    short_help="What holds a let-down back: where it acts, how much, whose number.",
    epilog="Example: letdown causes; letdown causes alcohol; letdown feed --cause sore_nipples=0.6 --helper better_latch",
)
@click.argument("name", required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def command(name: str | None, as_json: bool) -> None:
    """Show every cause, or one in full: dose, course, effect with its interval, what it does not do, evidence, sources.

    Any of them is given to feed and pump by --cause ID=AMOUNT. A simulator for research and teaching; not for diagnosis or
    treatment; not evidence for a product.
    """
    from letdown.causes import cause, causes

    show("causes", causes(), None if name is None else cause(name), as_json)
