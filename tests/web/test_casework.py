"""The pages of labels and assignment: what an agent and a manager see, what is refused, what stays typed."""

from app.core.account import Account
from app.core.desk.casework import Label
from app.usecases.desk import labels
from app.usecases.ports import Ports
from tests.web.pages import Visitor
from tests.web.staff import open_case, rows, sent, told


def test_a_manager_makes_renames_and_deletes_a_label(manager: Visitor) -> None:
    page = manager.get("/bureau/etiquettes")
    wrong = manager.submit(page, {"nom": " ", "couleur": "bad"}, having="service", status=422)
    assert wrong.errors == ["Saisissez un nom."]
    assert wrong.tree.xpath("//select[@id='champ-couleur']/option[@selected]/@value") == ["bad"]
    page = manager.submit(wrong, {"nom": "Urgent"}, having="service")
    assert [badge.text for badge in page.tree.xpath("//h3/span")] == ["Urgent"]
    again = manager.submit(page, {"nom": "urgent", "couleur": "info"}, having="service", status=422)
    assert "déjà pris" in again.errors[0]
    (change, delete) = page.tree.xpath("//form[contains(@action, '/etiquettes/')]/@action")
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    empty = manager.post(change, {"csrf_token": token, "nom": "", "couleur": "info"}, status=422)
    assert empty.tree.xpath("//input[starts-with(@id, 'nom-')][@aria-invalid='true']")
    page = manager.post(change, {"csrf_token": token, "nom": "Très urgent", "couleur": "bad"})
    assert [badge.text for badge in page.tree.xpath("//h3/span")] == ["Très urgent"]
    page = manager.post(delete, {"csrf_token": token})
    assert not page.tree.xpath("//h3/span")


def test_an_agent_ticks_a_label_and_finds_the_dossier_by_it(
    desk: Visitor, ports: Ports, agent: Account
) -> None:
    dossier, other = sent(ports), sent(ports)
    with ports.store.transaction() as tx:
        for name in ("Urgent", "Revu"):
            tx.casework.labels.add(Label(name.lower(), dossier.service_id, name, "bad"))
    page = open_case(desk, dossier.reference)
    labels.put(ports, agent, dossier.reference, ["revu"])  # a colleague, meanwhile
    done = desk.submit(page, {"etiquette": ["urgent"]}, having="vues")
    assert told(done) == "Les étiquettes sont enregistrées."
    carried = done.tree.xpath("//section[h2[@id='etiquettes']]/ul//span/text()")
    assert carried == ["Revu", "Urgent"], "what the colleague has put stays"
    found = rows(desk.get("/bureau?f=etiquettes~contient~urgent"))
    assert (len(found), len(rows(desk.get("/bureau")))) == (1, 2), other.reference
    off = desk.submit(done, {"etiquette": ["revu"]}, having="vues")
    assert off.tree.xpath("//section[h2[@id='etiquettes']]/ul//span/text()") == ["Revu"]
    assert "Étiquettes retirées" in off.text


def test_a_dossier_is_taken_given_and_given_back(
    desk: Visitor, manager: Visitor, ports: Ports, agent: Account
) -> None:
    dossier = sent(ports)
    page = desk.submit(open_case(desk, dossier.reference), having="agent")
    assert "En charge : vous" in page.text
    choice = desk.get(f"/bureau/dossiers/{dossier.reference}/attribution")
    wrong = desk.submit(choice, {"agent": "personne-de-connu"}, having="prevenir", status=422)
    assert wrong.errors == ["Choisissez un agent du service."]
    options = wrong.tree.xpath("//select[@id='champ-agent']/option")
    claire = next(option.get("value") for option in options if option.text == "Claire Morel")
    page = desk.submit(wrong, {"agent": claire}, having="prevenir")
    assert "En charge : Claire Morel" in page.text
    assert rows(manager.get("/bureau?col=charge&f=charge~rempli")), "a column and a filter"
    back = open_case(manager, dossier.reference)
    assert "En charge : vous" in back.text
    assert "personne" in manager.submit(back, having="agent").text
