"""The rules of a service for one form, in the hands of its manager: made, ordered, deleted.

A rule is checked against the published form before it is kept; one that a later version broke is told.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from app.core.account import Account
from app.core.definition import FormDefinition
from app.core.desk.columns import Column
from app.core.desk.filters import NotAFilter
from app.core.desk.group import Routes, Rule
from app.core.desk.routing import Comparison, both, compared, flaws, questions, said
from app.core.errors import NotFound
from app.core.language import _
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.ports import Ports, Transaction

Json = Any
MOST = 100  # rules of one form
NOTHING_ASKED = Comparison("")
LONGEST = 10_000  # characters of a condition that is written


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as its page shows it. `broken` tells why it can no longer hold, "" when all is well."""

    rule: Rule
    sentence: str
    group: str
    broken: str


@dataclass(frozen=True, slots=True)
class RulesPage:
    """All that decides where the dossiers of this form go."""

    form: FormDefinition
    rows: tuple[RuleRow, ...]
    routes: Routes
    questions: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class NewRule:
    """What the manager asks for: a comparison of one question, or a condition that is written out.

    `beside`: the id of a rule that gets this comparison too, "" for a rule of its own.
    """

    group_id: str
    question: str = ""
    comparison: Comparison = NOTHING_ASKED
    written: str = ""
    beside: str = ""


def forms(ports: Ports, account: Account) -> Sequence[tuple[FormDefinition, int]]:
    """The published forms of the services that this account manages, each with its number of rules."""
    services = account.services("manager")
    with ports.store.reading() as tx:
        counted = tx.teams.rules_by_form(services)
    mine = (form for form in ports.forms.published() if form.service.id in services)
    return tuple((form, counted.get((form.service.id, form.slug), 0)) for form in mine)


def open_rules(ports: Ports, account: Account, slug: str) -> RulesPage:
    """The rules of this form, or NotFound when the account does not manage its service."""
    form = _managed(ports, account, slug)
    with ports.store.reading() as tx:
        routes = tx.teams.routes(form.service.id, slug)
    rows = tuple(_row(form, routes, rule) for rule in routes.rules)
    return RulesPage(form, rows, routes, questions(form))


def add(ports: Ports, account: Account, slug: str, new: NewRule) -> None:
    """Keep a rule at the end, or one more comparison in a rule. CaseworkRefused tells what is wrong."""
    form = _managed(ports, account, slug)
    when = _condition(form, new)

    def added(routes: Routes) -> list[Rule]:
        rules = list(routes.rules)
        if new.beside:
            place = _place(rules, new.beside)
            rules[place] = replace(rules[place], when=_checked(form, both(rules[place].when, when)))
            return rules
        if routes.group(new.group_id) is None:
            raise CaseworkRefused(_("Choisissez un groupe."), "groupe")
        if len(rules) >= MOST:
            raise CaseworkRefused(_("Il y a déjà {n} règles : supprimez-en une.").format(n=MOST), "groupe")
        return [*rules, Rule(ports.ids.new(), form.service.id, slug, new.group_id, _checked(form, when))]

    _change(ports, form, added)


def move(ports: Ports, account: Account, slug: str, rule_id: str, by: int) -> None:
    """Read it earlier (by=-1) or later (by=1); at the end, nothing changes. NotFound."""
    form = _managed(ports, account, slug)

    def moved(routes: Routes) -> list[Rule]:
        rules = list(routes.rules)
        place = _place(rules, rule_id)
        rules.insert(max(0, place + by), rules.pop(place))
        return rules

    _change(ports, form, moved)


def delete(ports: Ports, account: Account, slug: str, rule_id: str) -> None:
    """Forget it; dossiers stay where it sent them. NotFound."""
    form = _managed(ports, account, slug)

    def without(routes: Routes) -> list[Rule]:
        rules = list(routes.rules)
        rules.pop(_place(rules, rule_id))
        return rules

    _change(ports, form, without)


def _change(ports: Ports, form: FormDefinition, changed: Callable[[Routes], Sequence[Rule]]) -> None:
    with ports.store.transaction() as tx:
        _keep(tx, form, changed(tx.teams.routes(form.service.id, form.slug)))


def _keep(tx: Transaction, form: FormDefinition, rules: Sequence[Rule]) -> None:
    tx.teams.keep_rules(form.service.id, form.slug, rules)


def _managed(ports: Ports, account: Account, slug: str) -> FormDefinition:
    form = ports.forms.current(slug)
    if form.service.id not in account.services("manager"):
        raise NotFound
    return form


def _place(rules: Sequence[Rule], rule_id: str) -> int:
    for place, rule in enumerate(rules):
        if rule.id == rule_id:
            return place
    raise NotFound


def _row(form: FormDefinition, routes: Routes, rule: Rule) -> RuleRow:
    group = routes.group(rule.group_id)
    wrong = flaws(rule.when, form)
    return RuleRow(
        rule, said(rule.when, form), group.name if group else "", wrong[0].message if wrong else ""
    )


def _condition(form: FormDefinition, new: NewRule) -> Json:
    if new.written.strip():
        return _checked(form, _parsed(new.written), "condition")
    question = next((one for one in questions(form) if one.key == new.question), None)
    if question is None:
        raise CaseworkRefused(_("Choisissez une question."), "question")
    try:
        return _checked(form, compared(question, new.comparison), "valeur")
    except NotAFilter as refusal:
        place = "valeur" if new.comparison.operator else "operateur"
        raise CaseworkRefused(str(refusal), place) from None


def _parsed(text: str) -> Json:
    try:
        return json.loads(text[:LONGEST], parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise CaseworkRefused(
            _("Écrivez la condition en JSON, comme dans la définition du formulaire."), "condition"
        ) from None


def _no_constant(name: str) -> Json:
    raise ValueError(name)


def _checked(form: FormDefinition, when: Json, place: str = "valeur") -> Json:
    found = flaws(when, form)
    if found:
        raise CaseworkRefused(f"{found[0].message} {found[0].fix}".strip(), place)
    return when
