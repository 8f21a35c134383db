"""How the desk puts a dossier into words: channel, due date, what an action will do.

Pure functions over core values, so that the list, the dossier and the tests read the same
sentences. They refuse to know a request or a template.
"""

from dataclasses import dataclass
from datetime import date
from re import findall
from unicodedata import combining, normalize

from app.core.dossier import Acting, Dossier, Mode
from app.core.field_types.naming import lower_first
from app.core.french import date_in_words, spaced
from app.core.language import _, ngettext
from app.core.legal_time.silence import NONE, SilenceDue, explain
from app.core.legal_time.ticking import Tick
from app.core.workflow import SILENCE, State, Transition, Workflow
from app.web.filters import day

CIVILITIES = {"m", "mme", "mlle", "mr", "monsieur", "madame", "mademoiselle"}
SOON = 7  # days: under this, the due date is shown in the attention colour


@dataclass(frozen=True, slots=True)
class Due:
    """A due date in words. `tone` is "late", "soon" or "": the words alone must be enough."""

    text: str
    why: str = ""
    tone: str = ""


def channel(acting: Acting) -> str:
    """Through which door the dossier came in: "par mandat, France services de Saint-Aubin"."""
    names: dict[Mode, str] = {
        "autonome": _("en ligne"),
        "accompagne": _("accompagné"),
        "mandat": _("par mandat"),
    }
    name = names[acting.mode]
    return f"{name}, {acting.actor.organisation}" if acting.actor.organisation else name


def filled_by(acting: Acting) -> str:
    """Who typed, for whom, in one sentence; "" when the person filled it in alone."""
    if acting.mode == "autonome":
        return ""
    place = f" ({acting.actor.organisation})" if acting.actor.organisation else ""
    text = (
        _("Rempli par {actor}{place} pour {beneficiary}, par mandat.")
        if acting.mode == "mandat"
        else _("Rempli par {actor}{place} pour {beneficiary}, en sa présence.")
    )
    return text.format(actor=acting.actor.name, place=place, beneficiary=acting.beneficiary.name)


def other_name(dossier: Dossier) -> str:
    """A line when the answers name somebody else than the person who was helped; "" when they agree.

    Order, case, accents, civilities and a missing second name make no difference.
    """
    helped = dossier.acting.beneficiary.name
    if dossier.acting.mode == "autonome" or not helped or not dossier.title:
        return ""
    one, other = _name_words(helped), _name_words(dossier.title)
    if one <= other or other <= one:
        return ""
    text = _("Attention : le demandeur, {person}, n’est pas la personne accompagnée, {beneficiary}.")
    return text.format(person=dossier.title, beneficiary=helped)


def _name_words(name: str) -> set[str]:
    bare = "".join(char for char in normalize("NFD", name.lower()) if not combining(char))
    return set(findall(r"\w+", bare)) - CIVILITIES


def due(dossier: Dossier, state: State, rule: str, today: date) -> Due:
    """What remains before silence means something. `rule` is the form's: acceptation, rejet or aucune."""
    if state.terminal or state.tab == "done":
        return Due(
            _("traité"), _("le {day}").format(day=day(dossier.decided_at)) if dossier.decided_at else ""
        )
    if dossier.due_on is None:
        waiting = state.clock not in ("", "none") and rule != NONE
        return Due(_("délai suspendu") if waiting else _("sans échéance"))
    why = _silence(rule)
    days = (dossier.due_on - today).days
    if days < 0:
        late = ngettext("en retard de {n} jour", "en retard de {n} jours", -days).format(n=-days)
        return Due(late, why, "late")
    if days <= 1:
        return Due(_("demain") if days else _("aujourd’hui"), why, "soon")
    return Due(_("dans {n} jours").format(n=days), why, "soon" if days <= SOON else "")


def due_rule(due: SilenceDue | None, tick: Tick | None) -> str:
    """The due date and how it came about, then what the clock will do before it; "" without either."""
    told = list(explain(due)) if due else []
    if tick is not None and not tick.transition.after.startswith(SILENCE):
        text = _("Le {day}, sans action d’ici là : {what}.")
        told.append(text.format(day=date_in_words(tick.on), what=lower_first(tick.transition.done)))
    return " ".join(told)


def _silence(rule: str) -> str:
    return {"acceptation": _("acceptation implicite"), "rejet": _("rejet implicite")}.get(rule, "")


def short_date(date_: date, today: date) -> str:
    """ "24 sept.", with the year when it is not this one."""
    months = (
        _("janv."), _("févr."), _("mars"), _("avr."), _("mai"), _("juin"),
        _("juill."), _("août"), _("sept."), _("oct."), _("nov."), _("déc."),
    )  # fmt: skip
    number = "1er" if date_.day == 1 else str(date_.day)
    year = "" if date_.year == today.year else f" {date_.year}"
    return f"{number} {months[date_.month - 1]}{year}"


def consequences(workflow: Workflow, action: Transition, dossier: Dossier) -> tuple[str, ...]:
    """What this action will do, one sentence a fact, for the page that asks to confirm it."""
    target = workflow.states[action.to]
    facts = [_("Le dossier passe à l’état « {state} ».").format(state=target.agent)]
    if any(move.reopens for move in _leaving(workflow, target)):
        facts.append(_("Cette action est définitive : seul un responsable peut rouvrir le dossier."))
    elif target.terminal:
        facts.append(_("Cette action est définitive : les réponses et la décision ne changent plus."))
    if any(name.startswith("document:decision") for name in action.effects):
        facts.append(_("La lettre de décision est produite en PDF. Elle porte votre nom et votre qualité."))
    if any(name.startswith("mail:") for name in action.effects):
        facts.append(_told(dossier))
    return tuple(spaced(fact) for fact in facts)


def _leaving(workflow: Workflow, state: State) -> list[Transition]:
    return [move for move in workflow.transitions.values() if state.id in move.from_]


def unreached(action: Transition, dossier: Dossier) -> str:
    """What to know before, and after, an action whose mail reaches nobody; "" when it does, or sends none."""
    if dossier.email or not any(name.startswith("mail:") for name in action.effects):
        return ""
    if "motive" not in action.requires:
        return _("Cette personne n’a pas d’adresse électronique : elle ne le verra que sur sa page de suivi.")
    return _(
        "Cette personne n’a pas d’adresse électronique : elle ne lira votre message que sur sa page de "
        "suivi. Prévenez-la par téléphone ou par courrier."
    )


def _told(dossier: Dossier) -> str:
    if dossier.email:
        return _("L’usager reçoit un courriel à l’adresse {email}.").format(email=dossier.email)
    return _(
        "L’usager n’a pas donné d’adresse électronique : il lit la réponse sur sa page de suivi. "
        "Pensez à lui envoyer la lettre par la poste."
    )
