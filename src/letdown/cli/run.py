"""``letdown run``: a scenario, exactly as its file says."""

from __future__ import annotations

import json

import rich_click as click

from letdown.cli.options import where_results_go


@click.command(
    "run",
    short_help="A scenario file, exactly as it says.",
    epilog="Example: letdown feed --save-scenario mine.toml; letdown run mine.toml",
)
@click.argument("scenario", metavar="SCENARIO.toml", required=False)
@click.option("--schema", is_flag=True, help="Print the JSON schema of scenario files, for editors, and end.")
@where_results_go
def command(scenario: str | None, schema: bool, out: str, save: str | None, picture: bool, as_json: bool) -> None:
    """Run a scenario, exactly as its file says; what [record] asks for is what --save writes.

    A simulator for research and teaching; not for diagnosis or treatment; not evidence for a product.
    """
    from letdown import scenarios
    from letdown.cli.one_woman import checked_targets, simulated, tell

    if schema:
        click.echo(json.dumps(scenarios.json_schema(), indent=2))
        return
    if scenario is None:
        raise click.UsageError("Which scenario? Give a file, as in: letdown run feed.toml")
    read = scenarios.read(scenario)
    targets = checked_targets(out, "letdown-run.png" if picture else None, save)
    mother, averaged = read.mother(), read.tables.run.averaged
    recording = simulated(mother, read.session(), read.seed, read.engine, averaged, read.clamp)
    tell("run", recording, scenarios.kept(read, recording), mother.parameters, targets, as_json)
