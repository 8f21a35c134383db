"""The `guichet` command: each sub-command lives in its module, loaded when it is called only.

A refusal (settings, instance folder, database, port…) is one French line and exit code 2, never
a traceback.
"""

import gc
import logging
import sys
from importlib import import_module
from typing import Any

import click

from app.adapters.reference import ReferenceFile
from app.core.errors import GuichetError
from app.core.places import install

# command: where its click command is
COMMANDS = {
    "run": "app.commands.run:run",
    "web": "app.commands.web:web",
    "worker": "app.commands.worker:worker",
    "scheduler": "app.commands.scheduler:scheduler",
    "check": "app.commands.check:check",
    "scenario": "app.commands.scenario:scenario",
    "import": "app.commands.import_schema:import_",
    "fill": "app.commands.fill:fill_",
    "pdf": "app.commands.pdf:pdf",
    "verify-pdf": "app.commands.verify_pdf:verify_pdf",
    "prefill": "app.commands.prefill:prefill",
    "db": "app.commands.operate:db",
    "user": "app.commands.operate:user",
    "effects": "app.commands.operate:effects",
    "audit": "app.commands.operate:audit",
    "purge": "app.commands.operate:purge",
    "keys": "app.commands.keys:keys",
    "reference": "app.commands.reference:reference",
    "export": "app.commands.export:export",
    "demo": "app.commands.demo:demo",
}


class LateGroup(click.Group):
    """Commands known by name: `guichet check` must not pay for the libraries of `guichet pdf`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the module of this command."""
        if cmd_name not in COMMANDS:
            return None
        module, _colon, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command, its name first; a refusal ends it in one line."""
        try:
            return super().main(*args, **options)
        except GuichetError as refusal:
            click.echo(f"guichet : {refusal}", err=True)
            sys.exit(2)


@click.group(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
def guichet() -> None:
    """Guichet : créer, remplir et instruire des formulaires administratifs."""
    install(ReferenceFile())  # for the commands that judge answers without a bootstrap; nothing is read yet


def main() -> None:
    """Run the command line."""
    gc.set_threshold(50_000, 20, 20)  # libraries make many values that stay: a sixth of a start went there
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    logging.getLogger("app").setLevel(logging.INFO)  # ours speak, libraries only warn
    guichet.main(prog_name="guichet")


if __name__ == "__main__":
    main()
