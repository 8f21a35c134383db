"""`guichet verify-pdf` and `guichet keys`: a file is ours and unchanged, or why not, without any network."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.adapters.documents.engine import Engine
from app.adapters.signing import KeyFolder
from app.commands.keys import keys
from app.commands.verify_pdf import verify_pdf
from app.core.proof.marks import mark_of
from app.core.proof.seal import sealed
from tests.plain import plain

TEMPLATES = Path(__file__).parents[2] / "pdf_templates"
STATEMENT = {
    "title": "Accusé de réception", "issuer": "CCAS", "reference": "7K4M92QXC", "code": "K4M92QXC7HFD",
    "made_at": "2026-11-24T13:05:00+00:00", "url": "https://guichet.exemple",
}  # fmt: skip
PAGE = '<html lang="fr-FR"><title>Essai</title><h1>Un</h1></html>'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyFolder:
    monkeypatch.setenv("GUICHET_INSTANCE", str(tmp_path))
    return KeyFolder(tmp_path / "keys").create()


def verified(tmp_path: Path, content: bytes, *options: str) -> tuple[int, str]:
    file = tmp_path / "essai.pdf"
    file.write_bytes(content)
    result: Result = CliRunner().invoke(verify_pdf, [str(file), *options])
    return result.exit_code, plain(result.output)


def test_a_file_is_told_true_changed_forged_or_of_another_key(tmp_path: Path, folder: KeyFolder) -> None:
    signer = folder.signer()
    mark = mark_of(
        STATEMENT["code"], STATEMENT, base_url=STATEMENT["url"], made_on=date(2026, 11, 24), kid=signer.kid,
        sign=signer.sign,
    )  # fmt: skip
    drawn, _missing = Engine(TEMPLATES).pdf("cerfa", PAGE, mark=mark)
    true = sealed(drawn, STATEMENT, signer.kid, signer.sign)
    forged = sealed(drawn, STATEMENT, signer.kid, lambda _message: bytes(64))
    unmarked, _missing = Engine(TEMPLATES).pdf("cerfa", PAGE)
    folder.renew()
    for content, code, said in (
        (true, 0, "Marque : vraie, et pas un octet du fichier n’a changé"),
        (true.replace(b"Essai", b"Essaf", 1), 1, "Marque : vraie, mais le fichier a été modifié depuis"),
        (forged, 1, "Marque : fausse, ou modifiée"),
        (unmarked, 0, "Marque : aucune"),
    ):
        assert (found := verified(tmp_path, content))[0] == code, found
        assert said in found[1]
    assert "Accusé de réception, CCAS, dossier 7K4M92QXC" in verified(tmp_path, true)[1]
    assert "code K4M-92Q-XC7-HFD" in verified(tmp_path, true)[1]

    published = tmp_path / "jwks.json"
    published.write_text(CliRunner().invoke(keys, ["public"]).output)
    (tmp_path / "keys").rename(tmp_path / "elsewhere")
    assert "d’une clé inconnue" in verified(tmp_path, true)[1]
    assert "Marque : vraie, et pas un octet" in verified(tmp_path, true, "--keys", str(published))[1]


def test_the_keys_are_listed_and_renewed(folder: KeyFolder) -> None:
    first = folder.signer().kid
    assert CliRunner().invoke(keys, ["list"]).output == f"* {first}\n"
    second = plain(CliRunner().invoke(keys, ["new"]).output).split("Nouvelle clé : ")[1].split()[0]
    assert CliRunner().invoke(keys, ["list"]).output == f"* {second}\n  {first}\n"


def test_a_file_that_is_no_set_of_keys_is_refused(tmp_path: Path, folder: KeyFolder) -> None:
    wrong = tmp_path / "keys.json"
    wrong.write_text("[]")
    result = CliRunner().invoke(verify_pdf, [str(wrong), "--keys", str(wrong)])
    assert "JWK Set" in str(result.exception)
