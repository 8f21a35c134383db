"""A filled form of two pages: naive, rendered, compiled, in forks; and the memory of 200 documents.

The naive page is the same document as one writes it at first: HTML in a text, style sheet and fonts (WOFF2)
in the page, read again each time; one box a digit in boxed numbers, a border and a sign for tick boxes. What
was gained on the page itself (few elements, no columns to balance) it has too.
"""

import gc
import os
import re
import time
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from subprocess import run

import psutil
import weasyprint
from fontTools.ttLib import TTFont

from app.adapters.documents import CompiledDocuments
from app.core.answers import judge
from app.core.dossier import ALONE, Dossier
from app.core.summary import summarise
from app.settings import PROJECT
from app.usecases.documents.papers import form_paper, receipt_paper
from app.usecases.ports import Paper, Ports
from bench.measure import Row, medians

SLUG, ROUNDS, IN_FORKS, MANY = "cerfa-13750", 7, 12, 200
NOW = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
TEMPLATES = PROJECT / "pdf_templates"
FACES = ("Liberation Sans:style=Regular", "Liberation Sans:style=Bold", "Liberation Mono:style=Regular")
CELL = "display:inline-block;width:4.1mm;height:5mm;border:.5pt solid #5c666f;border-top:0;text-align:center"
TICK = (
    ".tick { box-sizing: border-box; border: .2mm solid #1c2530; background: none }"
    ".on::before { content: '×'; font-size: 9pt; line-height: 2.6mm; color: #1c2530 }"
)
COMB = re.compile(r'<span class="comb comb-(\d+)[^"]*">([^<]*)</span>')


def measure(ports: Ports, folder: Path) -> list[Row]:
    form, receipt = papers(ports)
    documents = CompiledDocuments(TEMPLATES, folder / "layouts")
    for _time in range(2):  # met once, then compiled
        documents.render(form)
    page = documents.rendered._pages.html(form)  # the very page that is rendered
    plain, web = naive(page, fonts=False), naive(page, fonts=True)
    times = medians(
        {
            "naive": lambda: anew(web),
            "system": lambda: anew(plain),
            "rendered": lambda: documents.rendered.render(form),
            "compiled": lambda: documents.render(form),
        },
        rounds=ROUNDS,
        warm_up=1,
    )
    if documents.counts["rendered"] > 1:
        raise RuntimeError("the form has no layout: there is nothing to measure")
    name, base = "formulaire rempli (2 pages)", "le même, naïf"
    return [
        Row(name, times["rendered"], base, times["naive"]),
        Row(name, times["rendered"], "naïf, polices du système", times["system"]),
        Row("formulaire rempli, compilé", times["compiled"], base, times["naive"]),
        *in_forks(lambda: documents.rendered.render(form)),
        memory(lambda: documents.rendered.render(receipt)),
    ]


def papers(ports: Ports) -> tuple[Paper, Paper]:
    """The first scenario of the form, as it would be sent; and its receipt."""
    form = ports.forms.current(SLUG)
    verdict = judge(form, form.scenarios[0].answers, today=NOW.date())
    dossier = Dossier(
        id="d", reference="7K4M92QXC", slug=SLUG, definition_hash=form.hash, service_id="s",
        state="submitted", revision=1, working={}, typed={}, answers=verdict.answers, acting=ALONE,
        created_at=NOW, updated_at=NOW, submitted_at=NOW, title="Anaïs Lefèvre",
    )  # fmt: skip
    paper = form_paper(dossier, form, summarise(form, verdict), made_at=NOW)
    return paper, receipt_paper(dossier, form, follow_url="https://exemple.fr/suivi", made_at=NOW)


def naive(page: str, *, fonts: bool) -> str:
    """One box a digit, the style sheet in the page, and its fonts if asked."""
    style = "".join(
        (TEMPLATES / path).read_text(encoding="utf-8")
        for path in ("base/page.css", "base/combs.css", "base/mark.css", "cerfa/style.css")
    )
    faces = "".join(map(woff2, FACES)) if fonts else ""
    return COMB.sub(_boxes, page).replace("</head>", f"<style>{faces}{style}{TICK}</style></head>")


def _boxes(comb: re.Match[str]) -> str:
    digits = comb[2].strip().ljust(int(comb[1]))
    return "".join(f'<span style="{CELL}">{digit}</span>' for digit in digits)


def woff2(face: str) -> str:
    """A rule for this font of the system, its file in the rule."""
    path = run(["fc-match", "-f", "%{file}", face], capture_output=True, text=True, check=True).stdout
    out = BytesIO()
    font = TTFont(path)
    font.flavor = "woff2"
    font.save(out)
    family, _colon, style = face.partition(":style=")
    weight = "bold" if style == "Bold" else "normal"
    data = b64encode(out.getvalue()).decode()
    return f"@font-face{{font-family:'{family}';font-weight:{weight};src:url(data:font/woff2;base64,{data})}}"


def anew(page: str) -> bytes:
    """As one writes it at first."""
    return bytes(weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))


def in_forks(make: Callable[[], object]) -> list[Row]:
    """A fork a document, as the worker does, one and two at a time; milliseconds a document."""
    gc.freeze()  # as the worker does
    inside = _each(lambda: [make() for _n in range(IN_FORKS)])
    one = _each(lambda: _forked(make, lanes=1))
    two = _each(lambda: _forked(make, lanes=2))
    return [
        Row("un document dans un fork préparé", one, "le même, sans fork", inside),
        Row("deux forks à la fois (par document)", two, "un fork à la fois", one),
    ]


def _each(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000 / IN_FORKS


def _forked(make: Callable[[], object], *, lanes: int) -> None:
    running = 0
    for _n in range(IN_FORKS):
        if running == lanes:
            os.wait()
            running -= 1
        if os.fork() == 0:
            try:
                make()
            finally:
                os._exit(0)
        running += 1
    while running:
        os.wait()
        running -= 1


def memory(make: Callable[[], object]) -> Row:
    """Growth of this process over many documents, in megabytes, beside the five that are allowed."""
    for _n in range(10):
        make()
    process = psutil.Process()
    before = process.memory_info().rss
    for _n in range(MANY):
        make()
    grown = max(0.0, (process.memory_info().rss - before) / 1e6)
    return Row(f"mémoire prise par {MANY} documents (Mo)", grown, "permis", 5.0)
