"""The first PDF of a process and the next ones, against a bare WeasyPrint page."""

import subprocess
import sys
from datetime import UTC, datetime

import weasyprint

from app.bootstrap import bootstrap
from app.core.summary import summarise
from app.settings import Settings
from app.usecases.documents.papers import blank_paper
from app.usecases.ports import Paper, Ports
from bench.measure import Row, biggest, medians

ROUNDS = 7
FIRST = "from bench.pdf import first; first()"
BARE = '<html lang="fr"><title>Essai</title><p>Bonjour.</p></html>'


def measure(ports: Ports) -> list[Row]:
    paper = one_paper(ports)
    fonts = weasyprint.text.fonts.FontConfiguration()
    times = medians(
        {
            "first": lambda: subprocess.run([sys.executable, "-c", FIRST], check=True),
            "import": lambda: subprocess.run([sys.executable, "-c", "import weasyprint"], check=True),
            "warm": lambda: ports.documents.render(paper),
            "bare": lambda: weasyprint.HTML(string=BARE).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1"),
        },
        rounds=ROUNDS,
        warm_up=1,
    )
    return [
        Row("premier PDF (processus neuf)", times["first"], "import de WeasyPrint seul", times["import"]),
        Row("premier PDF (processus neuf)", times["first"], "PDF suivant", times["warm"]),
        Row("PDF suivant (Cerfa complet)", times["warm"], "page WeasyPrint d’une ligne", times["bare"]),
    ]


def one_paper(ports: Ports) -> Paper:
    """The biggest form, blank: every box of the paper is drawn."""
    definition = biggest(ports)
    summary = summarise(definition, None, blank=True)
    return blank_paper(definition, summary, made_at=datetime.now(UTC))


def first() -> None:
    """In a new process: what a worker that was not prepared would pay."""
    ports = bootstrap(Settings.from_env())
    if not ports.documents.render(one_paper(ports)).startswith(b"%PDF"):
        raise SystemExit(1)
