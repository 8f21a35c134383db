"""Fills an official PDF: texts, boxes, what was there before taken away, and an account of all of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from warnings import catch_warnings, simplefilter

import pikepdf
from pikepdf import String

from app.adapters.official import drawing, flat
from app.adapters.official.annex import add_annex
from app.adapters.official.fields import BOX, CHOICE, LIST, TEXT, PdfField, fields_of
from app.adapters.official.fonts import Pen
from app.adapters.official.layout import Box, laid
from app.adapters.official.opening import MOST_BYTES, PdfRefused, clean, opened
from app.core.language import _
from app.core.official.mapping import Place

NO_PLACES: Mapping[str, Place] = {}
PACKED = pikepdf.ObjectStreamMode.generate  # smaller and faster, since PDF 1.5 (2003)
NO_LABELS: Mapping[str, str] = {}
_TICKED = (BOX, CHOICE)


@dataclass(frozen=True, slots=True)
class Filled:
    """The new file, and by name: fields that nobody spoke of, names that no field has, states that a field
    lacks, what was there and was emptied, texts that go on in the annex; characters that no font has."""

    content: bytes
    unmapped: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    stateless: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    overflowing: tuple[str, ...] = ()
    lost: str = ""
    removed: tuple[str, ...] = ()


def fill(
    content: bytes, texts: Mapping[str, str], states: Mapping[str, str], *, known: Iterable[str] = (),
    places: Mapping[str, Place] = NO_PLACES, labels: Mapping[str, str] = NO_LABELS, flatten: bool = False,
) -> Filled:  # fmt: skip
    """`known`: the names that the mapping speaks of; `labels`: what the annex calls them; or PdfRefused."""
    with opened(content, fields=not places) as pdf:
        removed = clean(pdf)
        pen = Pen(pdf, texts.values())
        fields = {field.name: field for field in fields_of(pdf)}
        account = _Account(pdf, pen, labels)
        for name, field in fields.items():
            account.set(field, texts.get(name, ""), states.get(name, ""))
        for name, place in places.items():
            account.place(name, place, texts.get(name, ""), bool(states.get(name)))
        if flatten and "/AcroForm" in pdf.Root:
            flat.flatten(pdf, tuple(fields.values()))
        if account.long:
            add_annex(pdf, pen, account.long)
        said = {*known, *texts, *states}
        return Filled(
            saved(pdf),
            unmapped=tuple(name for name, field in fields.items() if _is_asked(field) and name not in said),
            absent=tuple(sorted(said - fields.keys() - places.keys())),
            stateless=tuple(account.stateless), emptied=tuple(account.emptied),
            overflowing=tuple(account.over), lost="".join(sorted(pen.lost)), removed=removed,
        )  # fmt: skip


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of the new file: the same for the same answers."""
    out = BytesIO()
    with catch_warnings():
        # Some forms keep a place that belongs to no field: it stays as it was.
        simplefilter("ignore", pikepdf.PageCopyWarning)
        pdf.save(out, deterministic_id=True, fix_metadata_version=False, object_stream_mode=PACKED)
    return out.getvalue()


def _is_asked(field: PdfField) -> bool:
    return not field.hidden and field.kind in (TEXT, LIST, *_TICKED)


class _Account:
    """Sets fields one by one and remembers what must be told."""

    def __init__(self, pdf: pikepdf.Pdf, pen: Pen, labels: Mapping[str, str]) -> None:
        self._pdf, self._pen, self._labels = pdf, pen, labels
        self.long: list[tuple[str, str]] = []
        self.over: list[str] = []
        self.stateless: list[str] = []
        self.emptied: list[str] = []

    def set(self, field: PdfField, text: str, state: str) -> None:
        """A field that shows somewhere loses what it held; a hidden one carries the form's own marks."""
        if field.hidden and not text and not state:
            return
        for around in (field.obj, *(widget.obj for widget in field.widgets)):
            for key in ("/AA", "/A"):  # scripts of the field: read by nobody, never run
                if key in around:
                    del around[key]
        if field.kind in _TICKED:
            self._tick(field, state or _chosen(field, text))
        elif field.kind in (TEXT, LIST):
            self._write(field, text or state)

    def _tick(self, field: PdfField, state: str) -> None:
        if state and state not in field.states and field.states:
            self.stateless.append(field.name)
            state = ""
        if not state and field.value not in ("", "Off"):
            self.emptied.append(field.name)
        drawing.tick(self._pdf, field, state)

    def _write(self, field: PdfField, text: str) -> None:
        if not text and not field.value:
            return
        if not text:
            self.emptied.append(field.name)
        for key in ("/RV", "/DV"):
            if key in field.obj:
                del field.obj[key]
        fits = not field.length or len(text) <= field.length
        field.obj["/V"] = String(text if fits or field.comb else text[: field.length])
        over = drawing.write(self._pdf, self._pen, field, text)
        if over or not fits:
            self._goes_on(field.name, field.tooltip or field.name, field.widgets[0].page, text)

    def place(self, name: str, place: Place, text: str, ticked: bool) -> None:
        """Write on the page itself, where no field is."""
        if not 0 < place.page <= len(self._pdf.pages) or not (text or ticked):
            return
        left, bottom, right, top = place.box
        width, height = abs(right - left), abs(top - bottom)
        if ticked or place.tick:
            body, pen = drawing.cross(width, height), None
        else:
            box = Box(width, height, place.size, cells=place.cells, lines=place.lines)
            found = laid(self._pen, text, box)
            body, pen = found.operators, self._pen
            if found.over:
                self._goes_on(name, name, place.page - 1, text)
        made = drawing.form(self._pdf, body, width, height, drawing.UPRIGHT, pen)
        flat.stamp(self._pdf, place.page - 1, [(made, min(left, right), min(bottom, top))])

    def _goes_on(self, name: str, label: str, page: int, text: str) -> None:
        self.over.append(name)
        label = self._labels.get(name) or label
        self.long.append((_("{label} (page {page})").format(label=label, page=page + 1), text))


def _chosen(field: PdfField, text: str) -> str:
    return text if text in field.states else ""


__all__ = ["MOST_BYTES", "Filled", "PdfRefused", "fill"]
