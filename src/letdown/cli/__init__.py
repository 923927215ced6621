"""The command line: ``letdown feed``, ``letdown pump``, ``letdown run`` and their helpers, one short file each.

Exit status: 0; 2 for what can't be done as asked, with one message on standard error and nothing written; 130 after Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import rich_click as click

from letdown.errors import LetdownError, unknown_name

COMMANDS = (
    "feed",
    "pump",
    "run",
    "compare",
    "explain",
    "analyse",
    "validate",
    "calibrate",
    "experiment",
    "causes",
    "helpers",
    "parameters",
    "cite",
    "doctor",
)
"""Every command; each lives in the file of its name and is imported when it is called."""

_HELP = """\
A simulator of the milk-ejection (let-down) reflex, from suckling to milk.

A simulator for research and teaching; not for diagnosis or treatment; not evidence for a product.

\b
Examples:
  letdown feed
  letdown feed --stress 0.6 --cue cry@-3min --seed 4
  letdown pump --double --vacuum 190

To complete commands and options in bash: eval "$(_LETDOWN_COMPLETE=bash_source letdown)"; zsh_source and fish_source are
there, too.
"""


class _Commands(click.RichGroup):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            ctx.fail(unknown_name("command", cmd_name, COMMANDS))
        return import_module(f"letdown.cli.{cmd_name}").command


def _group() -> click.Command:
    from letdown import __version__

    group = _Commands(name="letdown", help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
    return click.version_option(__version__, prog_name="letdown", message="%(prog)s %(version)s")(group)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        done = _group().main(arguments, prog_name="letdown", standalone_mode=False)
        sys.stdout.flush()
        return done if isinstance(done, int) else 0
    except click.ClickException as error:
        return _refused(error.format_message())
    except LetdownError as error:
        return _refused(str(error))
    except (click.Abort, KeyboardInterrupt):
        print("letdown: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _refused(message: str) -> int:
    print(f"letdown: {message}", file=sys.stderr)
    return 2
