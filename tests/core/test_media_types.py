"""What a file is, told from its content; how its name is shown."""

from app.core.media_types import JPEG as JPEG_TYPE
from app.core.media_types import LONGEST_NAME, shown_name, sniff
from app.core.media_types import PDF as PDF_TYPE
from tests.core.files import JPEG, PDF, PNG
from tests.core.tables import each


@each(
    ("content", "title"),
    [
        (PDF, "PDF"),
        (JPEG, "JPEG"),
        (PNG, "PNG"),
        (b"", None),
        (b"<html>%PDF-1.7", None),
        (b"GIF89a", None),
        (b"PK\x03\x04", None),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (b"\x00\x00\x00\x18ftypmp42", None),
    ],
)
def test_a_content_is_what_its_first_bytes_say(content, title):
    found = sniff(content)
    assert (found and found.title) == title


@each(
    ("given", "shown"),
    [
        ("carte.pdf", "carte.pdf"),
        ("Carte d’identité.PDF", "Carte d’identité.PDF"),
        ("C:\\Users\\moi\\carte.pdf", "carte.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("facture.exe", "facture.exe.pdf"),
        ("photo.jpg", "photo.jpg.pdf"),
        ("fdp.\u202eexe", "fdp.exe.pdf"),
        ("une\r\nligne\tde  trop.pdf", "une ligne de trop.pdf"),
        ("e\u0301tat.pdf", "état.pdf"),
        ("", "fichier.pdf"),
        (".pdf", "fichier.pdf"),
        ("...", "fichier.pdf"),
        ("\x00\x07", "fichier.pdf"),
        ("a" * 300 + ".pdf", "a" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_name_is_shown_on_one_line_with_an_ending_true_to_its_content(given, shown):
    assert shown_name(given, PDF_TYPE) == shown


def test_every_ending_of_a_kind_is_left_as_it_was_given():
    assert shown_name("photo.jpeg", JPEG_TYPE) == "photo.jpeg"
    assert shown_name("photo.png", JPEG_TYPE) == "photo.png.jpg"
