"""Rows on pages without a script: three layouts, their buttons, and two windows on one draft."""

import pytest

from app.adapters.forms import FormFiles
from app.usecases.ports import Ports
from tests.core.files import PDF
from tests.web.conftest import Walker
from tests.web.pages import Page, Visitor, form_values
from tests.web.walking import declare_and_send

SLUG = "lignes"
FIRST = {"depenses[0].libelle": "Chaises", "depenses[0].quantite": "4", "depenses[0].prix": "12,50"}


@pytest.fixture
def form_files(forms_with_files: FormFiles) -> FormFiles:
    return forms_with_files


@pytest.fixture
def expenses(client: Visitor, walk: Walker) -> Page:
    """The step with a table, with two lines: chairs and a table."""
    page = walk(SLUG).start()
    page = client.submit(page, FIRST, button="ajouter:depenses")
    second = {"depenses[1].libelle": "Table", "depenses[1].quantite": "1", "depenses[1].prix": "99,90"}
    return client.submit(page, second, button="ajouter:depenses")


def household(client: Visitor, page: Page) -> Page:
    """From the table to the list of pages."""
    page = client.submit(page, {}, button="retirer:depenses[2]")
    return client.submit(page, {}, button="suivant")


def labels(page: Page, name: str = "depenses") -> list[str]:
    return [value for path, value in form_values(page.form()).items() if path.endswith(".libelle")]


def test_a_required_repeat_opens_with_one_row_and_adding_makes_two(client: Visitor, walk: Walker) -> None:
    page = walk(SLUG).start()
    assert "depenses[0].libelle" in page.names()
    assert not page.tree.xpath("//button[starts-with(@value, 'retirer:')]")
    added = client.submit(page, {}, button="ajouter:depenses")
    assert added.anchor == "q-depenses-1-libelle"
    assert added.anchor in added.ids()


def test_a_table_has_a_header_for_each_column_and_each_row(expenses: Page) -> None:
    [table] = expenses.tree.xpath("//main//table")
    assert [th.text_content().split()[0] for th in table.xpath(".//th[@scope='col']")][:4] == [
        "Dépense", "Libellé", "Quantité", "Prix",
    ]  # fmt: skip
    assert len(table.xpath(".//th[@scope='row']")) == 3
    assert "50,00 €" in expenses.text
    assert "149,90 €" in expenses.text


def test_a_removed_row_comes_back_at_its_place(client: Visitor, expenses: Page) -> None:
    fewer = client.submit(expenses, {"depenses[0].libelle": "Chaises bleues"}, button="retirer:depenses[0]")
    assert fewer.anchor == "q-depenses"
    assert "Ligne retirée : Dépense 1." in fewer.text
    assert labels(fewer) == ["Table", ""]
    again = client.get(fewer.url)
    back = client.submit(again, {}, button="retablir:depenses=1")
    assert labels(back) == ["Chaises bleues", "Table", ""]
    assert back.anchor in back.ids()


def test_rows_are_copied_and_moved(client: Visitor, expenses: Page) -> None:
    copied = client.submit(expenses, {}, button="dupliquer:depenses[0]")
    assert labels(copied) == ["Chaises", "Chaises", "Table", ""]
    assert copied.anchor == "q-depenses-1-libelle"
    assert "Vous avez atteint le maximum : 4 dépenses." in copied.text
    moved = client.submit(copied, {}, button="monter:depenses[2]")
    assert labels(moved) == ["Chaises", "Table", "Chaises", ""]
    assert moved.anchor == "q-depenses-ligne-2"
    assert moved.anchor in moved.ids()


def test_a_row_typed_in_another_window_goes_to_the_same_row(client: Visitor, expenses: Page) -> None:
    """One window removes row 1 while the other types in row 2."""
    client.submit(expenses, {}, button="retirer:depenses[0]")
    late = client.submit(expenses, {"depenses[1].libelle": "Grande table"}, button="ajouter:depenses")
    assert labels(late)[0] == "Grande table"
    assert "Chaises" not in labels(late)


def test_what_is_typed_in_a_row_that_is_gone_is_told_and_can_come_back(
    client: Visitor, expenses: Page
) -> None:
    client.submit(expenses, {}, button="retirer:depenses[0]")
    typed = {"depenses[0].libelle": "Chaises vertes", "depenses[1].prix": "100"}
    conflict = client.submit(expenses, typed, button="suivant", status=409)
    assert "Dépense 1 n’est plus dans le formulaire. Vous y aviez saisi :" in conflict.text
    assert "Libellé : Chaises vertes" in conflict.text
    assert form_values(conflict.form())["depenses[0].prix"] == "100"
    back = client.submit(conflict, {}, button="retablir:depenses=1")
    assert labels(back)[:2] == ["Chaises", "Table"]


def test_a_row_has_its_own_page_which_leads_back_to_the_list(client: Visitor, expenses: Page) -> None:
    page = household(client, expenses)
    assert page.heading == "Votre foyer"
    assert "À compléter" in page.text
    person = client.get(page.link("Modifier"))
    assert person.heading == "Personne 1"
    assert person.url.endswith("/etapes/foyer/lignes/foyer/1")
    wrong = client.submit(person, {"foyer[0].travaille": "oui"}, button="suivant", status=422)
    assert [line.split(" : ")[0] for line in wrong.errors] == ["Personne 1, nom et prénom"]
    income = {"foyer[0].revenus[0].nature": "salaire", "foyer[0].revenus[0].montant": "1500"}
    typed = {"foyer[0].nom": "Anna Martin", **income}
    two = client.submit(wrong, typed, button="ajouter:foyer[0].revenus")
    assert two.anchor == "q-foyer-0-revenus-1-nature"
    one = client.submit(two, {}, button="retirer:foyer[0].revenus[1]")
    assert one.heading == "Personne 1"
    listed = client.submit(one, {}, button="suivant")
    assert listed.heading == "Votre foyer"
    assert "Anna Martin · 1 revenu · 1 500,00 €" in listed.text
    assert "adresse_employeur" in listed.names()


def test_a_list_tells_what_is_missing_in_its_rows(client: Visitor, expenses: Page) -> None:
    page = household(client, expenses)
    added = client.submit(page, {}, button="ajouter:foyer")
    assert added.heading == "Personne 2"
    wrong = client.submit(client.get(added.link("Revenir à la liste")), {}, button="suivant", status=422)
    assert any(line.startswith("Personne 2, nom et prénom") for line in wrong.errors)
    targets = wrong.tree.xpath("//*[@id='erreurs']//a/@href")
    assert all(target.removeprefix("#") in wrong.ids() for target in targets)


def test_a_row_that_is_gone_leads_to_the_list(client: Visitor, expenses: Page) -> None:
    page = household(client, expenses)
    added = client.submit(page, {}, button="ajouter:foyer")
    listed = client.get(added.link("Revenir à la liste"))
    client.submit(listed, {}, button="retirer:foyer[1]")
    assert client.get(added.url).heading == "Votre foyer"
    late = client.submit(added, {"foyer[1].nom": "Paul"}, button="suivant", status=409)
    assert "Vous y aviez saisi :" in late.text


def test_a_file_follows_its_row_and_is_not_copied(client: Visitor, expenses: Page, ports: Ports) -> None:
    page = household(client, expenses)
    person = client.get(page.link("Modifier"))
    typed = {"foyer[0].nom": "Anna", "foyer[0].travaille": "non", "foyer[0].justificatif": [("a.pdf", PDF)]}
    given = client.submit(person, typed, button="joindre:foyer[0].justificatif")
    assert given.heading == "Personne 1"
    assert "a.pdf" in given.text
    listed = client.submit(given, {}, button="suivant")
    added = client.submit(listed, {}, button="ajouter:foyer")
    listed = client.get(added.link("Revenir à la liste"))
    moved = client.submit(listed, {}, button="descendre:foyer[0]")
    assert "a.pdf" not in client.get(moved.url + "/lignes/foyer/2").text
    followed = client.get(moved.url + "/lignes/foyer/1")
    assert followed.heading == "Personne 2"
    assert "a.pdf" in followed.text
    copied = client.submit(moved, {}, button="dupliquer:foyer[1]")
    assert copied.heading == "Personne 3"
    assert "a.pdf" not in copied.text


def test_a_file_given_by_a_late_page_goes_to_its_row(client: Visitor, expenses: Page) -> None:
    page = household(client, expenses)
    late = client.get(page.link("Modifier"))
    client.submit(late, {"foyer[0].nom": "Anna"}, button="suivant", status=422)
    added = client.submit(client.get(page.url), {}, button="ajouter:foyer")
    listed = client.get(added.link("Revenir à la liste"))
    client.submit(listed, {}, button="descendre:foyer[0]")
    typed = {"foyer[0].justificatif": [("a.pdf", PDF)]}
    given = client.submit(late, typed, button="joindre:foyer[0].justificatif")
    assert given.heading == "Personne 2"
    assert "a.pdf" in given.text


def test_what_was_removed_is_forgotten_once_sent(client: Visitor, walk: Walker, ports: Ports) -> None:
    walking = walk(SLUG)
    page = client.submit(walking.start(), FIRST, button="dupliquer:depenses[0]")
    page = client.submit(page, {}, button="retirer:depenses[0]")
    reference = page.url.split("/")[2]
    declare_and_send(client, walking.go(page))
    with ports.store.reading() as tx:
        kept = tx.dossiers.by_reference(reference)
    assert kept.submitted_at
    assert not any(record["gone"] for record in kept.row_ids.values())


def test_a_budget_tells_each_wrong_amount_and_adds_up(client: Visitor, walk: Walker) -> None:
    page = walk(SLUG).to("budget")
    typed = {"compte.charges:c60": "mille", "compte.charges:c61": "beaucoup", "compte.charges:c62": "12,5"}
    wrong = client.submit(page, typed, button="suivant", status=422)
    assert [line.partition(" : ")[0] for line in wrong.errors] == [
        "Charges, 60 – Achats", "Charges, 61 – Services extérieurs",
    ]  # fmt: skip
    targets = wrong.tree.xpath("//*[@id='erreurs']//a/@href")
    assert targets == ["#q-compte-charges-c60", "#q-compte-charges-c61"]
    assert form_values(wrong.form())["compte.charges:c62"] == "12,5"
    good = client.submit(wrong, {"compte.charges:c60": "1000", "compte.charges:c61": ""}, button="suivant")
    assert good.heading != "Votre budget"


def test_the_whole_form_is_read_back_and_sent(walk: Walker, ports: Ports) -> None:
    recap = walk(SLUG).go()
    for told in ("Dépense 1", "50,00 €", "Personne 1", "Revenu 2", "200,50 €", "60 – Achats", "1 300,00 €"):
        assert told in recap.text
