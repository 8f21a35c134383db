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


def _look(page: Page, folder: Path, name: str, *widths: dict[str, int]) -> None:
    for width in widths or (PHONE,):
        page.set_viewport_size({"width": width["width"], "height": width["height"]})
        check_accessible(page)
        page.screenshot(path=folder / f"{name}-{width['width']}.png", full_page=True)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
