"""`guichet reference`: the data on communes and postcodes; which they are, and making them anew.

It asks nothing of the network: the source is a folder or an archive that somebody brings.
"""

from pathlib import Path

import click

from app.adapters.reference import ReferenceFile
from app.adapters.reference.building import build
from app.adapters.reference.lookup import DATA
from app.core.conditions.values import as_date
from app.core.french import date_in_words, spaced
from app.core.language import _


@click.group()
def reference() -> None:
    """Communes, codes postaux, départements, régions : les données de référence."""


@reference.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=DATA)
def show(file: Path) -> None:
    """Dire d’où viennent les données, leur date et leur licence."""
    _tell(ReferenceFile(file))


@reference.command()
@click.option(
    "--from", "source", required=True, type=click.Path(exists=True, path_type=Path),
    help=_("Dossier ou archive du paquet @etalab/decoupage-administratif."),
)  # fmt: skip
@click.option(
    "--to", "target", type=click.Path(dir_okay=False, path_type=Path), default=DATA,
    help=_("Fichier à écrire ; par défaut, celui que Guichet utilise."),
)  # fmt: skip
def update(source: Path, target: Path) -> None:
    """Refaire le fichier des communes depuis une source téléchargée.

    La source est le paquet ouvert « @etalab/decoupage-administratif » (données de l’INSEE, de La Poste
    et de la DGCL). Sur une machine reliée au réseau : npm pack @etalab/decoupage-administratif. La commande
    écrit une archive .tgz ; donnez-la à --from, telle quelle ou décompressée.
    """
    content = build(source)
    draft = target.with_suffix(".new")
    draft.write_bytes(content)
    draft.replace(target)  # whole or not at all: a Guichet that runs may be reading it
    _tell(ReferenceFile(target))


def _tell(data: ReferenceFile) -> None:
    day = as_date(data.source.date)
    click.echo(spaced(_("Source : {name}").format(name=data.source.name)))
    click.echo(spaced(_("Date : {day}").format(day=date_in_words(day) if day else data.source.date)))
    click.echo(spaced(_("Licence : {licence}").format(licence=data.source.licence)))
