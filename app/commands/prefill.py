"""`guichet prefill`: a signed link that opens a form already filled in.

The answers travel in the link: signed, so nobody alters them, but readable by whoever has it.
"""

from pathlib import Path

import click

from app.bootstrap import bootstrap
from app.core.language import _
from app.settings import Settings
from app.usecases.fill.prefill import PrefillRefused, preview, read_given, signed_link


@click.command()
@click.argument("slug")
@click.option("--answers", type=click.Path(path_type=Path, dir_okay=False), required=True,
              help=_("Fichier JSON de réponses."))  # fmt: skip
@click.option("--days", type=click.IntRange(1, 366), default=30, show_default=True,
              help=_("Durée de validité du lien, en jours."))  # fmt: skip
def prefill(slug: str, answers: Path, days: int) -> None:
    """Écrire un lien qui ouvre la démarche SLUG avec des réponses déjà remplies."""
    ports = bootstrap(Settings.from_env())
    try:
        given = read_given(answers.read_bytes())
        found = preview(ports, ports.forms.current(slug), given)
        link = signed_link(ports, slug, given, days=days)
    except OSError as error:
        message = _("{file} ne peut pas être lu : {why}").format(file=answers, why=error.strerror)
        raise click.ClickException(message) from None
    except PrefillRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    for one in found.unfit:
        click.echo(f"{one.path} : {one.message}", err=True)
    click.echo(link)
    if found.unfit:
        raise SystemExit(1)
