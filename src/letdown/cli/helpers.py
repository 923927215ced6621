"""``letdown helpers``: what may bring a let-down or its milk back, as the model and the literature have it."""

from __future__ import annotations

import rich_click as click

from letdown.cli.two_tables import show


@click.command(
    "helpers",
    short_help="What may help: how it is used, what it asks of her, whose number.",
    epilog="Example: letdown helpers; letdown helpers warm_cloth; letdown pump --helper warm_cloth/left@-20min",
)
@click.argument("name", required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def command(name: str | None, as_json: bool) -> None:
    """Show every helper, or one in full: use, when one would notice, when to stop, burden, effect with its interval, sources.

    Any of them is given to feed and pump by --helper ID. Not everything here suits everybody: a hot red breast, numb skin, a
    medicine or an illness may speak against it. A simulator for research and teaching; not for diagnosis or treatment; not
    evidence for a product.
    """
    from letdown.causes import helper, helpers

    show("helpers", helpers(), None if name is None else helper(name), as_json)
