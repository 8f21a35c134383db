"""`/atelier/brouillons/<id>/fiche`: what is said of the whole form: texts, service, law, silence, data.

One page, one edit, undone by the same button. Each value has the place that the linter and the tasks name.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from app.core.editing import EditRefused
from app.core.editing.trees import at
from app.core.french import spaced
from app.core.language import _
from app.core.linting.form_rules import PLACEHOLDER
from app.usecases import studio
from app.usecases.studio import DesignConflict, Opened
from app.web.access import ports, require_account
from app.web.buttons import whole_number
from app.web.posted import only
from app.web.studio.blueprint import Answer, blueprint

Json = Any
Form = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the sheet. `shape`: line, sentence (a long line), text, lines (one a line) or number;
    `group` is its heading.
    """

    place: str
    label: Callable[[], str]
    shape: str
    group: str
    hint: Callable[[], str] = lambda: ""

    @property
    def id(self) -> str:
        return "f-" + self.place.replace(".", "-")


SHEET: tuple[Value, ...] = (
    Value("title", lambda: _("Titre"), "line", "citizen"),
    Value("start.summary", lambda: _("Résumé pour le catalogue"), "sentence", "citizen"),
    Value("start.audience", lambda: _("Pour qui"), "lines", "citizen"),
    Value("start.at_hand", lambda: _("À avoir sous la main"), "lines", "citizen"),
    Value("start.minutes", lambda: _("Durée de remplissage, en minutes"), "number", "citizen"),
    Value("start.next", lambda: _("Et ensuite"), "lines", "citizen"),
    Value("declaration", lambda: _("Phrase à cocher avant l’envoi"), "text", "citizen"),
    Value("service.name", lambda: _("Nom du service"), "line", "service"),
    Value("service.email", lambda: _("Adresse électronique"), "line", "service"),
    Value("service.phone", lambda: _("Téléphone"), "line", "service"),
    Value("service.hours", lambda: _("Horaires"), "line", "service"),
    Value("service.address", lambda: _("Adresse postale"), "line", "service"),
    Value("legal.basis", lambda: _("Textes qui fondent la démarche"), "text", "law",
          lambda: _("Par exemple : délibération du 3 mars 2026")),
    Value("legal.appeal", lambda: _("Voies et délais de recours"), "text", "law"),
    Value("legal.purposes", lambda: _("À quoi servent les réponses"), "lines", "data"),
    Value("legal.recipients", lambda: _("Qui reçoit les réponses"), "lines", "data"),
    Value("legal.retention_months", lambda: _("Durée de conservation, en mois"), "number", "data"),
    Value("legal.dpo", lambda: _("Contact du délégué à la protection des données"), "line", "data"),
)  # fmt: skip
GROUPS: Mapping[str, Callable[[], str]] = {
    "citizen": lambda: _("Ce que lit l’usager"),
    "service": lambda: _("Le service"),
    "law": lambda: _("Le droit"),
    "data": lambda: _("Les données personnelles"),
}
# What publishing asks for, beside the title that is there: see `publication_tasks`.
WANTED = frozenset({
    "start.summary", "legal.basis", "legal.purposes", "legal.recipients", "legal.retention_months",
    "legal.dpo",
})  # fmt: skip
SILENCE, MONTHS = "legal.silence", "silence_mois"
RULES: Mapping[str, Callable[[], str]] = {
    "acceptation": lambda: _("Le silence vaut accord"),
    "rejet": lambda: _("Le silence vaut rejet"),
    "aucune": lambda: _("Aucune décision n’est attendue"),
}


@blueprint.get("/brouillons/<draft_id>/fiche")
def sheet(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/fiche · designer of the service"""
    return _page(studio.open_draft(ports(), require_account(), draft_id))


@blueprint.post("/brouillons/<draft_id>/fiche")
def keep_sheet(draft_id: str) -> Answer:
    """/atelier/brouillons/<id>/fiche · designer of the service: one edit for all that was changed"""
    only(request.form, "revision", SILENCE, MONTHS, *(value.place for value in SHEET))
    account, form = require_account(), request.form
    before = studio.read_draft(ports(), account, draft_id)
    wrong = _wrong_numbers(form)
    if wrong:
        return _page(studio.open_draft(ports(), account, draft_id), form, wrong), 422
    wanted = {"verb": "several", "edits": list(_edits(form, before.document))}
    try:
        if wanted["edits"]:
            revision = whole_number(form.get("revision", "")) or 0
            studio.edit(ports(), account, draft_id, wanted, based_on=revision)
    except EditRefused as refused:
        told = {"f-title": spaced(str(refused))}
        return _page(studio.open_draft(ports(), account, draft_id), form, told), 422
    except DesignConflict as conflict:
        told = {"f-title": spaced(str(conflict))}
        return _page(studio.open_draft(ports(), account, draft_id), form, told), 409
    flash(_("La fiche est enregistrée."), "ok")
    return redirect(url_for("studio.sheet", draft_id=draft_id), code=303)


def _wrong_numbers(form: Form) -> dict[str, str]:
    numbers = {value.place: value.id for value in SHEET if value.shape == "number"} | {
        MONTHS: "f-silence-mois"
    }
    return {
        id_: _("Saisissez un nombre entier. Exemple : 12")
        for name, id_ in numbers.items()
        if form.get(name, "").strip() and whole_number(form[name].strip()) is None
    }


def _edits(form: Form, document: Json) -> Iterator[Json]:
    """What differs from the draft, and nothing else."""
    for value in SHEET:
        if value.place not in form:
            continue
        typed = _READ[value.shape](form[value.place])
        if typed != _READ[value.shape](_shown(document, value)):
            yield {"verb": "set-sheet", "place": value.place, "value": typed}
    rule = form.get(SILENCE, "")
    if rule in RULES:
        silence = {"rule": rule, "months": whole_number(form.get(MONTHS, "").strip() or "0") or 0}
        if rule == "aucune":
            silence["months"] = 0
        if silence != at(document, SILENCE.split("."), None):
            yield {"verb": "set-sheet", "place": SILENCE, "value": silence}


def _lines(text: str) -> Json:
    return [line.strip() for line in text.splitlines() if line.strip()] or None


_READ: Mapping[str, Callable[[str], Json]] = {
    "line": lambda text: " ".join(text.split()) or None,
    "sentence": lambda text: " ".join(text.split()) or None,
    "text": lambda text: text.strip().replace("\r\n", "\n") or None,
    "lines": _lines,
    "number": lambda text: whole_number(text.strip() or "0") or None,
}


def _shown(document: Json, value: Value) -> str:
    """As it stands in its field: a text that is still to be written is an empty one."""
    found = at(document, value.place.split("."), None)
    text = "\n".join(found) if isinstance(found, list) else "" if found is None else str(found)
    return "" if PLACEHOLDER.search(text) else text


def _page(opened: Opened, typed: Form | None = None, errors: Mapping[str, str] | None = None) -> str:
    document = opened.draft.document
    silence = document["legal"]["silence"]
    return render_template(
        "studio/sheet.html",
        draft=opened.draft,
        definition=opened.definition,
        groups=[(key, words(), [one for one in SHEET if one.group == key]) for key, words in GROUPS.items()],
        shown=typed or {value.place: _shown(document, value) for value in SHEET},
        rules=[(rule, words()) for rule, words in RULES.items()],
        wanted=WANTED,
        rule=typed.get(SILENCE, "") if typed else (silence["rule"] if "months" in silence else ""),
        months=typed.get(MONTHS, "") if typed else (silence.get("months") or ""),
        errors=errors or {},
        page_errors=list((errors or {}).items()),
    )
