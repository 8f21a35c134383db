"""Every scenario of every form, walked over HTTP without JavaScript until it is sent; one a form, to PDFs."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from app.usecases.ports import Ports
from tests.fixtures.application import settle
from tests.fixtures.doubles import SettableClock
from tests.web.page import Page
from tests.web.pages import Visitor
from tests.web.walking import Walk, declare_and_send

FORMS = Path(__file__).parents[2] / "forms_definitions"


def complete_scenarios() -> Iterator[Any]:
    """The scenarios that may be sent (no error, eligible); the first of each form goes to the documents."""
    for path in sorted(FORMS.glob("*/*.json")):
        raw = json.loads(path.read_text())
        sent = [case for case in raw["scenarios"] if not case["errors"] and not case.get("ineligible")]
        for case in sent:
            yield pytest.param(raw["slug"], case, case is sent[0], id=f"{raw['slug']}: {case['name']}")


@pytest.mark.parametrize(("slug", "case", "printed"), list(complete_scenarios()))
def test_a_scenario_from_the_start_page_to_the_documents(
    client: Visitor, ports: Ports, clock: SettableClock, slug: str, case: dict[str, Any], printed: bool
) -> None:
    if case.get("today"):
        clock.instant = datetime.combine(datetime.fromisoformat(case["today"]), time(10), UTC)
    definition = ports.forms.current(slug)
    walk = Walk(client, definition, case["answers"])
    recap = walk.go()
    assert walk.steps == case["steps"]
    assert recap.heading == "Vérifier et envoyer"

    sent = declare_and_send(client, recap)
    assert sent.heading == "Votre demande est envoyée"
    assert "Nous préparons vos documents" in sent.text

    if printed:
        check_documents(client, ports, sent)


def check_documents(client: Visitor, ports: Ports, sent: Page) -> None:
    settle(ports)
    followed = client.get(sent.link("Suivre ma demande"))
    pdfs = [link for link in followed.tree.xpath("//main//a/@href") if link.endswith(".pdf")]
    assert len(pdfs) == 2
    for pdf in pdfs:
        answer = client.raw.get(pdf)
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF")
