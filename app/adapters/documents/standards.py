"""Makes one file claim PDF/UA-1 and PDF/A-3a: WeasyPrint writes one variant a call, this adds the other.

It completes the metadata of a PDF/A-3a file just before it is written and makes the attached
files of a document. It refuses to know what a document says.
"""

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pydyf
import weasyprint

from app.adapters.documents.comb_text import spell_combs
from app.adapters.documents.deposits import deposit_text
from app.adapters.documents.qr_codes import paint
from app.adapters.documents.shapes import paint_shapes
from app.core.language import _
from app.core.proof.marks import Mark

Json = Any

VARIANT = "pdf/a-3a"
DEPOSIT = "dossier.json"
QUICK = 6  # of zlib: half the time of the best, a hundredth more bytes
END_OF_RDF = b"</rdf:RDF>"
# ISO 14289-1, 5, our seal, and the description of each property that ISO 19005-3, 6.6.2.3 asks for.
PDF_UA = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
"""
SEAL = """<rdf:Description rdf:about="" xmlns:guichet="urn:guichet:proof:1#">
<guichet:seal>{seal}</guichet:seal></rdf:Description>
"""
EXTENSIONS = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
EXTENSION = """<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>{title}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{name}</pdfaProperty:name>
<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>{told}</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>"""
UA_SCHEMA = EXTENSION.format(
    title="PDF/UA identification schema", uri="http://www.aiim.org/pdfua/ns/id/", prefix="pdfuaid",
    name="part", kind="Integer", told="Part of ISO 14289 to which the document conforms",
)  # fmt: skip
SEAL_SCHEMA = EXTENSION.format(
    title="Guichet proof schema", uri="urn:guichet:proof:1#", prefix="guichet", name="seal", kind="Text",
    told="Signed statement (JSON Web Signature) with the SHA-256 of the file, zeros in place of this text",
)  # fmt: skip


def complete(document: Any, pdf: Any, *, mark: Mark | None = None) -> None:
    """A WeasyPrint finisher: combs spelled, both standards claimed, nothing empty left behind.

    `mark`: its QR code is painted, and the place of the file's seal is written into the metadata.
    """
    claim(document, pdf, seal=mark.seal if mark is not None else "")
    if mark is not None:
        paint(pdf, mark.address)
    _prepare(pdf)


def claim(document: Any, pdf: Any, *, seal: str) -> None:
    """All that makes the file conform, but the drawing of its mark; `seal` is the place of the seal or ""."""
    paint_shapes(pdf)
    spell_combs(document, pdf)
    _claim_both(pdf, seal)
    if "AF" in pdf.catalog:  # WeasyPrint 70 names each attached file twice
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(map(bytes, pdf.catalog["AF"])))
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Dictionary):
            for name in ("Pattern", "Shading"):
                if name in thing and not thing[name]:
                    del thing[name]


class _Prepared(pydyf.Object):
    """An object as the file has it: pydyf makes each twice, for the file and for its identifier."""

    def __init__(self, thing: Any) -> None:
        super().__init__()
        self.number, self._data = thing.number, thing.data

    @property
    def data(self) -> bytes:
        return bytes(self._data)


def _prepare(pdf: Any) -> None:
    """Last: what is here is not changed any more. Streams too are compressed once."""
    for number, thing in enumerate(pdf.objects):
        if isinstance(thing, pydyf.Stream):
            if thing.compress and "Filter" not in thing.extra:
                thing.stream = [zlib.compress(b"\n".join(map(_bytes, thing.stream)), QUICK)]
                thing.extra["Filter"], thing.compress = "/FlateDecode", False
        elif number:
            pdf.objects[number] = _Prepared(thing)


def _bytes(item: Any) -> bytes:
    """As pydyf writes the items of a stream."""
    if isinstance(item, bytes):
        return item
    return bytes(item.data) if isinstance(item, pydyf.Object) else str(item).encode()


def _claim_both(pdf: Any, seal: str) -> None:
    """The metadata may not be compressed: an archive must find them without reading the file."""
    metadata = pdf.objects[int(bytes(pdf.catalog["Metadata"]).split()[0])]
    packet = b"".join(metadata.stream)
    head, end, tail = packet.partition(END_OF_RDF)
    assert end, "WeasyPrint writes its metadata otherwise than it did"
    metadata.stream = [head + _claims(seal).encode() + end + tail]
    metadata.compress = False


def _claims(seal: str) -> str:
    if not seal:
        return PDF_UA + EXTENSIONS.format(schemas=UA_SCHEMA)
    return PDF_UA + SEAL.format(seal=seal) + EXTENSIONS.format(schemas=UA_SCHEMA + SEAL_SCHEMA)


def attached(deposit: Mapping[str, Json], made_at: datetime | None) -> list[weasyprint.Attachment]:
    """The answers as a machine reads them again: the same bytes for the same answers."""
    if not deposit or made_at is None:
        return []
    day = made_at.astimezone(UTC)  # a date of its own, or two makings of one paper would differ
    text = deposit_text(deposit)
    return [
        weasyprint.Attachment(
            string=text, name=DEPOSIT, description=_("Réponses du formulaire (JSON)"),
            created=day, modified=day, relationship="Source",
        )
    ]  # fmt: skip
