"""Official PDFs filled, against pypdf on the same file: those beside the project, else a form made here."""

import logging
from collections.abc import Callable, Mapping
from io import BytesIO

import pypdf

from app.adapters.official.fields import BOX, CHOICE, TEXT, fields_of
from app.adapters.official.filler import fill
from app.adapters.official.opening import PdfRefused, opened
from app.settings import PROJECT
from bench.measure import Row, medians
from tests.adapters.official_pdfs import a_form, text

ROUNDS = 7
LETTERS = "ÉÈÀÇŒœ€ïÿñ"
FILES = PROJECT.parent / "shared" / "cerfa"


def measure() -> list[Row]:
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # official files make it talk
    return [row for name, content in _files() for row in _compared(name, content)]


def _files() -> list[tuple[str, bytes]]:
    found = [(path.name[6:14], path.read_bytes()) for path in sorted(FILES.glob("cerfa_*.pdf"))]
    made = a_form(*(text(f"champ{n}", (20, 820 - 10 * n, 500, 829 - 10 * n)) for n in range(80)))
    return [*found, ("80 champs", made)]


def _compared(name: str, content: bytes) -> list[Row]:
    try:
        with opened(content) as pdf:
            fields = [field for field in fields_of(pdf) if not field.hidden]
    except PdfRefused:
        return []  # a flat file: nothing to fill
    texts = {field.name: LETTERS[: field.length or None] for field in fields if field.kind == TEXT}
    states = {field.name: field.states[-1] for field in fields if field.kind in (BOX, CHOICE)}
    times = medians(
        {
            "ours": lambda: fill(content, texts, states),
            "flat": lambda: fill(content, texts, states, flatten=True),
            "pypdf": by_pypdf(content, texts, states),
            "pypdf flat": by_pypdf(content, texts, states, flatten=True),
        },
        rounds=ROUNDS,
        warm_up=1,
    )
    return [
        Row(f"PDF officiel rempli ({name})", times["ours"], "pypdf, même fichier", times["pypdf"]),
        Row(f"PDF officiel aplati ({name})", times["flat"], "pypdf, aplati aussi", times["pypdf flat"]),
    ]


def by_pypdf(
    content: bytes, texts: Mapping[str, str], states: Mapping[str, str], *, flatten: bool = False
) -> Callable[[], object]:
    """The same answers, its own way: appearances made by pypdf, no reader asked to make them again."""
    values = {**texts, **{name: f"/{state}" for name, state in states.items()}}

    def run() -> bytes:
        writer = pypdf.PdfWriter(clone_from=BytesIO(content))
        for page in writer.pages:
            writer.update_page_form_field_values(page, values, auto_regenerate=False, flatten=flatten)
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    return run
