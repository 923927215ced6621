"""``letdown feed``: one breastfeed."""

from __future__ import annotations

from typing import Any

import rich_click as click

from letdown.cli.options import Common, common


@click.command(
    "feed",
    short_help="One breastfeed: simulate it, say what happened, draw it.",
    epilog="Example: letdown feed --minutes 12 --stress 0.6 --cue cry@-3min --helper warmth@-20min",
)
@click.option("--side", default="left", type=click.Choice(["left", "right"]), help="The breast.", show_default=True)
@click.option("--minutes", default="15", metavar="MIN", help="The longest the feed may last.", show_default=True)
@common
def command(side: str, minutes: str, **options: Any) -> None:
    """Simulate one breastfeed with the full spiking network, say what happened and leave a picture.

    The feed ends by itself when the baby has had enough, tires or gives up. A simulator for research and teaching; not for
    diagnosis or treatment; not evidence for a product.
    """
    from letdown.cli.call import call
    from letdown.sessions import breastfeed

    call("feed", breastfeed(side, minutes), Common(**options))
