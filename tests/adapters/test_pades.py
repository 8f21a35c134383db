"""The operator's seal: added after the last byte, both standards kept, any other continuation told."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from app.adapters.documents.engine import Engine
from app.adapters.pades import CertificateRefused, PadesSealer, sealed_by
from app.adapters.pdf_check import check
from app.adapters.signing import KeyFolder
from app.commands.verify_pdf import verify_pdf
from app.core.proof.marks import mark_of
from app.core.proof.seal import sealed
from tests.plain import plain

TEMPLATES = Path(__file__).parents[2] / "pdf_templates"
PAGE = '<html lang="fr-FR"><title>Essai</title><h1>Un</h1></html>'


@pytest.fixture(autouse=True)
def no_other_loop() -> Iterator[None]:
    """A browser test of the same process may have left its event loop running; a seal starts its own."""
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


def certificate(folder: Path, name: str) -> Path:
    """A certificate that signs itself, with its key, behind a password."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, name)])
    usage = {"digital_signature": True, "content_commitment": True} | dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign",
         "encipher_only", "decipher_only"), False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2060, 1, 1, tzinfo=UTC))
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.p12"
    file.write_bytes(
        serialize_key_and_certificates(b"cachet", key, made, None, BestAvailableEncryption(b"secret"))
    )
    return file


def test_a_seal_keeps_the_standards_and_nothing_else_may_continue_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUICHET_INSTANCE", str(tmp_path))
    signer = KeyFolder(tmp_path / "keys").create().signer()
    sealer = PadesSealer(certificate(tmp_path, "ville"), "secret")
    stranger = PadesSealer(certificate(tmp_path, "autre"), "secret")
    statement = {"reference": "7K4M92QXC", "code": "K4M92QXC7HFD", "certificate": sealer.certificate}
    mark = mark_of(
        statement["code"], statement, base_url="https://guichet.exemple",
        made_on=datetime(2026, 11, 24, tzinfo=UTC).date(), kid=signer.kid, sign=signer.sign,
    )  # fmt: skip
    drawn, _missing = Engine(TEMPLATES).pdf(
        "cerfa", PAGE, {"nom": "Anaïs"}, datetime(2026, 11, 24, tzinfo=UTC), mark=mark
    )
    ours = sealed(drawn, statement, signer.kid, signer.sign)
    whole = sealer.seal(ours)
    assert whole.startswith(ours)
    assert sealed_by(whole) == sealer.certificate
    assert check(whole) == ()

    file = tmp_path / "scelle.pdf"
    for content, code, said in (
        (whole, 0, "sous le sceau électronique"),
        (ours + b"%", 1, "complété depuis"),
        (stranger.seal(ours), 1, "complété depuis"),
        (whole[:-7] + b" " + whole[-6:], 1, "complété depuis"),
        (whole.replace(b"Sceau", b"Sceaa", 1), 1, "complété depuis"),
    ):
        file.write_bytes(content)
        result = CliRunner().invoke(verify_pdf, [str(file)])
        assert f"Marque : vraie, {'et' if code == 0 else 'mais'}" in plain(result.output), result.output
        assert said in plain(result.output)
        assert result.exit_code == code


def test_a_certificate_that_cannot_be_read_is_one_clear_refusal(tmp_path: Path) -> None:
    file = certificate(tmp_path, "ville")
    for path, password in ((file, "autre"), (file, ""), (tmp_path / "absent.p12", "secret")):
        with pytest.raises(CertificateRefused, match="vérifiez le fichier et son mot de passe"):
            PadesSealer(path, password)
