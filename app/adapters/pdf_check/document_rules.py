"""Rules on the document as a whole: its claims, language, title, layers and attached files."""

from app.adapters.pdf_check.reading import Reading, inside
from app.adapters.pdf_check.rules import ARCHIVE, UA, Found, rule
from app.core.language import _


@rule(UA, "06-001")
def _described(reading: Reading) -> Found:
    if "/Metadata" not in reading.pdf.Root:
        yield _("le document"), _("il n’a pas de métadonnées XMP")


@rule(UA, "06-002")
def _claims_ua(reading: Reading) -> Found:
    metadata = reading.pdf.open_metadata()
    if str(metadata.get("pdfuaid:part")) != "1":
        yield _("les métadonnées"), _("elles ne déclarent pas PDF/UA-1")


@rule(UA, "06-003")
def _titled(reading: Reading) -> Found:
    metadata = reading.pdf.open_metadata()
    if not metadata.get("dc:title"):
        yield _("les métadonnées"), _("elles n’ont pas de titre")


@rule(UA, "07-001")
def _shows_its_title(reading: Reading) -> Found:
    if "/DisplayDocTitle" not in inside(reading.pdf.Root, "/ViewerPreferences"):
        yield _("le document"), _("il ne demande pas que la fenêtre montre son titre")


@rule(UA, "07-002")
def _shows_no_file_name(reading: Reading) -> Found:
    if not inside(reading.pdf.Root, "/ViewerPreferences").get("/DisplayDocTitle", True):
        yield _("le document"), _("la fenêtre montre le nom du fichier au lieu du titre")


@rule(UA, "11-006")
def _speaks_a_language(reading: Reading) -> Found:
    if not str(reading.pdf.Root.get("/Lang", "")):
        yield _("le document"), _("il ne dit pas sa langue")


@rule(UA, "20-001")
def _configurations_are_named(reading: Reading) -> Found:
    for configuration in inside(reading.pdf.Root, "/OCProperties").get("/Configs", []):
        if not str(configuration.get("/Name", "")):
            yield _("les calques"), _("une configuration n’a pas de nom")


@rule(UA, "20-002")
def _default_configuration_is_named(reading: Reading) -> Found:
    layers = inside(reading.pdf.Root, "/OCProperties")
    if "/D" in layers and not str(layers.D.get("/Name", "")):
        yield _("les calques"), _("la configuration par défaut n’a pas de nom")


@rule(UA, "20-003")
def _layers_stay_as_they_are(reading: Reading) -> Found:
    layers = inside(reading.pdf.Root, "/OCProperties")
    for configuration in (inside(layers, "/D"), *layers.get("/Configs", [])):
        if "/AS" in configuration:
            yield _("les calques"), _("une configuration les montre ou les cache seule (/AS)")


@rule(UA, "21-001")
def _attached_files_are_named(reading: Reading) -> Found:
    for name, file in reading.pdf.attachments.items():
        if not {"/F", "/UF"} <= set(file.obj.keys()):
            yield _("fichier joint {name}").format(name=name), _("il n’a pas ses deux noms (/F et /UF)")


@rule(ARCHIVE, "6.6.4")
def _claims_archive(reading: Reading) -> Found:
    metadata = reading.pdf.open_metadata()
    if metadata.get("pdfaid:part") != "3" or metadata.get("pdfaid:conformance") != "A":
        yield _("les métadonnées"), _("elles ne déclarent pas PDF/A-3a")


@rule(ARCHIVE, "6.6.2.3.1")
def _own_properties_described(reading: Reading) -> Found:
    """The checker of pikepdf knows no property of ours, described or not: it is told to let them pass."""
    packet = reading.pdf.Root.Metadata.read_bytes() if "/Metadata" in reading.pdf.Root else b""
    for name, space in ((b"guichet:seal", b"urn:guichet:proof:1#"), (b"pdfuaid:part", b"/pdfua/ns/id/")):
        if name in packet and space + b"</pdfaSchema:namespaceURI>" not in packet:
            yield _("les métadonnées"), _("la propriété {name} n’est pas décrite").format(name=name.decode())


@rule(ARCHIVE, "6.8")
def _attached_files_have_a_relation(reading: Reading) -> Found:
    named = {file.objgen for file in reading.pdf.Root.get("/AF", [])}
    for name, file in reading.pdf.attachments.items():
        if "/AFRelationship" not in file.obj or file.obj.objgen not in named:
            yield _("fichier joint {name}").format(name=name), _("il n’est pas relié au document")
