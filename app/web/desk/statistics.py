"""`/bureau/statistiques`: the manager's figures, as charts with their tables, and as CSV."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from flask import render_template, request
from werkzeug.wrappers import Response

from app.core.exporting.texts import neutral
from app.core.figures import Figures, Month
from app.core.french import MONTHS, spaced
from app.core.language import _
from app.usecases.statistics import PERIODS, USUAL, Report, report
from app.web.access import ports, require_account
from app.web.charts import Chart, columns, lines
from app.web.desk.blueprint import Answer, blueprint

MODES = {"autonome": _("Seul"), "accompagne": _("Accompagné par un conseiller"), "mandat": _("Par mandat")}
LABELS = {
    "3-mois": _("3 derniers mois"),
    "12-mois": _("12 derniers mois"),
    "36-mois": _("3 dernières années"),
}


@blueprint.get("/statistiques")
def statistics() -> Answer:
    """/bureau/statistiques · manager: the figures of their services"""
    found = _asked()
    return render_template(
        "desk/statistics.html",
        report=found,
        periods=[(name, LABELS[name]) for name in PERIODS],
        charts=_charts(found),
        months=[(_month(month), month) for month in found.figures.months],
        outcomes=_outcomes(found),
        modes=_modes(found.figures),
        left=_left(found),
    )


@blueprint.get("/statistiques.csv")
def statistics_csv() -> Answer:
    """/bureau/statistiques.csv · manager: the same figures for a spreadsheet"""
    found, text = _asked(), StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(_rows(found))
    name = f"statistiques-{found.slug or 'toutes'}-{found.last.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _asked() -> Report:
    asked = request.args
    return report(
        ports(), require_account(), slug=asked.get("demarche", ""), period=asked.get("periode", "") or USUAL
    )


def _charts(found: Report) -> dict[str, Chart]:
    shown, modes = found.figures, _modes(found.figures)
    by_month = [(_short(month), (month.received, month.decided)) for month in shown.months]
    told = _("{received} dossiers reçus et {decided} décidés sur la période.").format(
        received=shown.received, decided=shown.decided
    )
    return {
        "months": columns("reçus", _("Dossiers reçus et décidés, mois par mois"), told, by_month),
        "outcomes": lines("issues", _("Décisions"), _said(_outcomes(found)), _outcomes(found)),
        "modes": lines("modes", _("Comment les dossiers ont été remplis"), _said(modes), modes),
        "left": lines("abandons", _("Où les brouillons se sont arrêtés"), _said(_left(found)), _left(found)),
    }  # fmt: skip


def _said(items: Sequence[tuple[str, int]]) -> str:
    """The picture in one sentence."""
    return spaced(
        " ; ".join(_("{label} : {number}").format(label=label, number=number) for label, number in items)
    )


def _outcomes(found: Report) -> list[tuple[str, int]]:
    return [(found.states.get(state, state), number) for state, number in found.figures.outcomes.items()]


def _modes(shown: Figures) -> list[tuple[str, int]]:
    return [(MODES.get(mode, mode), number) for mode, number in shown.modes.items()]


def _left(found: Report) -> list[tuple[str, int]]:
    """In the order of the form; the beginning has no title."""
    return [(one.title or _("Avant la première réponse"), one.number) for one in found.left]


def _month(month: Month) -> str:
    return f"{MONTHS[month.first.month - 1]} {month.first.year}"


def _short(month: Month) -> str:
    """ "03/26": twelve of them hold under twelve columns."""
    return f"{month.first.month:02}/{month.first.year % 100:02}"


def _rows(found: Report) -> Iterator[tuple[object, ...]]:
    shown = found.figures
    yield (_("Mois"), _("Dossiers reçus"), _("Dossiers décidés"))
    yield from ((month.first.isoformat()[:7], month.received, month.decided) for month in shown.months)
    if shown.delays:
        yield ()
        yield (_("Délai médian, en jours"), shown.delays.median)
        yield (_("Neuf dossiers sur dix, en jours"), shown.delays.most)
    # Steps and states are named by designers.
    for title, items in (
        (_("Décision"), _outcomes(found)),
        (_("Mode"), _modes(shown)),
        (_("Étape"), _left(found)),
    ):
        if items:
            yield ()
            yield (title, _("Dossiers"))
            yield from ((neutral(label), number) for label, number in items)
