"""A PDF form as the import wants it: its fields with their places, and the words around them.

Words and places come from PDFium, which runs no script here. It refuses to know what a label is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from app.adapters.official.fields import BOX, CHOICE, LIST, SIGNATURE, TEXT, PdfField, fields_of
from app.adapters.official.opening import PdfRefused, holder, opened
from app.adapters.official.strokes import shapes_of
from app.core.importing.official.drawn import fields_drawn
from app.core.importing.official.paper import Box, Paper, Place, Said, Seen
from app.core.language import _

MOST_CHARACTERS = 400_000
MOST_ASKED = 1_200  # fields: three times the longest form known; words are looked for around each
_READ = (TEXT, BOX, CHOICE, LIST, SIGNATURE)
_BLANK = frozenset("\r\n\t \u00a0\u202f\ufffe\x02")
_LEADERS = frozenset("._…-‥·")


def read_paper(content: bytes) -> Paper:
    """The fields and the words of the form; without fields, the blanks drawn on it. Raises PdfRefused."""
    with opened(content, fields=False) as pdf:
        fields = [field for field in fields_of(pdf) if field.kind in _READ]
        title = str(pdf.docinfo.get("/Title", "")) if pdf.docinfo is not None else ""
        pages = len(pdf.pages)
        if len(fields) > MOST_ASKED:
            raise _too_long()
        turns = [_turn(field) for field in fields]
        said = tuple(_words(content))
        seen = tuple(
            _seen(field, turn if turn is not None else _usual_turn(said, field))
            for field, turn in zip(fields, turns, strict=True)
        )
    return Paper(seen or _drawn(content, said), said, pages, title)


def _drawn(content: bytes, said: tuple[Said, ...]) -> tuple[Seen, ...]:
    with _document(content) as document:
        found = fields_drawn(shapes_of(document), said)
    if not found:
        raise PdfRefused("flat", _("Ce PDF n’a ni champs, ni cases, ni lignes à remplir."))
    if len(found) > MOST_ASKED:
        raise _too_long()
    return found


def _too_long() -> PdfRefused:
    message = _("Ce PDF a plus de {n} champs : il est trop long pour un brouillon.")
    return PdfRefused("huge", message.format(n=MOST_ASKED))


@contextmanager
def _document(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        message = _("Ce PDF ne peut pas être lu. Téléchargez-le de nouveau.")
        raise PdfRefused("damaged", message) from error
    try:
        yield document
    finally:
        document.close()


def _turn(field: PdfField) -> int | None:
    """How its words are turned; None for a box, which looks the same in all directions."""
    turn = int(holder(field.widgets[0].obj, "/MK").get("/R", 0)) % 360 if field.widgets else 0
    return None if not turn and field.kind in (BOX, CHOICE) else turn


def _usual_turn(said: Iterable[Said], field: PdfField) -> int:
    """That of most letters of its page."""
    page = field.widgets[0].page if field.widgets else -1
    letters: Counter[int] = Counter()
    for piece in said:
        if piece.page == page:
            letters[piece.turn] += len(piece.text)
    return letters.most_common(1)[0][0] if letters else 0


def _seen(field: PdfField, turn: int) -> Seen:
    places = tuple(
        Place(widget.page, Box(*widget.box).turned(turn), widget.states[0] if widget.states else "")
        for widget in field.widgets
    )
    return Seen(
        field.name, field.kind, places, turn=turn, length=field.length, comb=field.comb,
        multiline=field.multiline, tooltip=field.tooltip, options=field.options, hidden=field.hidden,
    )  # fmt: skip


def _words(content: bytes) -> Iterator[Said]:
    read = 0
    with _document(content) as document:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            read += text.count_chars()
            if read > MOST_CHARACTERS:
                raise PdfRefused("huge", _("Ce PDF a trop de texte pour un formulaire."))
            yield from _pieces(number, _letters(text))
            text.close()
            page.close()


class _Letter:
    def __init__(self, char: str, box: Box, size: float, turn: int) -> None:
        self.char, self.box, self.size, self.turn = char, box, size, turn


def _letters(text: Any) -> Iterator[_Letter]:
    """Each character that is drawn, and the spaces between; `turn` as a form tells how a field is turned."""
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        char = bytes([code]).decode("cp1252", "replace") if 0x80 <= code < 0xA0 else chr(code)
        if char in _BLANK:
            yield _Letter(" ", Box(0, 0, 0, 0), 0, 0)
        elif char.isprintable():
            rectangle = pdfium.FS_RECTF()
            if pdfium.FPDFText_GetLooseCharBox(text, index, rectangle):
                quarters = round(max(0.0, float(pdfium.FPDFText_GetCharAngle(text, index))) / 1.5708) % 4
                turn = (0, 270, 180, 90)[quarters]
                box = Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top).turned(turn)
                yield _Letter(char, box, box.top - box.bottom, turn)


def _pieces(page: int, letters: Iterable[_Letter]) -> Iterator[Said]:
    """Letters that follow each other on a line make a piece; a wide gap, or dots to write on, end it."""
    run: list[_Letter] = []
    said = ""
    for letter in letters:
        if letter.char == " ":
            said += " " if run and not said.endswith(" ") else ""
            continue
        if letter.char in _LEADERS and said.rstrip().endswith(letter.char):  # a line of dots says nothing
            yield from _ended(page, run, said)
            run, said = [], ""
            continue
        if run and not _goes_on(run[-1], letter):
            yield from _ended(page, run, said)
            run, said = [], ""
        run.append(letter)
        said += letter.char
    yield from _ended(page, run, said)


def _goes_on(one: _Letter, other: _Letter) -> bool:
    size = max(one.size, other.size, 4.0)
    gap = other.box.left - one.box.right
    level = abs(one.box.middle - other.box.middle) < 0.5 * size
    return one.turn == other.turn and level and -2 * size < gap < 1.1 * size


def _ended(page: int, run: list[_Letter], said: str) -> Iterator[Said]:
    text = said.strip(" ._…‥·")
    if run and any(char.isalnum() for char in text):
        box = Box(
            min(letter.box.left for letter in run), min(letter.box.bottom for letter in run),
            max(letter.box.right for letter in run), max(letter.box.top for letter in run),
        )  # fmt: skip
        yield Said(page, box, text, max(letter.size for letter in run), run[0].turn)
