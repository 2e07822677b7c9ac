"""Command line in, exit code out: 0 done, 1 findings that block, 2 wrong use, 3 machine lacks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from press.commands.approve import approve
from press.commands.build import build
from press.commands.check import check
from press.commands.doctor import doctor
from press.commands.new import new
from press.commands.status import status
from press.findings import MachineError, ProjectError
from press.selection import UnknownSelectionError

HOME = Path(__file__).resolve().parent.parent


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
)
@click.pass_context
def cli(context: click.Context) -> None:
    """Build versioned, numbered patient leaflets from translated catalogs and templates."""
    if context.invoked_subcommand is None:
        context.invoke(build)


for command in (build, check, status, approve, new, doctor):
    cli.add_command(command)


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
