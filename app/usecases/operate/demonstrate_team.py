"""Demonstration of groups: two in one service, and the rule that tells their dossiers apart.

It refuses to touch a service that has groups already.
"""

from app.core.account import Account
from app.core.desk.routing import Comparison
from app.core.language import _
from app.usecases.desk import groups, routing_rules
from app.usecases.desk.routing_rules import NewRule
from app.usecases.ports import Ports

FORM, QUESTION = "cerfa-16029", "situation.a_des_ayants_droit"


def share_out(ports: Ports, manager: Account, agent: Account) -> None:
    """Families apart, everybody else by default; only while the form asks the question."""
    form = next((form for form, _rules in routing_rules.forms(ports, manager) if form.slug == FORM), None)
    with ports.store.reading() as tx:
        if form is None or tx.teams.groups.of([form.service.id]):
            return
    families = groups.make(ports, manager, form.service.id, _("Familles"))
    others = groups.make(ports, manager, form.service.id, _("Personnes seules"))
    groups.change(ports, manager, families.id, families.name, [agent.id])
    groups.change(ports, manager, others.id, others.name, [agent.id, manager.id])
    groups.fall_back(ports, manager, form.service.id, others.id)
    if QUESTION in {question.key for question in routing_rules.open_rules(ports, manager, FORM).questions}:
        rule = NewRule(families.id, QUESTION, Comparison("egal", ("oui",)))
        routing_rules.add(ports, manager, FORM, rule)
