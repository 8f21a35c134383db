"""Section of a dossier's page: the answers that the service proposed to change, and one more proposal."""

from dataclasses import dataclass

from app.core.definition.fields_at import field_at
from app.core.desk.amendments import ACCEPTED, REFUSED, Amendment, outcome_in_words
from app.core.field_types import field_type
from app.core.language import _
from app.usecases.desk.amendments import questions
from app.usecases.desk.process import Case
from app.web.desk import address
from app.web.desk.sections.section import Section, Typed

_TONES = {"": "info", ACCEPTED: "ok", REFUSED: "bad"}


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposal as the page tells it; `withdraw_url` is "" once it is closed."""

    amendment: Amendment
    before: str
    now: str
    badge: str
    tone: str
    withdraw_url: str


@dataclass(frozen=True, slots=True)
class Amendments:
    """`url` is "" where nothing may be proposed."""

    proposed: tuple[Proposed, ...]
    url: str


def _load(case: Case, typed: Typed) -> Amendments | None:
    url = address.of_case("desk.choose_amendment", case.dossier.reference) if questions(case) else ""
    if not url and not case.amendments:
        return None
    return Amendments(tuple(_proposed(case, one) for one in case.amendments), url)


def _proposed(case: Case, one: Amendment) -> Proposed:
    awaited = one.awaited and not case.state.terminal
    return Proposed(
        amendment=one,
        before=_told(case, one, one.before),
        now=_told(case, one, one.value),
        badge=outcome_in_words(one.outcome) if one.outcome or awaited else _("Sans réponse"),
        tone=_TONES.get(one.outcome, "neutral") if one.outcome or awaited else "neutral",
        withdraw_url=address.of_case("desk.withdraw_amendment", case.dossier.reference, amendment_id=one.id)
        if awaited
        else "",
    )


def _told(case: Case, one: Amendment, value: object) -> str:
    field = field_at([field for _step, field in case.definition.fields()], one.path)
    if value is None or field is None:
        return _("Non renseigné")
    return field_type(field).read_back(field, value)


SECTION = Section(
    name="amendments",
    title=lambda: _("Modifications proposées"),
    anchor="modifications",
    template="desk/case_amendments.html",
    load=_load,
    count=lambda shown: len(shown.proposed),
)
