"""A manager's morning, at 320 px then on a large screen: groups, a rule, an absence, the load of the team."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.browser.walking import check_accessible, sign_in

FORM = "/bureau/repartition/cerfa-16029"


def test_a_manager_sets_the_team_up(visit: Visitor) -> None:
    page = visit(PHONE)
    sign_in(page, "responsable@ccas.example")
    page.goto("/bureau/groupes")
    page.get_by_label("Nom", exact=True).fill("Hébergement")
    page.get_by_role("button", name="Créer le groupe").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_role("checkbox").first).to_be_checked()
    check_accessible(page)

    page.goto(FORM)
    page.get_by_label("Question").select_option(index=1)
    page.get_by_role("button", name="Choisir cette question").click()
    page.get_by_label("Confier au groupe").first.select_option(label="Hébergement")
    page.get_by_role("button", name="Enregistrer la règle").click()
    expect(page.locator(".errors")).to_be_visible()
    check_accessible(page)
    page.locator("#champ-operateur").select_option("rempli")
    page.get_by_role("button", name="Enregistrer la règle").click()
    expect(page.locator(".team-rules")).to_contain_text("Hébergement")
    check_accessible(page)

    page.goto("/bureau/absences")
    page.get_by_label("Premier jour").fill("1/12/2030")
    page.get_by_label("Dernier jour").fill("12/12/2030")
    page.get_by_role("button", name="Enregistrer l’absence").click()
    expect(page.locator(".desk-views")).to_contain_text("du 1er décembre 2030")
    check_accessible(page)
    page.goto("/bureau/equipe")
    expect(page.locator(".team-table").first).to_contain_text("12 décembre 2030")
    check_accessible(page)

    page.set_viewport_size(DESKTOP)
    check_accessible(page)
    undo(page)


def undo(page: Page) -> None:
    """The site is shared by the session: what was made goes."""
    page.goto(FORM)
    page.get_by_role("button", name="Supprimer la règle").click()
    page.goto("/bureau/groupes")
    page.get_by_role("button", name="Supprimer « Hébergement »").click()
    page.goto("/bureau/absences")
    page.get_by_role("button", name="Supprimer l’absence").click()
    expect(page.locator(".desk-views")).to_have_count(0)
