"""The summary of a dossier for the archive: asked for at the desk, listed with its older versions."""

from flask import Flask

from app.core.account import Account
from app.usecases.operate import run_effect
from app.usecases.ports import Ports
from tests.web.pages import Visitor, form_values
from tests.web.staff import sent


def test_an_agent_has_it_made_as_often_as_needed_and_the_citizen_never_reads_it(
    application: Flask, ports: Ports, desk: Visitor, agent: Account
) -> None:
    dossier = sent(ports)
    for _twice in range(2):
        page = desk.get(f"/bureau/dossiers/{dossier.reference}")
        [form] = [one for one in page.tree.xpath("//form") if one.get("action", "").endswith("/synthese")]
        desk.post(form.get("action"), form_values(form))
        for effect_id in ports.queue.woken:  # type: ignore[attr-defined]
            run_effect(ports, effect_id)
    paper = ports.documents.papers[-1]  # type: ignore[attr-defined]
    assert (paper.template, len(paper.facts["documents"])) == ("synthese", 3)  # form, receipt, first summary
    assert any(line.text == "Dossier déposé" or line.text for line in paper.facts["history"])
    page = desk.get(f"/bureau/dossiers/{dossier.reference}")
    assert "Une version remplacée" in page.text
    address = page.link("Synthèse du dossier")
    assert desk.raw.get(address).status_code == 200
    with ports.store.reading() as tx:
        kinds = [document.kind for document in tx.documents.of(dossier.id)]
    assert kinds.count("summary") == 2
    assert Visitor(application).raw.get(address).status_code in (302, 403, 404)
