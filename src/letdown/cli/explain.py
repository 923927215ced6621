"""``letdown explain``: safety first, then what fits a case, what may help, and what to ask next."""

from __future__ import annotations

import json
import textwrap

import rich_click as click

from letdown.cli.options import seed_of
from letdown.cli.progress import Progress

_WIDE = 110


@click.command(
    "explain",
    short_help="A case: is help needed, is the baby getting enough, what fits, what may help.",
    epilog="Example: letdown explain case.toml; letdown explain case.toml --view consultant --json",
)
@click.argument("case", metavar="CASE.toml", required=False)
@click.option(
    "--view",
    type=click.Choice(["parent", "consultant"]),
    default="parent",
    help="Words, or the posterior, too.",
    show_default=True,
)
@click.option("--seed", default="0", metavar="N", help="Seed of women and chances, or 'clock'.", show_default=True)
@click.option("--women", type=int, metavar="N", help="Simulate so many women for each cause. [48]")
@click.option("--text-read", is_flag=True, help="The text about help today was read: go on to what fits and what may help.")
@click.option("--emergency", default=None, metavar="NUMBER", help="The emergency number to name.")
@click.option("--questions", "listed", is_flag=True, help="Print the questions and their answers' names, and stop.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines; the referral is its first key.")
def command(
    case: str | None, view: str, seed: str, women: int | None, text_read: bool, emergency: str | None, listed: bool, as_json: bool
) -> None:
    """Answer a case in four parts: is help needed; is the baby getting enough; what fits; what may help, and what to ask next.

    CASE.toml tells what is known, and everything may be left out; a scenario file will do. It is no finding about anybody: what
    fits is said in words. A simulator for research and teaching; not for diagnosis or treatment; not evidence for a product.
    """
    from letdown.errors import InputError
    from letdown.explanation import WOMEN, explain
    from letdown.safety.referring import LOCAL_NUMBER

    if listed:
        click.echo(_questions())
        return
    if case is None:
        raise InputError("Name a case: letdown explain CASE.toml. The questions that it may answer: letdown explain --questions")
    with Progress("explaining") as progress:
        found = explain(
            case,
            view="consultant" if view == "consultant" else "parent",
            seed=seed_of(seed),
            women=WOMEN if women is None else women,
            text_shown=text_read,
            emergency_number=emergency or LOCAL_NUMBER,
            progress=progress,
        )
    if as_json:
        click.echo(json.dumps(found.as_json(), indent=2, ensure_ascii=False, allow_nan=False))
        return
    for line in found.text().splitlines():
        indent = " " * (len(line) - len(line.lstrip()))
        click.echo(textwrap.fill(line, _WIDE, subsequent_indent=f"{indent}  ", break_on_hyphens=False))


def _questions() -> str:
    from letdown.explanation import questions
    from letdown.explanation.questions import GROWTH

    lines: list[str] = []
    for one in questions().values():
        if one.id == GROWTH:
            continue
        how = "one of" if one.kind == "one" else "any of, as a list"
        lines += ["", f"{one.id}: {one.question} ({how})"]
        lines += [f"  {option.id:<24} {option.text}" for option in one.options.values()]
    return "\n".join(lines).strip()
