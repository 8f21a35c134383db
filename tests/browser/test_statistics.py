"""The manager's figures on a phone and on a wide screen: axe, and nothing that scrolls sideways."""

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.browser.walking import check_accessible, sign_in


def test_figures_are_read_chosen_and_taken_away(visit: Visitor) -> None:
    page = visit(PHONE)
    sign_in(page, "responsable@ccas.example")
    page.get_by_role("link", name="Statistiques").click()
    page.get_by_label("Démarche").select_option("cerfa-16029")
    page.get_by_role("button", name="Afficher").click()
    page.wait_for_url("**/bureau/statistiques?demarche=cerfa-16029*")
    check_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger en CSV").click()
    assert download.value.suggested_filename.startswith("statistiques-cerfa-16029-")
    page.set_viewport_size(DESKTOP)
    check_accessible(page)
