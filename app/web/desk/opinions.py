"""`/bureau/dossiers/<reference>/avis…`: ask opinions of experts, send a link again, withdraw a question."""

from collections.abc import Mapping

from flask import flash, redirect, request

from app.core.desk.opinions import DELAYS, Expert
from app.core.language import _, ngettext
from app.core.plain_text import lines, one_line
from app.usecases.desk import opinions, process
from app.usecases.desk.notes import LONGEST
from app.usecases.desk.opinions import AT_ONCE, Question
from app.web.access import ports, require_account
from app.web.desk import address
from app.web.desk.blueprint import Answer, blueprint
from app.web.desk.case_page import case_page
from app.web.desk.sections.section import Typed
from app.web.mail_address import wrong_address
from app.web.posted import only

NUMBERS = range(1, AT_ONCE + 1)
PARTS = ("qualite", "nom", "courriel")
LONGEST_NAME = 200


@blueprint.post("/dossiers/<reference>/avis")
def ask_opinion(reference: str) -> Answer:
    """/bureau/dossiers/<reference>/avis · agent of the service: ask one expert or several"""
    names = [f"{part}-{number}" for number in NUMBERS for part in PARTS]
    only(request.form, *names, "question", "delai", "confidentiel", "sensible")
    opened = process.open_case(ports(), require_account(), reference)
    values = {name: text for name, text in request.form.items() if name != "csrf_token"}
    known = {*DELAYS, *(state.consults for state in opened.workflow.states.values())}
    errors = _errors(values, known)
    if errors:
        return case_page(opened, typed={"opinions": Typed(values, tuple(errors.items()))}), 422
    question = Question(
        experts=tuple(_expert(values, number) for number in _used(values)),
        text=lines(values["question"]),
        delay=values["delai"],
        confidential=values.get("confidentiel") == "oui",
        sensitive=values.get("sensible") == "oui",
    )
    dossier = opinions.ask(ports(), require_account(), reference, question)
    told = ngettext("L’avis est demandé.", "Les avis sont demandés.", len(question.experts))
    return _back(dossier.reference, told)


@blueprint.post("/dossiers/<reference>/avis/<opinion_id>/renvoyer")
def resend_opinion(reference: str, opinion_id: str) -> Answer:
    """/bureau/dossiers/<reference>/avis/<id>/renvoyer · agent of the service: a new link, the old one dies"""
    only(request.form)
    opinions.send_again(ports(), require_account(), reference, opinion_id)
    return _back(reference, _("Un nouveau lien est envoyé à l’expert."))


@blueprint.post("/dossiers/<reference>/avis/<opinion_id>/retirer")
def withdraw_opinion(reference: str, opinion_id: str) -> Answer:
    """/bureau/dossiers/<reference>/avis/<id>/retirer · agent of the service: wait for it no more"""
    only(request.form)
    asked = opinions.withdraw(ports(), require_account(), reference, opinion_id)
    if not asked.awaited:
        flash(_("Cet avis n’était plus attendu : rien n’a changé."), "info")
        return redirect(address.of_case("desk.case", reference, _anchor="avis"), code=303)
    return _back(reference, _("La demande d’avis est retirée."))


def _back(reference: str, told: str) -> Answer:
    flash(told, "ok")
    return redirect(address.of_case("desk.case", reference, _anchor="avis"), code=303)


def _used(values: Mapping[str, str]) -> tuple[int, ...]:
    """The places that were filled in; the first one always counts."""
    filled = [n for n in NUMBERS if any(values.get(f"{part}-{n}", "").strip() for part in PARTS)]
    return tuple(filled) or (1,)


def _expert(values: Mapping[str, str], number: int) -> Expert:
    told = {part: one_line(values.get(f"{part}-{number}", "")) for part in PARTS}
    return Expert(told["courriel"], told["nom"], told["qualite"])


def _errors(values: Mapping[str, str], delays: set[str]) -> dict[str, str]:
    """id of the input → sentence."""
    errors: dict[str, str] = {}
    seen: set[str] = set()
    for number in _used(values):
        expert = _expert(values, number)
        errors |= _wrong_expert(expert, number)
        if expert.email.casefold() in seen:
            errors[f"champ-courriel-{number}"] = _("Cette adresse est déjà celle d’un autre expert.")
        seen.add(expert.email.casefold())
    text = lines(values.get("question", ""))
    if not text:
        errors["champ-question"] = _("Écrivez votre question.")
    elif len(text) > LONGEST:
        errors["champ-question"] = _("Raccourcissez votre texte : {n} caractères au plus.").format(n=LONGEST)
    if not values.get("delai") or values["delai"] not in delays:
        errors["champ-delai"] = _("Choisissez jusqu’à quand la réponse est attendue.")
    return errors


def _wrong_expert(expert: Expert, number: int) -> dict[str, str]:
    errors = {}
    missing = {
        "qualite": (expert.quality, _("Saisissez l’organisme ou la fonction de l’expert.")),
        "nom": (expert.name, _("Saisissez le prénom et le nom de l’expert.")),
    }
    for part, (text, sentence) in missing.items():
        if not text:
            errors[f"champ-{part}-{number}"] = sentence
        elif len(text) > LONGEST_NAME:
            told = _("Raccourcissez votre texte : {n} caractères au plus.").format(n=LONGEST_NAME)
            errors[f"champ-{part}-{number}"] = told
    if wrong := wrong_address(expert.email):
        errors[f"champ-courriel-{number}"] = wrong
    return errors
