"""What people, telephones and enemies give as a file: each content and each name with its outcome."""

import subprocess
import sys
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from PIL import Image

from app.core.dossier import Attachment
from app.core.errors import FileRefused, NotFound, NotScanned
from app.usecases import fill, operate
from app.usecases.desk import process
from app.usecases.fill import attach
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports, Scan
from tests.core.files import JPEG, PDF, PNG
from tests.core.pictures import bomb, from_a_telephone, picture
from tests.usecases.conftest import person, save

RLM, NUL = "\u202e", "\x00"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def give(ports: Ports, name: str, content: bytes, form: str = "avec-pieces") -> tuple[Attachment, bytes]:
    dossier = fill.start(ports, form)
    given = attach.add(ports, dossier.id, "vous", "identite", name, [content])
    with attach.content(ports, attach.read(ports, given.id), own=True) as stream:
        return given, stream.read()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("vide.pdf", b"", "file-empty"),
        ("page.html", b"<!doctype html><script>alert(1)</script>", "file-type"),
        ("dessin.svg", SVG, "file-type"),
        ("facture.pdf", b"MZ\x90\x00\x03", "file-type"),
        ("facture.pdf", b"\x7fELF\x02", "file-type"),
        ("entete.pdf", b"\n\n%PDF-1.7\n", "file-type"),
        ("archive.pdf", b"PK\x03\x04", "file-type"),
        ("anime.gif", b"GIF89a\x01\x00", "file-type"),
        ("film.heic", b"\0\0\0\x18ftypmp42", "file-type"),
        ("photo.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40, "picture-broken"),
        ("photo.jpg", b"\xff\xd8\xff\xe0<html><script>alert(1)</script>", "picture-broken"),
        ("photo.jpg", picture()[:-200], "picture-broken"),
        ("photo.png", picture("PNG")[:-30], "picture-broken"),
        ("photo.png", b"\x89PNG\r\n\x1a\n", "picture-broken"),
        ("photo.png", bomb(), "picture-huge"),
        ("photo.png", bomb(9_000), "picture-huge"),
        ("photo.jpg", PDF, "file-belied"),
        ("carte.pdf", PNG, "file-belied"),
    ],
)
def test_a_content_that_is_not_what_is_asked_is_refused(
    ports: Ports, name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused) as refused:
        give(ports, name, content)
    assert refused.value.reason == reason
    assert str(refused.value).startswith("Choisissez")
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd", "passwd.pdf"),
        ("..\\..\\boot.ini", "boot.ini.pdf"),
        (f"facture{RLM}fdp.exe", "facturefdp.exe.pdf"),
        ("a" * 300 + ".pdf", "a" * 96 + ".pdf"),
        (f"nul{NUL}\x07\x1b[31m.pdf", "nul[31m.pdf"),
        ("con", "con.pdf"),
        ("-rf.pdf", "-rf.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("", "fichier.pdf"),
        (".pdf", "fichier.pdf"),
        ("deux\r\nlignes.pdf", "deux lignes.pdf"),
        ("..", "fichier.pdf"),
    ],
)
def test_a_name_is_shown_on_one_line_and_never_becomes_a_path(ports: Ports, name: str, shown: str) -> None:
    given, kept = give(ports, name, PDF)
    assert given.name == shown
    assert kept == PDF


@pytest.mark.parametrize(
    ("name", "content", "media", "size"),
    [
        ("photo.jpg", from_a_telephone(), "image/jpeg", (40, 60)),
        ("photo.png", JPEG, "image/jpeg", (2, 2)),
        ("point.png", picture("PNG", (1, 1)), "image/png", (1, 1)),
        ("IMG_1.HEIC", picture("HEIF", (64, 48)), "image/jpeg", (64, 48)),
        ("grande.jpg", picture("JPEG", (6000, 3000)), "image/jpeg", (4000, 2000)),
        ("cmyk.jpg", picture("JPEG", mode="CMYK"), "image/jpeg", (60, 40)),
        ("polyglotte.jpg", JPEG + b"<script>alert(1)</script>PK\x03\x04", "image/jpeg", (2, 2)),
    ],
)
def test_a_picture_is_drawn_again_upright_with_nothing_else_inside(
    ports: Ports, name: str, content: bytes, media: str, size: tuple[int, int]
) -> None:
    given, kept = give(ports, name, content)
    drawn = Image.open(BytesIO(kept))
    assert (given.media_type, drawn.size) == (media, size)
    assert not drawn.getexif()
    assert b"Fabricant-Secret" not in kept
    assert b"<script>" not in kept
    assert given.size == len(kept)


def test_a_copy_of_an_identity_document_is_marked_and_gone_once_decided(ports: Ports) -> None:
    given, kept = give(ports, "carte.png", picture("PNG", (600, 400)), form="identite-et-signature")
    assert given.until_decision
    assert len(Image.open(BytesIO(kept)).convert("RGB").getcolors(10_000) or ()) > 1, "no mark"
    dossier_id = given.dossier_id
    with ports.store.reading() as tx:
        dossier = tx.dossiers.get(dossier_id)
    signed = {"signature:nom": "Marie Durand", "signature:atteste": "oui"}
    save(ports, dossier, "vous", {}, shown={"identite"})
    saved = save(ports, dossier, "signer", signed, shown={"signature"})
    assert not saved.errors
    assert [line.text for part in fill.recap(ports, dossier_id).sections for line in part.lines] == [
        "carte.png", "Signé par Marie Durand",
    ]  # fmt: skip
    submit(ports, dossier_id, declared=True)
    agent = person(ports, "agent", "ccas-saint-aubin", "a@exemple.fr")
    for action in ("take", "accept"):
        assert attach.read(ports, given.id)
        process.act(ports, agent, dossier.reference, action, motive="Complet.")
    with pytest.raises(NotFound):
        attach.read(ports, given.id)
    history = process.open_case(ports, agent, dossier.reference).history
    assert "Pièces d’identité effacées : 1" in [line.text.replace("\u00a0", " ") for line in history]


def test_one_file_where_one_is_wanted_replaces_the_other(ports: Ports) -> None:
    first, _kept = give(ports, "carte.png", PNG, form="identite-et-signature")
    other = attach.add(ports, first.dossier_id, "vous", "identite", "autre.jpg", [JPEG])
    with ports.store.reading() as tx:
        assert tx.dossiers.get(first.dossier_id).working["identite"] == [other.id]
        assert [row.id for row in tx.attachments.of(first.dossier_id)] == [other.id]


@dataclass
class SettableScanner:
    """An antivirus that says what the test wants."""

    verdict: Scan = field(default_factory=lambda: Scan(known=True))

    def scan(self, stream: BinaryIO) -> Scan:
        stream.read()
        return self.verdict


def test_an_unsafe_file_is_refused_and_nothing_of_it_is_kept(ports: Ports) -> None:
    with pytest.raises(FileRefused) as refused:
        give(replace(ports, scanner=SettableScanner(Scan(known=True, found="Virus"))), "carte.pdf", PDF)
    assert str(refused.value) == "Ce fichier n’est pas sûr\u00a0: choisissez-en un autre"


@pytest.mark.parametrize("found", ["", "Virus"])
def test_a_file_that_came_while_the_antivirus_was_away_is_scanned_by_the_sweep(
    ports: Ports, found: str
) -> None:
    scanner = SettableScanner(Scan(known=False))
    watched = replace(ports, scanner=scanner)
    given, kept = give(watched, "carte.pdf", PDF)
    assert (given.scan, kept) == ("waiting", PDF)
    with pytest.raises(NotScanned):
        attach.content(ports, attach.read(ports, given.id), own=False)
    operate.sweep(watched)
    assert attach.read(ports, given.id).attachment.scan == "waiting"
    scanner.verdict = Scan(known=True, found=found)
    operate.sweep(watched)
    with ports.store.reading() as tx:
        working = tx.dossiers.get(given.dossier_id).working
    if found:
        assert "identite" not in working
        with pytest.raises(NotFound):
            attach.read(ports, given.id)
    else:
        with attach.content(ports, attach.read(ports, given.id), own=False) as stream:
            assert stream.read() == PDF


HUNGER = """
import resource, sys
from pathlib import Path
from app.adapters.files import LocalFiles
files = LocalFiles(Path(sys.argv[1]))
def pieces():
    yield b"%PDF-1.7\\n"
    for number in range(800):
        yield bytes([number % 251]) * 65536
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with files.aside() as aside:
    aside.write(pieces(), 60 * 2**20)
    name = files.keep(aside)
with files.open(name) as stream:
    while stream.read(65536):
        pass
print(aside.size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_file_of_fifty_megabytes_is_never_whole_in_memory(tmp_path: Path) -> None:
    run = [sys.executable, "-c", HUNGER, str(tmp_path)]
    size, kilobytes = map(int, subprocess.check_output(run, text=True).split())
    assert size > 50 * 2**20
    assert kilobytes < 8 * 1024
