"""A file looked at in the desk: its page, its neighbours, and the policy under which its content is shown."""

from dataclasses import replace

import pytest

from app.adapters.forms import FormFiles
from app.core.dossier import Dossier
from app.usecases.fill import attach, start
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.adapters.test_pdf_still import hostile
from tests.core.files import PDF, PNG
from tests.web.pages import Visitor
from tests.web.staff import WITH_FILES, open_case


@pytest.fixture
def form_files(forms_with_files: FormFiles) -> FormFiles:
    return forms_with_files


def given(ports: Ports, *files: tuple[str, bytes]) -> tuple[Dossier, list[str]]:
    """A dossier sent with these files, and their ids in order."""
    dossier = start(ports, WITH_FILES)
    with ports.store.transaction() as tx:
        tx.dossiers.save_working(replace(dossier, working={"nom": "Le Goff", "heberge": False}), based_on=0)
    ids = [attach.add(ports, dossier.id, "vous", "identite", name, [content]).id for name, content in files]
    return submit(ports, dossier.id, declared=True).dossier, ids


def test_an_agent_looks_at_each_file_one_after_the_other(desk: Visitor, ports: Ports) -> None:
    dossier, ids = given(ports, ("carte.pdf", hostile()), ("verso.png", PNG))
    page = open_case(desk, dossier.reference)
    [first, second] = page.tree.xpath("//ul[@class='case-files']//a[starts-with(., 'Regarder')]/@href")
    page = desk.get(first)
    assert page.heading == "carte.pdf"
    assert "Pièce 1 sur 2 · PDF, 2 pages" in page.text
    [shown] = page.tree.xpath("//object[@type='application/pdf']/@data")
    assert desk.raw.get(shown).data.startswith(b"%PDF")
    assert [link.get("rel") for link in page.tree.xpath("//nav//a[@rel]")] == ["next"]
    page = desk.get(page.tree.xpath("//a[@rel='next']/@href")[0])
    assert (page.heading, first.rpartition("/")[2]) == ("verso.png", ids[0])
    assert page.tree.xpath("//a[@rel='prev']/@href") == [first]
    assert "image" in page.text
    [picture] = page.tree.xpath("//main//img[@alt]/@src")
    assert desk.raw.get(picture).mimetype == "image/png"
    assert second.endswith(ids[1])


def test_the_content_is_shown_where_nothing_of_it_can_act(desk: Visitor, ports: Ports) -> None:
    dossier, ids = given(ports, ("carte.pdf", hostile()), ("verso.png", PNG))
    for id_ in ids:
        answer = desk.raw.get(f"/bureau/dossiers/{dossier.reference}/pieces/{id_}/apercu")
        policy = answer.headers["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "sandbox", "frame-ancestors 'self'"} <= set(policy)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert b"JavaScript" not in answer.data
    around = desk.raw.get(f"/bureau/dossiers/{dossier.reference}/pieces/{ids[0]}")
    policy = around.headers["Content-Security-Policy"]
    assert "object-src 'self'" in policy
    assert "'unsafe" not in policy
    elsewhere, _ids = given(ports, ("carte.pdf", PDF))
    desk.get(f"/bureau/dossiers/{elsewhere.reference}/pieces/{ids[0]}", status=404)


def test_what_cannot_be_shown_says_why_and_can_still_be_had(desk: Visitor, ports: Ports) -> None:
    dossier, [id_] = given(ports, ("carte.pdf", PDF))
    url = f"/bureau/dossiers/{dossier.reference}/pieces/{id_}"
    page = desk.get(url)
    assert "il semble abîmé" in page.text
    assert page.tree.xpath("//nav//a[starts-with(., 'Télécharger')]")
    assert not page.tree.xpath("//object | //main//img")
    desk.get(f"{url}/apercu", status=404)
    with ports.store.transaction() as tx:
        tx.attachments.scanned(id_, "infected")
    page = desk.get(url)
    assert "il n’est pas sûr" in page.text
    assert not page.tree.xpath("//nav//a[starts-with(., 'Télécharger')]")
    desk.get(f"{url}/apercu", status=404)
