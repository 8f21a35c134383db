"""`guichet keys`: the operator's keys that sign documents. Private halves are never shown."""

import json

import click

from app.bootstrap import bootstrap
from app.core.language import _
from app.core.proof.public_keys import key_id, key_set
from app.settings import Settings
from app.usecases.ports import ProofKeys


def _keys() -> ProofKeys:
    return bootstrap(Settings.from_env()).proof


@click.group()
def keys() -> None:
    """Les clés qui signent les documents."""


@keys.command("new")
def new() -> None:
    """Changer de clé : la nouvelle signe dès maintenant, les anciennes vérifient toujours."""
    click.echo(_("Nouvelle clé : {name}").format(name=_keys().renew()))
    click.echo(_("Sauvegardez le dossier keys/ : voir docs/operate.md."))


@keys.command("list")
def list_() -> None:
    """Nommer les clés, la plus récente d’abord ; une étoile marque celle qui signe."""
    found = _keys()
    current = found.signer().kid
    for key in found.public_keys():
        click.echo(f"{'*' if key_id(key) == current else ' '} {key_id(key)}")


@keys.command("public")
def public() -> None:
    """Écrire les clés publiques (JWK Set), comme à l’adresse /.well-known/jwks.json."""
    click.echo(json.dumps(key_set(_keys().public_keys()), indent=2))
