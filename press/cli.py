"""Command line in, exit code out: 0 done, 1 findings that block, 2 wrong use, 3 machine lacks."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import click

from press.findings import MachineError, ProjectError
from press.selection import UnknownSelectionError

HOME = Path(__file__).resolve().parent.parent


COMMANDS = {
    "build": "build",
    "check": "check",
    "status": "status",
    "update": "update",
    "export": "exporting",
    "import": "importing",
    "proof": "proof",
    "fit": "fit",
    "preview": "preview",
    "approve": "approve",
    "ticket": "ticket",
    "usage": "usage",
    "preflight": "preflight",
    "new": "new",
    "doctor": "doctor",
}
"""The module of press/commands of each command, in the order of the help; its function has the
module's name. Loaded when it is called, so that what one command needs never slows the others."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own name
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        name = COMMANDS.get(cmd_name)
        if name is None:
            return None
        found: click.Command = getattr(importlib.import_module(f"press.commands.{name}"), name)
        return found


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
)
@click.pass_context
def cli(context: click.Context) -> None:
    """Build versioned, numbered patient leaflets from translated catalogs and templates."""
    if context.invoked_subcommand is None:
        from press.commands.build import build  # noqa: PLC0415 - as every command is

        context.invoke(build)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; people see one line for each fault."""
    try:
        code = cli.main(arguments, prog_name="build.py", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, ProjectError, UnknownSelectionError, OSError) as error:
        sys.stderr.write(_said(error) + "\n")
        return 2
    except MachineError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    return code if isinstance(code, int) else 0


def _said(error: Exception) -> str:
    if isinstance(error, click.Abort):
        return "stopped"
    if isinstance(error, OSError):
        return f"{error.filename or 'the machine'}: {error.strerror or error}"
    return str(error)
