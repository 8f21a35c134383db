"""Whatever is posted to a step of a real form, whole or field by field, it gets an answer: never a 5xx."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from app.adapters.forms import FormFiles
from app.core.dossier import Dossier
from app.settings import Settings
from app.usecases.fill.follow import link
from app.usecases.ports import Ports
from app.web.factory import create_app
from tests.web.pages import Page, Visitor, form_values
from tests.web.staff import WITH_FILES, draft

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
LINES = {10: None, 13: None, 0: None}  # what no HTTP header can hold
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
            own = form_values(Page(page, url).form())
            fuzz(visitor, url, own)
            restore(ports, dossier)


def fuzzed(*, examples: int) -> tuned:
    """The same examples at each run."""
    return tuned(
        max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )


def test_no_upload_is_a_server_error(settings: Settings, ports: Ports, forms_with_files: FormFiles) -> None:
    """Begun, appended to and finished with anything: the script's road is open to anybody's program."""
    application = create_app(replace(ports, forms=forms_with_files), settings)
    application.config["WTF_CSRF_ENABLED"] = False
    visitor = Visitor(application)
    step = visitor.submit(visitor.get(f"/demarches/{WITH_FILES}")).url
    own = visitor.raw.post(f"{step}/envois", data={"path": "identite", "size": "9"}).json["id"]
    place = step.partition("/etapes/")[0] + "/envois/"
    ids = st.one_of(st.just(own), st.sampled_from(["0" * 32, "x", "%2e%2e", "é", "%00"]))

    @fuzzed(examples=40)
    @given(id_=ids, path=text, name=text, number=st.one_of(text, st.sampled_from(NUMBERS)), body=st.binary())
    def sent(id_: str, path: str, name: str, number: str, body: bytes) -> None:
        offset = {"Upload-Offset": number.encode("utf-8", "replace").decode("latin-1").translate(LINES)}
        for answer in (
            visitor.raw.post(f"{step}/envois", data={"path": path, "size": number}),
            visitor.raw.get(place + id_),
            visitor.raw.patch(place + id_, data=body, headers=offset),
            visitor.raw.post(f"{step}/envois/{id_}", data={"path": path, "name": name}),
            visitor.raw.post(f"{step}/envois/{id_}", data={"path": "identite", "name": name}),
            visitor.raw.get(f"/pieces/{id_}"),
            visitor.raw.get(f"/pieces/{id_}/vignette"),
        ):
            assert answer.status_code < 500, (answer.request.url, answer.status_code)

    sent()


def fuzz(visitor: Visitor, url: str, own: Mapping[str, Any]) -> None:
    """Post the page's own inputs with some of them spoilt, some left out, some made up."""
    names = sorted(set(own) - {"_revision", "_shown", "_base", "csrf_token"}) or ["x"]

    @fuzzed(examples=4)
    @given(
        spoilt=st.dictionaries(
            st.sampled_from(names), st.one_of(text, st.lists(text, max_size=3)), max_size=6
        ),
        made_up=st.dictionaries(text, text, max_size=1),
        shown=st.one_of(st.none(), text),
        action=st.sampled_from(ACTIONS),
        revision=st.one_of(st.none(), st.sampled_from(NUMBERS)),
        base=st.one_of(st.none(), text, st.sampled_from([f"{names[0]}=", f"{names[0]}=?", "= =", "a=b=c"])),
    )
    def posted(spoilt: Any, made_up: Any, shown: Any, action: str, revision: Any, base: Any) -> None:
        data = {**own, **spoilt, **made_up, "_action": action}
        data |= {"_shown": shown} if shown is not None else {}
        data |= {"_revision": revision} if revision is not None else {}
        for place in (url, f"{url}/enregistrement-auto"):
            answer = visitor.raw.post(place, data=data | ({"_base": base} if base is not None else {}))
            assert answer.status_code < 500, (place, data, base, answer.status_code)

    posted()


def restore(ports: Ports, dossier: Dossier) -> None:
    """The draft as it was, so that the next step is open."""
    with ports.store.transaction() as tx:
        kept = tx.dossiers.get(dossier.id)
        changed = replace(kept, working=dossier.working, typed={})
        tx.dossiers.save_working(changed, based_on=kept.revision)
