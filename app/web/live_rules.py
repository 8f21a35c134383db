"""The rules of a step as its page carries them for live.js: which questions come and go, what is worked out.

It writes what `core.page_rules` has sorted; the server judges all the same when the page is sent.
"""

from datetime import date
from typing import Any

from app.core.answers import Verdict
from app.core.conditions import Scope
from app.core.definition import FormDefinition, Step
from app.core.page_rules import PageRule, PageRules, page_rules
from app.web.exact_json import written

Json = Any


def rules_of(definition: FormDefinition, step: Step, verdict: Verdict, today: date) -> PageRules:
    """The rules that the page of this step follows, as the dossier stands."""
    return page_rules(definition, step, Scope(verdict.answers, today))


def block(rules: PageRules, today: date) -> str:
    """What live.js reads, "" when the page has nothing to follow."""
    if not rules.rules:
        return ""
    return written({"today": today.isoformat(), "fields": [_entry(rule) for rule in rules.rules]})


def _entry(rule: PageRule) -> dict[str, Json]:
    told = {
        "path": rule.path, "reads": rule.reads, "when": rule.when, "value": rule.value, "scale": rule.scale,
        "cells": [_entry(cell) for cell in rule.cells],
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in (None, "", [])}
