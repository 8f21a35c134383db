"""The builder in a real browser: what is done by hand in the outline, by touch, and axe in each state."""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.building import PICTURES, Keys, begin, shown_if_insured, until
from tests.browser.conftest import DESKTOP, Visitor
from tests.browser.walking import check_accessible, sign_in

ASKED = """() => [...document.querySelectorAll("[data-question]")].map(one => one.dataset.question)"""


TOUCH = {"width": 390, "height": 800}
LABELS = ("Nom de naissance", "Date de naissance", "Téléphone", "Êtes-vous assuré ?", "Assureur")


def test_the_outline_is_worked_by_hand_and_each_state_is_accessible(visit: Visitor, tmp_path: Path) -> None:
    page = visit(DESKTOP, script=True)
    sign_in(page, "conceptrice@ccas.example")
    page.goto("/atelier")
    keys = Keys(page)
    begin(keys, "Aide aux sinistrés", LABELS)
    shown_if_insured(keys, "Assureur", "Shift+Tab")
    _by_hand(page)
    _states(
        page, PICTURES if os.environ.get("GUICHET_PICTURES") else tmp_path
    )  # the first: `make screenshots`


def _by_hand(page: Page) -> None:
    """Moved, named, deleted and undone from the outline, by keys and by mouse; each is announced."""
    link = page.locator("[data-question=question]")
    link.focus()
    page.keyboard.press("Alt+ArrowDown")
    page.locator("#annonce", has_text="Déplacer").wait_for()
    until(page, "() => document.activeElement.dataset.question === 'question'")
    page.keyboard.press("F2")
    page.keyboard.type("Prénoms")
    page.keyboard.press("Enter")
    page.locator("[data-question=question]", has_text="Prénoms").wait_for()
    until(page, "() => document.activeElement.dataset.question === 'question'")
    page.keyboard.press("Control+z")
    page.locator("[data-question=question]", has_text="Votre question").wait_for()
    handle = page.locator("[data-question=question]").locator("xpath=preceding-sibling::span")
    spot = page.locator("[data-question=telephone]")
    page.locator("[data-question=question]").hover()
    box, to = handle.bounding_box(), spot.bounding_box()
    assert box
    assert to
    page.mouse.move(box["x"] + 8, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(to["x"] + 40, to["y"] + 20, steps=4)
    page.locator("#annonce", has_text="Après « Téléphone »").wait_for()
    page.mouse.up()
    until(page, f"() => ({ASKED})().indexOf('question') === 3")
    page.locator("[data-question=question]").focus()
    page.keyboard.press("Delete")
    page.locator("[data-question=question]").wait_for(state="detached")


def _states(page: Page, folder: Path) -> None:
    """Each state of the page once, for axe: many at a time, a wrong row, an ended session, the history."""
    page.get_by_role("link", name="Choisir plusieurs").click()
    page.locator(".studio-many").wait_for()
    check_accessible(page)
    page.get_by_role("link", name="Terminer").click()
    page.locator(".studio-many").wait_for(state="detached")
    page.locator("[data-question=assureur]").click()
    page.locator(".studio-sentence").wait_for()
    page.locator("#p-condition").screenshot(path=folder / "studio-condition.png")
    page.locator("#c-ajouter").click()
    page.locator("#c-source-1").wait_for()
    page.get_by_text("Écrire la condition").click()
    page.get_by_text("Palette").click()
    check_accessible(page)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.locator("#p-aide").fill("Le nom sur le contrat")
    page.locator("#p-court").focus()
    page.locator("#message", has_text="reconnecter").wait_for()
    assert page.locator("#p-aide").input_value() == "Le nom sur le contrat"
    page.context.add_cookies(cookies)
    page.locator(".studio-tabs").get_by_text("Historique").click()
    page.locator(".studio-log").wait_for()
    page.get_by_role("link", name="Revenir ici").last.click()
    page.locator(".studio-moment").wait_for()
    check_accessible(page)


def test_a_form_is_begun_by_touch_on_a_phone(visit: Visitor, tmp_path: Path) -> None:
    page = visit(TOUCH, script=True, has_touch=True, is_mobile=True)
    sign_in(page, "conceptrice@ccas.example")
    page.goto("/atelier")
    page.get_by_label("Titre de la démarche").fill("Prêt d’une salle")
    page.get_by_role("button", name="Commencer par une page blanche").tap()
    page.locator("[data-add-link]").tap()
    for label in ("Quel jour ?", "Avez-vous besoin de chaises ?", "Nombre de chaises"):
        page.locator("#p-nouvelle").fill(label)
        page.get_by_role("button", name="Ajouter la question", exact=True).tap()
        page.locator(".studio-question", has_text=label[:9]).last.wait_for()
        until(page, "() => !document.querySelector('#p-nouvelle').value")
    page.locator("[data-question=nombre_de_chaises]").tap()
    page.locator("#c-ajouter").tap()
    page.locator("#c-source-0").select_option("avez_vous_besoin_de_chaises")
    page.locator("#c-valeur-0").select_option("oui", timeout=20_000)
    page.locator(".studio-sentence", has_text="Oui").wait_for()
    check_accessible(page)
    page.screenshot(path=tmp_path / "touch-condition.png")
    page.get_by_role("button", name="Monter").tap()
    page.locator("#erreurs", has_text="plus loin").wait_for()  # it reads the question above
    page.get_by_role("button", name="Dupliquer").tap()
    page.locator("#annonce", has_text="Dupliquer").wait_for()
    page.locator(".studio-jump").get_by_text("Page").tap()
    page.locator(".studio-asked--chosen").wait_for()
    page.set_viewport_size({"width": 320, "height": 640})
    check_accessible(page)
    page.screenshot(path=tmp_path / "touch-page.png")
