"""`/bureau/repartition`: the rules that send dossiers to groups, form by form, for the manager."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.core.desk.columns import Column
from app.core.desk.filters import YES_NO, operator_names
from app.core.desk.routing import Comparison, operators
from app.core.errors import NotFound
from app.core.language import _
from app.usecases.desk import routing_rules
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.desk.routing_rules import NewRule, RulesPage
from app.web.access import ports, require_account
from app.web.desk.blueprint import Answer, blueprint
from app.web.posted import only

STEPS = {"monter": -1, "descendre": 1}
FIELDS = ("question", "operateur", "valeur", "fin", "groupe", "condition", "avec")


@blueprint.get("/repartition")
def routing() -> Answer:
    """/bureau/repartition · manager: the forms of their services, with how many rules each has"""
    return render_template("desk/routing.html", forms=routing_rules.forms(ports(), require_account()))


@blueprint.get("/repartition/<slug>")
def rules(slug: str) -> Answer:
    """/bureau/repartition/<slug> · manager of the service: its rules; `?question=` compares one"""
    found = routing_rules.open_rules(ports(), require_account(), slug)
    return _page(found, {"question": request.args.get("question", "")})


@blueprint.post("/repartition/<slug>")
def add_rule(slug: str) -> Answer:
    """/bureau/repartition/<slug> · manager of the service: a rule, or one more comparison in a rule"""
    only(request.form, *FIELDS)
    typed = {name: request.form.get(name, "") for name in FIELDS}
    new = NewRule(
        group_id=typed["groupe"],
        question=typed["question"],
        comparison=Comparison(typed["operateur"], (typed["valeur"], typed["fin"])),
        written=typed["condition"],
        beside=typed["avec"],
    )
    try:
        routing_rules.add(ports(), require_account(), slug, new)
    except CaseworkRefused as refusal:
        found = routing_rules.open_rules(ports(), require_account(), slug)
        return _page(found, typed, refusal), 422
    return _done(slug, _("La règle est enregistrée. Elle vaut pour les dossiers à venir."))


@blueprint.post("/repartition/<slug>/<rule_id>")
def change_rule(slug: str, rule_id: str) -> Answer:
    """/bureau/repartition/<slug>/<id> · manager of the service: earlier, later, or away"""
    only(request.form, "action")
    action = request.form.get("action", "")
    if action == "supprimer":
        routing_rules.delete(ports(), require_account(), slug, rule_id)
        return _done(slug, _("La règle est supprimée. Les dossiers restent où elle les a envoyés."))
    if action not in STEPS:
        raise NotFound
    routing_rules.move(ports(), require_account(), slug, rule_id, STEPS[action])
    return _done(slug, _("L’ordre des règles est enregistré."))


def _done(slug: str, text: str) -> Response:
    flash(text, "ok")
    return redirect(url_for("desk.rules", slug=slug), code=303)


def _page(found: RulesPage, typed: dict[str, str], refusal: CaseworkRefused | None = None) -> str:
    question = next((one for one in found.questions if one.key == typed["question"]), None)
    place = (refusal.place or "valeur") if refusal else ""
    written = bool(refusal and place == "condition") or bool(typed.get("condition"))
    groups = [(one.id, one.name) for one in found.routes.groups]
    where = f"champ-{place}-ecrite" if written and place == "groupe" else f"champ-{place}"
    return render_template(
        "desk/rules.html",
        found=found,
        groups=groups,
        fallback=found.routes.fallback,
        questions=[(one.key, one.label) for one in found.questions],
        question=question,
        operators=_operators(question) if question else [],
        values=_values(question) if question else [],
        typed=typed,
        written=written,
        error={place: str(refusal)} if refusal else {},
        page_errors=[(where, str(refusal))] if refusal else [],
    )


def _operators(question: Column) -> list[tuple[str, str]]:
    kept = operators(question)
    return [(name, words) for name, words in operator_names(question.type) if name in kept]


def _values(question: Column) -> list[tuple[str, str]]:
    """The values to choose from, none when one is typed."""
    if question.type == "boolean":
        return list(zip(YES_NO, (_("oui"), _("non")), strict=True))
    return [(option.value, option.title) for option in question.options]
