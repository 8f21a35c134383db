"""The operator's seal on a whole file (PAdES): a signature by a certificate, added after the last byte.

The field is invisible and outside the page, so that PDF/UA-1 and PDF/A-3a still hold. pyHanko is an
extra, loaded with this module only where a certificate was given. It refuses to know what is sealed,
and to ask the network: no time stamp, no list of revoked certificates.
"""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from app.core.errors import GuichetError
from app.core.language import _

FIELD = "Sceau"


class CertificateRefused(GuichetError):
    """The operator's certificate cannot be used: one French line."""

    code = "certificate-refused"


class Continued(IncrementalPdfFileWriter):
    """A file continued as the PDF/A-3 that it is. pyHanko would write its metadata again, without what PDF/A
    wants, and call it a PDF 2.0 for the sake of elliptic curves, which readers know anyway."""

    def _update_meta(self) -> None:
        pass

    def ensure_output_version(self, version: Any) -> None:
        """PDF/A-3 is a PDF 1.7."""

    def register_extension(self, ext: Any) -> None:
        """None: they tell of PDF 2.0."""


class PadesSealer:
    """Signs with one certificate and its key, both in a PKCS #12 file."""

    def __init__(self, file: Path, password: str) -> None:
        signer = SimpleSigner.load_pkcs12(str(file), passphrase=password.encode() or None)
        if signer is None or signer.signing_cert is None:
            raise CertificateRefused(
                _(
                    "Le certificat {file} ne peut pas être lu : vérifiez le fichier et son mot de passe."
                ).format(file=file)
            )
        self._signer = signer
        self.certificate = fingerprint(signer.signing_cert)

    def seal(self, content: bytes) -> bytes:
        """The file, continued by its signature."""
        field = SigFieldSpec(
            FIELD, on_page=0, readable_field_name=_("Sceau électronique du service"),
            invis_sig_settings=InvisSigSettings(set_print_flag=True, box_out_of_bounds=True),
        )  # fmt: skip
        asked = PdfSignatureMetadata(FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
        sealed = PdfSigner(asked, self._signer, new_field_spec=field).sign_pdf(
            Continued(BytesIO(content)), output=BytesIO()
        )
        assert isinstance(sealed, BytesIO)
        return sealed.getvalue()


def fingerprint(certificate: Certificate) -> str:
    """SHA-256 of a certificate, in hexadecimal."""
    return sha256(certificate.dump()).hexdigest()


def sealed_by(content: bytes) -> str:
    """Whose seal covers the whole file, alone and unbroken: the fingerprint of its certificate, or ""."""
    try:
        (seal,) = PdfFileReader(BytesIO(content)).embedded_signatures
        trusted = ValidationContext(trust_roots=[seal.signer_cert], allow_fetching=False)
        status = validate_pdf_signature(seal, trusted, skip_diff=True)
    except (PdfError, SignatureValidationError, ValueError):
        return ""
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return fingerprint(seal.signer_cert) if whole and status.intact and status.valid else ""
