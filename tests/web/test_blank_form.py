"""The blank form to print: asked of a worker once a version, then at its address, with its size."""

from dataclasses import replace

from app.usecases.fill import blank_forms
from app.usecases.ports import Ports
from tests.web.pages import Visitor

SLUG = "cerfa-15646"
URL = f"/demarches/{SLUG}/formulaire-a-imprimer.pdf"


def test_a_blank_form_is_made_when_first_asked_for_and_kept(client: Visitor, ports: Ports) -> None:
    start = client.get(f"/demarches/{SLUG}")
    assert start.link("Formulaire à imprimer (PDF)") == URL
    for _twice in range(2):
        soon = client.get(URL, status=202)
        assert soon.link("Ouvrir le formulaire") == URL
    assert ports.queue.blanks == [SLUG, SLUG]  # the queue itself asks once: see its own tests
    for _twice in range(2):
        blank_forms.make(ports, SLUG)
    assert [paper.kind for paper in ports.documents.papers] == ["blank"]
    answer = client.raw.get(URL)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in answer.headers
    assert client.raw.get(URL, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert "Formulaire à imprimer (PDF, " in client.get(f"/demarches/{SLUG}").text.replace("\u00a0", " ")


def test_an_unknown_form_has_none_and_a_queue_that_is_away_is_no_error(client: Visitor, ports: Ports) -> None:
    client.get("/demarches/inconnue/formulaire-a-imprimer.pdf", status=404)
    ports.queue.reachable = False
    client.get(URL, status=202)


def test_a_new_version_and_new_templates_ask_for_a_new_blank(ports: Ports) -> None:
    blank_forms.make(ports, SLUG)
    form = ports.forms.current(SLUG)
    assert blank_forms.size(ports, form) > 0
    assert blank_forms.size(ports, replace(form, hash="another")) == 0
