"""Whatever is posted to a step of a real form, it gets a page: never a 5xx, and nothing else is changed."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.usecases.follow import link
from app.usecases.ports import Ports
from tests.web.pages import Visitor, form_values
from tests.web.staff import draft

FORMS = sorted(
    path.parent.name for path in (Path(__file__).parents[2] / "forms_definitions").glob("*/1.json")
)
CLUMSY = (
    "", " ", "0", "-1", "31", "١٢", "３５０００", "\x00", "\u202e", "\ufeff", "\ud7ff", "é" * 300,
    "x" * 20_000,
    "<script>", "' OR 1=1 --", '=cmd|" /C calc"!A0', "1e309", "NaN", "Infinity", "٠", "{}", "[]",
    "../../etc/passwd", "%00", "{{7*7}}", "12 €", "\r\n\r\n", "🙂",
)  # fmt: skip
ACTIONS = (
    "suivant", "plus-tard", "", "inconnu", "ajouter:", "ajouter:x", "retirer:x[0]", "retirer:[", "joindre:x",
    "retirer-piece:x", "retirer:x[99999999999]", "\u0662", "monter:x[0]", "dupliquer:x[0]", "remettre:x[0]",
)  # fmt: skip
NUMBERS = ("0", "1", "-1", "999999999999999999999", "x", "", "1.5", "²")
text = st.one_of(st.sampled_from(CLUMSY), st.text(max_size=30))


@pytest.mark.parametrize("slug", FORMS)
def test_no_post_to_a_step_is_a_server_error(application: Flask, ports: Ports, slug: str) -> None:
    application.config["WTF_CSRF_ENABLED"] = False
    visitor = Visitor(application)
    dossier = draft(ports, slug=slug)
    visitor.get(link(ports, dossier).removeprefix(ports.base_url))
    for step in ports.forms.current(slug).steps:
        url = f"/dossiers/{dossier.reference}/etapes/{step.id}"
        page = visitor.raw.get(url)
        if page.status_code == 200:
            own = form_values(visitor.get(url).form())
            fuzz(visitor, url, own)
            restore(ports, dossier.id, slug)


def fuzz(visitor: Visitor, url: str, own: Mapping[str, Any]) -> None:
    """Post the page's own inputs with some of them spoilt, some left out, some made up."""
    names = sorted(set(own) - {"_revision", "_shown", "csrf_token"}) or ["x"]

    @settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(
        spoilt=st.dictionaries(
            st.sampled_from(names), st.one_of(text, st.lists(text, max_size=3)), max_size=6
        ),
        made_up=st.dictionaries(text, text, max_size=1),
        shown=st.one_of(st.none(), text),
        action=st.sampled_from(ACTIONS),
        revision=st.one_of(st.none(), st.sampled_from(NUMBERS)),
    )
    def posted(spoilt: Any, made_up: Any, shown: Any, action: str, revision: Any) -> None:
        data = {**own, **spoilt, **made_up, "_action": action}
        data |= {"_shown": shown} if shown is not None else {}
        data |= {"_revision": revision} if revision is not None else {}
        answer = visitor.raw.post(url, data=data)
        assert answer.status_code < 500, (data, answer.status_code)

    posted()


def restore(ports: Ports, dossier_id: str, slug: str) -> None:
    """The draft as it was, so that the next step is open."""
    fresh = draft(ports, slug=slug)
    with ports.store.transaction() as tx:
        kept = tx.dossiers.get(dossier_id)
        tx.dossiers.save_working(replace(kept, working=fresh.working, typed={}), based_on=kept.revision)
