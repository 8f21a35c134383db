"""The annotations of a dossier: filled in by agents, two at once lose nothing, unseen by the citizen."""

import json
import shutil
from pathlib import Path

import pytest
from flask import Flask

from app.adapters.forms import FormFiles
from app.core.account import Account, Membership
from app.core.dossier import Dossier, spell_reference
from app.core.history import tell
from app.usecases import account as accounts
from app.usecases.desk import process
from app.usecases.fill.follow import link
from app.usecases.ports import Ports
from tests.fixtures.application import PASSWORD, PROJECT
from tests.web.pages import Page, Visitor
from tests.web.staff import SLUG, moved, open_case, rows, sent, signed_in, told
from tests.web.test_exports import read_lines, taken

HAVING = "_base"
INTERVIEW = {"entretien_le:jour": "27", "entretien_le:mois": "2", "entretien_le:annee": "2026"}


@pytest.fixture
def colleague(application: Flask, ports: Ports, agent: Account) -> Visitor:
    place = Membership(agent.memberships[0].service_id, "agent")
    return signed_in(
        application,
        accounts.create(
            ports, email="roux@exemple.fr", name="Camille Roux", password=PASSWORD, memberships=(place,)
        ),
    )


def kept(ports: Ports, dossier: Dossier) -> dict[str, object]:
    with ports.store.reading() as tx:
        return dict(tx.dossiers.get(dossier.id).annotations)


def read(page: Page) -> str:
    [section] = page.tree.xpath("//section[h2[@id='annotations']]/dl")
    return " ".join(section.text_content().split())


def test_an_agent_fills_them_in_and_the_citizen_never_reads_them(
    desk: Visitor, client: Visitor, ports: Ports
) -> None:
    dossier = sent(ports)
    page = open_case(desk, dossier.reference)
    assert "Rien n’est encore rempli" in page.text
    done = desk.submit(page, INTERVIEW | {"avis": "reserve", "liens": ["travail", "famille"]}, having=HAVING)
    assert told(done) == "Les annotations sont enregistrées."
    assert "27 février 2026" in read(done)
    assert "Réservé" in read(done)
    assert (
        "Annotations remplies : « Entretien », « Liens constatés avec la commune » et « Avis »" in done.text
    )
    again = desk.submit(done, having=HAVING)
    assert again.text.count("Annotations remplies") == 1, "nothing new, no trace"
    followed = client.get(link(ports, dossier))
    assert "nnotation" not in followed.text
    assert "Réservé" not in followed.text
    with ports.store.reading() as tx:
        events = tx.events.of(dossier.id)
    assert "reserve" not in str([event.data for event in events]), "the answers are not in the history"
    assert not [line for line in tell(events) if "nnotation" in line.text]


def test_what_is_wrong_is_told_beside_the_question_and_nothing_is_lost(desk: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    values = INTERVIEW | {"entretien_le:annee": "2099", "remarques": "À revoir."}
    wrong = desk.submit(open_case(desk, dossier.reference), values, having=HAVING, status=422)
    assert wrong.errors
    assert wrong.errors[0].startswith("Entretien")
    assert wrong.tree.xpath("//details[.//input[@name='_base']]/@open")
    assert wrong.tree.xpath("//textarea[@name='remarques']")[0].text.strip() == "À revoir."
    assert not kept(ports, dossier)
    done = desk.submit(wrong, {"entretien_le:annee": "2026"}, having=HAVING)
    assert told(done) == "Les annotations sont enregistrées."
    assert kept(ports, dossier) == {"entretien_le": "2026-02-27", "remarques": "À revoir."}


def test_two_agents_at_once_lose_nothing(desk: Visitor, colleague: Visitor, ports: Ports) -> None:
    dossier = sent(ports)
    mine, theirs = open_case(desk, dossier.reference), open_case(colleague, dossier.reference)
    colleague.submit(theirs, {"avis": "favorable", "entretien_avec": "M. Diallo"}, having=HAVING)
    both = desk.submit(
        mine, {"remarques": "Vu au guichet.", "avis": "defavorable"}, having=HAVING, status=409
    )
    [error] = both.errors
    assert error.startswith("Avis : entre-temps, Camille Roux a répondu « Favorable »")
    assert kept(ports, dossier) == {"avis": "favorable", "entretien_avec": "M. Diallo"}
    typed = both.tree.xpath("//form[.//input[@name='_base']]")[0]
    assert typed.xpath(".//input[@name='avis'][@checked]/@value") == ["defavorable"]
    assert typed.xpath(".//input[@name='entretien_avec']/@value") == ["M. Diallo"], "theirs is seen"
    desk.submit(both, having=HAVING)
    assert kept(ports, dossier) == {
        "avis": "defavorable", "entretien_avec": "M. Diallo", "remarques": "Vu au guichet."
    }  # fmt: skip


def test_a_colleagues_other_answers_are_told_when_both_are_kept(
    desk: Visitor, colleague: Visitor, ports: Ports
) -> None:
    dossier = sent(ports)
    mine, theirs = open_case(desk, dossier.reference), open_case(colleague, dossier.reference)
    colleague.submit(theirs, {"entretien_avec": "M. Diallo"}, having=HAVING)
    done = desk.submit(mine, {"avis": "favorable"}, having=HAVING)
    assert "Camille Roux les remplissait aussi" in done.text
    assert kept(ports, dossier) == {"entretien_avec": "M. Diallo", "avis": "favorable"}


def test_they_are_columns_filters_orders_and_exports_of_the_list(desk: Visitor, ports: Ports) -> None:
    seen, other = sent(ports), sent(ports)
    values = INTERVIEW | {"avis": "reserve", "liens": ["travail"]}
    desk.submit(open_case(desk, seen.reference), values, having=HAVING)
    for asked in ("n.avis~egal~reserve", "n.liens~contient~travail", "n.entretien_le~plus~01/02/2026"):
        found = rows(desk.get(f"/bureau?demarche={SLUG}&f={asked}"))
        assert found == [spell_reference(seen.reference)], asked
    assert rows(desk.get(f"/bureau?demarche={SLUG}&f=n.avis~vide")) == [spell_reference(other.reference)]
    page = desk.get(f"/bureau?demarche={SLUG}&col=n.avis&tri=n.avis")
    assert "Avis (annotation)" in page.text
    assert rows(page)[0] == spell_reference(seen.reference), "what is filled in comes first"
    first, second = read_lines(taken(desk, "?format=jsonl").data)
    assert (first["annotation:avis"], second.get("annotation:avis")) == ("Réservé", None)


def test_what_a_colleagues_answer_no_longer_asks_is_told_not_lost(
    desk: Visitor, colleague: Visitor, ports: Ports
) -> None:
    dossier = sent(ports)
    mine = desk.submit(open_case(desk, dossier.reference), {"avis": "defavorable"}, having=HAVING)
    assert "Vos réponses ouvrent une question : « Orientation à proposer »." in mine.text
    assert mine.tree.xpath("//textarea[@name='orientation']")
    theirs = open_case(colleague, dossier.reference)
    colleague.submit(theirs, {"avis": "favorable"}, having=HAVING)
    typed = {"orientation": "La mairie de Rennes", "entretien_le:jour": "42"}
    wrong = desk.submit(mine, typed | {"avis": "reserve"}, having=HAVING, status=409)
    assert len(wrong.errors) == 2, "the conflict, and the date"
    back = desk.submit(mine, {"orientation": "La mairie de Rennes"}, having=HAVING)
    assert "Vous y aviez saisi : La mairie de Rennes" in back.text
    assert kept(ports, dossier) == {"avis": "favorable"}


class TestBeforeTheDecision:
    """A definition may ask the service for an answer before it decides."""

    @pytest.fixture
    def form_files(self, tmp_path: Path) -> FormFiles:
        folder = tmp_path / "forms"
        shutil.copytree(PROJECT / "forms_definitions" / SLUG, folder / SLUG)
        path = folder / SLUG / "1.json"
        raw = json.loads(path.read_text(encoding="utf-8"))
        raw["annotations"]["schema"]["required"] = ["avis"]
        path.write_text(json.dumps(raw), encoding="utf-8")
        return FormFiles(folder)

    def test_the_motive_waits_until_they_are_filled_in(
        self, desk: Visitor, ports: Ports, agent: Account
    ) -> None:
        dossier = moved(ports, agent, sent(ports), "take")
        page = open_case(desk, dossier.reference)
        assert "À remplir avant la décision : Avis." in page.text
        decide = f"/bureau/dossiers/{dossier.reference}/actions/refuse"
        assert told(desk.get(decide)) == "Remplissez d’abord les annotations du service : Avis."
        token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]  # from a page opened before
        values = {"csrf_token": token, "motive": "Aucun lien.", "from_state": dossier.state}
        back = desk.post(decide, values, status=422)
        assert back.errors == ["Remplissez d’abord les annotations du service : Avis."]
        assert "Aucun lien." in back.text
        desk.submit(back, {"avis": "defavorable"}, having=HAVING)
        process.act(ports, agent, dossier.reference, "refuse", motive="Aucun lien.")
