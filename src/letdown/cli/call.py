"""What feed and pump do with their options once the timeline is known."""

from __future__ import annotations

from letdown.cli.cause_options import case, causes_of, helpers_of
from letdown.cli.options import Common, circumstances, clamps_of, conditions_of, mother_of, seed_of
from letdown.sessions import Entry, Session


def call(command: str, entry: Entry, options: Common) -> None:
    """Run ``entry`` with all that accompanies it, for one woman or many, and print what came of it."""
    from letdown.cli.one_woman import checked_targets, simulated, tell
    from letdown.errors import InputError

    if options.women < 1:
        raise InputError(f"--women {options.women}: give a whole number of women, 1 or more.")
    many = options.women > 1
    mother = mother_of(options)
    session = Session(entry, *circumstances(options))
    causes, helpers = causes_of(options.causes), helpers_of(options.helpers)
    changed = case(mother, session, causes, helpers) if causes or helpers else (mother, session)
    clamp, seed = clamps_of(options), seed_of(options.seed)
    picture = f"letdown-{command}.png" if options.picture and not many else None
    targets = checked_targets(options.out, picture, options.save, options.save_scenario, options.save_parameters, table=many)
    if many:
        from letdown.cli.many_women import run_women
        from letdown.populations import Population

        women = Population(options.women, seed, conditions_of(options), mother.parameters)
        given = (causes, helpers) if causes or helpers else None
        run_women(command, women, session, seed, options.engine or "bursts", clamp, targets, options.as_json, given)
        return
    mother, session = changed
    recording = simulated(mother, session, seed, options.engine or "spiking", False, clamp)
    tell(command, recording, recording, mother.parameters, targets, options.as_json)
