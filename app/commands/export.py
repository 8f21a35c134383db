"""`guichet export`: the dossiers of a form in a file, for an operator. The trace says so."""

from datetime import datetime
from pathlib import Path

import click

from app.bootstrap import bootstrap, require_database
from app.core.exporting.formats import FORMATS
from app.core.language import _
from app.settings import Settings
from app.usecases.exporting import export_dossiers
from app.usecases.exporting.export_dossiers import By, Wanted
from app.usecases.ports import Ports

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("slug")
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), default="csv", show_default=True,
              help=_("« pieces » : les documents et les pièces, avec un manifeste."))  # fmt: skip
@click.option(
    "--state", "states", multiple=True, help=_("État, par son nom dans le circuit ; peut être répété.")
)
@click.option("--since", type=DAY, help=_("Reçus depuis ce jour (AAAA-MM-JJ)."))
@click.option("--until", type=DAY, help=_("Reçus jusqu’à ce jour compris."))
@click.option("--sensitive", is_flag=True, help=_("Inclure pièces d’identité, NIR et réponses sensibles."))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True,
              help=_("Fichier à écrire."))  # fmt: skip
def export(
    slug: str,
    format_name: str,
    states: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    sensitive: bool,
    output: Path,
) -> None:
    """Exporter les dossiers de la démarche SLUG, tous services confondus."""
    settings = Settings.from_env()
    require_database(settings)
    ports = bootstrap(settings)
    by = By(_services(ports, slug), name=_("exploitant, en ligne de commande"))
    wanted = Wanted(slug, format_name, states, since and since.date(), until and until.date(), sensitive)
    found = export_dossiers.export(ports, by, wanted)
    _write(output, found)
    click.echo(_("{file} : {n} dossiers").format(file=output, n=found.count))
    expected = Path(found.name).suffix
    if output.suffix.lower() != expected:
        click.echo(_("Ce fichier est au format {ending}.").format(ending=expected), err=True)


def _services(ports: Ports, slug: str) -> tuple[str, ...]:
    """Every service that holds dossiers of this form; a form that nobody knows is refused."""
    with ports.store.reading() as tx:
        services = tuple(tx.exports.services(slug))
    if not services and not any(form.slug == slug for form in ports.forms.published()):
        raise click.ClickException(_("La démarche « {slug} » n’existe pas.").format(slug=slug))
    return services


def _write(output: Path, found: export_dossiers.Download) -> None:
    """For its owner alone; written aside, then named: a crash leaves the whole file or none."""
    aside = output.with_name(f".{output.name}.partiel")
    try:
        aside.unlink(missing_ok=True)
        aside.touch(mode=0o600)
        with aside.open("wb") as stream:
            stream.writelines(found.chunks)
        aside.replace(output)
    except OSError as error:
        raise click.ClickException(
            _("{file} ne peut pas être écrit : {why}").format(file=output, why=error.strerror)
        ) from error
    finally:
        aside.unlink(missing_ok=True)
