"""`/bureau/statistiques`: the manager's figures, as charts with their tables, and as CSV."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from flask import render_template, request
from werkzeug.wrappers import Response

from app.core.desk.figures import BY_MONTH, BY_WEEK, Figures, Span
from app.core.exporting.texts import neutral
from app.core.french import MONTHS, date_in_words, spaced
from app.core.language import _
from app.core.legal_time.periods import FIRST, LAST, Period, read_period
from app.usecases.desk.statistics import PERIODS, USUAL, Report, report
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
    found, own = _asked()
    page = render_template(
        "desk/statistics.html",
        report=found,
        own=own,
        typed={place: request.args.get(place, "").strip() for place in (FIRST, LAST)},
        spans=[(_span(span, found.by), span) for span in found.figures.spans],
        periods=[(name, LABELS[name]) for name in PERIODS],
        charts=_charts(found),
        outcomes=_outcomes(found),
        modes=_modes(found.figures),
        left=_left(found),
        by_silence=_share(found),
    )
    return page, 422 if own.errors else 200


@blueprint.get("/statistiques.csv")
def statistics_csv() -> Answer:
    """/bureau/statistiques.csv · manager: the same figures for a spreadsheet"""
    (found, _own), text = _asked(), StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(_rows(found))
    name = f"statistiques-{found.slug or 'toutes'}-{found.last.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _asked() -> tuple[Report, Period]:
    asked = request.args
    by = asked.get("par", "") or BY_MONTH
    own = read_period(asked.get(FIRST, ""), asked.get(LAST, ""), by=by, today=ports().clock.today())
    slug, period = asked.get("demarche", ""), asked.get("periode", "") or USUAL
    return report(ports(), require_account(), slug=slug, period=period, own=own, by=by), own


def _share(found: Report) -> str:
    """ "12 (8 %)"; "" where nothing was decided by silence."""
    if not found.by_silence:
        return ""
    share = round(100 * found.by_silence / found.figures.decided)
    return spaced(_("{number} ({share} %)").format(number=found.by_silence, share=share))


def _charts(found: Report) -> dict[str, Chart]:
    shown, modes = found.figures, _modes(found.figures)
    by_span = [(_short(span, found.by), (span.received, span.decided)) for span in shown.spans]
    title = (
        _("Dossiers reçus et décidés, semaine par semaine")
        if found.by == BY_WEEK
        else _("Dossiers reçus et décidés, mois par mois")
    )
    told = _("{received} dossiers reçus et {decided} décidés sur la période.").format(
        received=shown.received, decided=shown.decided
    )
    return {
        "spans": columns("reçus", title, told, by_span),
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


def _span(span: Span, by: str) -> str:
    if by == BY_WEEK:
        return date_in_words(span.first)
    return f"{MONTHS[span.first.month - 1]} {span.first.year}"


def _short(span: Span, by: str) -> str:
    """ "03/26", or "02/03" for a week: what holds under a column."""
    if by == BY_WEEK:
        return f"{span.first.day:02}/{span.first.month:02}"
    return f"{span.first.month:02}/{span.first.year % 100:02}"


def _rows(found: Report) -> Iterator[tuple[object, ...]]:
    shown = found.figures
    weeks = found.by == BY_WEEK
    yield (_("Semaine du") if weeks else _("Mois"), _("Dossiers reçus"), _("Dossiers décidés"))
    for span in shown.spans:
        day = span.first.isoformat()
        yield (day if weeks else day[:7], span.received, span.decided)
    if shown.delays and shown.own_delays:
        own = shown.own_delays
        yield ()
        yield (_("Délai médian, en jours"), shown.delays.median)
        yield (_("Neuf dossiers sur dix, en jours"), shown.delays.most)
        yield (_("Délai médian hors attente de l’usager, en jours"), own.median)
        yield (_("Neuf dossiers sur dix hors attente de l’usager, en jours"), own.most)
    if shown.decided:
        yield ()
        yield (_("Décisions par silence"), found.by_silence)
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
