"""`guichet verify-pdf`: is this file ours and unchanged, accessible (PDF/UA-1), archivable (PDF/A-3a)?

Nobody is asked: public keys are those of the instance folder, or of a file. Exit code 0 without a fault,
1 with some (a mark that does not hold is one), 2 when the file cannot be judged.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from app.adapters.pdf_check import check
from app.adapters.signing import KeyFolder, PublicKeys
from app.core.errors import GuichetError
from app.core.language import _, ngettext
from app.core.proof.mark_codes import spell_mark_code
from app.core.proof.public_keys import read_key_set
from app.core.proof.seal import Statement, Verdict, Verify, examine
from app.settings import Settings

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class KeySetRefused(GuichetError):
    """The file of public keys cannot be used."""

    code = "key-set-refused"


@click.command("verify-pdf")
@click.argument("file", type=FILE)
@click.option("--keys", type=FILE, help=_("Clés publiques (JWK Set) ; sinon, celles de cette installation."))
def verify_pdf(file: Path, keys: Path | None) -> None:
    """Vérifier la marque d’un PDF, et qu’il est accessible (PDF/UA-1) et archivable (PDF/A-3a)."""
    content = file.read_bytes()
    true = _tell_mark(content, _verifier(keys))
    found = check(content)
    for fault in found:
        click.echo(str(fault))
    if found:
        count = len(found)
        click.echo(ngettext("{count} défaut", "{count} défauts", count).format(count=count), err=True)
    else:
        click.echo(_("{file} : aucun défaut trouvé").format(file=file))
    if found or not true:
        raise SystemExit(1)


def _verifier(keys: Path | None) -> Verify:
    if keys is None:
        return KeyFolder(Settings.from_env().instance / "keys").verify
    try:
        return PublicKeys(dict(read_key_set(keys.read_bytes()))).verify
    except ValueError as error:
        raise KeySetRefused(
            _("{file} n’est pas un jeu de clés publiques (JWK Set).").format(file=keys)
        ) from error


def _tell_mark(content: bytes, verify: Verify) -> bool:
    """Say what the mark is worth; False when the file must not be trusted."""
    seal = examine(content, verify)
    trusted, words = SENTENCES[seal.verdict]
    if seal.verdict is Verdict.CONTINUED and _sealed_by(content) == seal.statement["certificate"]:
        trusted, words = True, _sealed
    click.echo(_("Marque : {words}").format(words=words()))
    if seal.statement:
        click.echo(_statement(seal.statement))
    return trusted


# verdict → may the file be trusted as far as its mark goes; what is said
SENTENCES: Mapping[Verdict, tuple[bool, Callable[[], str]]] = {
    Verdict.ABSENT: (True, lambda: _("aucune ; rien ne dit qui a fait ce fichier")),
    Verdict.INTACT: (True, lambda: _("vraie, et pas un octet du fichier n’a changé")),
    Verdict.CHANGED: (False, lambda: _("vraie, mais le fichier a été modifié depuis")),
    Verdict.CONTINUED: (False, lambda: _("vraie, mais le fichier a été complété depuis")),
    Verdict.FORGED: (False, lambda: _("fausse, ou modifiée : la clé qu’elle nomme ne l’a pas signée")),
    Verdict.UNKNOWN_KEY: (
        False,
        lambda: _("d’une clé inconnue : donnez les clés publiques de l’émetteur avec --keys"),
    ),
}


def _sealed() -> str:
    return _("vraie, et pas un octet n’a changé sous le sceau électronique (PAdES)")


def _sealed_by(content: bytes) -> str:
    """The certificate whose seal covers the whole file; "" for none, or without the library that tells."""
    try:
        from app.adapters.pades import sealed_by  # noqa: PLC0415  # why: an extra, absent without a certificate
    except ImportError:
        click.echo(
            _("Le sceau électronique n’est pas jugé : il y manque une bibliothèque (docs/operate.md).")
        )
        return ""
    return sealed_by(content)


def _statement(said: Statement) -> str:
    return _("  {title}, {issuer}, dossier {reference}, fait le {made_at}, code {code} ({url})").format(
        **{name: said.get(name, "") for name in ("title", "issuer", "reference", "made_at", "url")},
        code=spell_mark_code(said.get("code", "")),
    )
