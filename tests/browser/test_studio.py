"""The studio in a real browser: each page and state is accessible, on a phone and on a desktop."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.browser.walking import check_accessible, sign_in

LIBRARY = "Autorisation de sortie du territoire"


def test_a_draft_is_accessible_in_each_of_its_states(visit: Visitor, tmp_path: Path) -> None:
    page = visit(PHONE, script=True)
    sign_in(page, "conceptrice@ccas.example")
    page.goto("/atelier")
    _look(page, tmp_path, "forms")
    page.get_by_label("Titre de la démarche").fill("Aide d’urgence inondation")
    page.get_by_role("button", name="Commencer par une page blanche").click()
    page.locator("#p-nouvelle").evaluate("input => { input.maxLength = 400; input.value = 'x'.repeat(400) }")
    page.get_by_role("button", name="Ajouter la question").click()
    page.locator("#erreurs").wait_for()
    _look(page, tmp_path, "wrong", PHONE, DESKTOP)
    page.goto("/atelier")
    page.get_by_role("button", name=LIBRARY).click()
    page.locator(".studio-outline").wait_for()
    page.locator(".studio-question--when").first.click()
    page.locator(".studio-sentence").wait_for()
    page.locator(".studio-side details").evaluate_all("folds => folds.forEach(fold => { fold.open = true })")
    _look(page, tmp_path, "question", PHONE, DESKTOP)
    page.goto(page.url.partition("?")[0] + "/json")
    _look(page, tmp_path, "json")
    page.goto(page.url.removesuffix("json") + "publication")
    _look(page, tmp_path, "publication")


def test_a_draft_is_tried_published_and_followed_by_its_citizens(visit: Visitor) -> None:
    """Each page and state of trying and publishing, then what a citizen meets: axe once each."""
    page, citizen = visit(PHONE, script=True), visit(PHONE, script=True)
    sign_in(page, "conceptrice@ccas.example")
    page.goto("/atelier")
    page.get_by_label("Titre de la démarche").fill("Prêt de barnums")
    page.get_by_role("button", name="Commencer par une page blanche").click()
    page.wait_for_url("**/brouillons/**")
    address = page.url.partition("?")[0]
    for place in ("essai", "messages", "fiche"):
        page.goto(f"{address}/{place}")
        check_accessible(page)
    page.goto(f"{address}/essai")
    page.get_by_role("button", name="Créer un lien").click()
    check_accessible(page)
    link = page.locator("#lien").input_value()
    citizen.goto(link)
    check_accessible(citizen)
    citizen.goto(link[:-9])
    check_accessible(citizen)
    page.get_by_role("button", name="Essayer comme conseiller").click()
    page.locator(".trial").wait_for()
    check_accessible(page)
    reference = page.url.split("/")[4]
    for place in (reference, f"{reference}/ecrans"):
        page.goto(f"/atelier/essais/{place}")
        check_accessible(page)
    assert page.frame_locator("iframe").first.locator("h1").inner_text()
    page.get_by_role("button", name="Cesser de jouer le conseiller").first.click()
    page.wait_for_url("**/atelier/essais/*")
    assert not page.locator(".assisted").count()
    page.goto(f"{address}/publication")
    page.locator("details.emergency summary").click()
    page.get_by_role("button", name="Publier en urgence").click()
    page.locator("#erreurs").wait_for()
    check_accessible(page)
    page.get_by_label("Motif de l’urgence").fill("Crue du 12 octobre")
    page.get_by_role("button", name="Publier en urgence").click()
    page.wait_for_url("**/versions")
    check_accessible(page)
    assert not page.get_by_role("link", name="Ce que change la version 1").count()  # nothing stood before it
    citizen.goto("/demarches/pret-de-barnums")
    citizen.get_by_role("button", name="Commencer ma demande").click()
    citizen.locator("[name=question]").fill("Samedi, sur la place")
    citizen.get_by_role("button", name="Continuer", exact=True).click()
    citizen.wait_for_url("**/verifier")
    page.goto("/atelier")
    page.get_by_role("button", name="Préparer une nouvelle version : Prêt de barnums").click()
    page.wait_for_url("**/brouillons/**")
    address = page.url.partition("?")[0]
    page.goto(f"{address}?question=question")
    page.locator("details:has(#p-sorte) > summary").click()
    page.locator("#p-sorte").select_option("date")
    with page.expect_navigation():
        page.get_by_role("button", name="Changer de sorte").click()
    page.goto(f"{address}/publication")
    check_accessible(page)
    page.locator("details.emergency summary").click()
    page.get_by_label("Motif de l’urgence").fill("Une date, pas un texte")
    page.get_by_role("button", name="Publier en urgence").click()
    page.wait_for_url("**/versions")
    page.get_by_role("link", name="Ce que change la version 2").click()
    check_accessible(page)
    page.get_by_role("link", name="Toutes les versions").click()
    citizen.reload()
    citizen.wait_for_url("**/nouvelle-version")
    check_accessible(citizen)
    page.get_by_role("button", name="Fermer maintenant").click()
    citizen.goto("/demarches/pret-de-barnums")
    check_accessible(citizen)


def _look(page: Page, folder: Path, name: str, *widths: dict[str, int]) -> None:
    for width in widths or (PHONE,):
        page.set_viewport_size({"width": width["width"], "height": width["height"]})
        check_accessible(page)
        page.screenshot(path=folder / f"{name}-{width['width']}.png", full_page=True)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
