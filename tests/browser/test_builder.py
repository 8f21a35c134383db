"""The builder in a real browser: a whole form by keyboard alone, by touch, accessible in each state."""

import os
import time
from math import ceil
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, Visitor
from tests.browser.walking import check_accessible, sign_in

PICTURES = Path(__file__).parents[2] / "docs" / "images"
GUIDE, BEGIN, END = PICTURES.parent / "studio.md", "<!-- clavier -->", "<!-- /clavier -->"
TOUCH = {"width": 390, "height": 800}
# The kind of each is told by its label.
LABELS = (
    "Nom de naissance", "Date de naissance", "Téléphone", "Adresse électronique", "Adresse du logement",
    "Hauteur d’eau en centimètres", "Êtes-vous assuré ?", "Assureur", "Montant des dépenses",
    "Montant remboursé", "Montant restant", "Justificatif des dépenses",
)  # fmt: skip
PACE = 0.28  # seconds a press, for a person: 40 words a minute, and a look at the page


ASKED = """() => [...document.querySelectorAll("[data-question]")].map(one => one.dataset.question)"""


def until(page: Page, told: str, given: object = None) -> None:
    """Wait for what is true of the page; Playwright's own way would need what our policy forbids."""
    for _look in range(100):
        if page.evaluate(told, given):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {told} {given}")


class Keys:
    """A keyboard, and nothing else: counts what is pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, key: str, times: int = 1) -> None:
        for _time in range(times):
            self.page.keyboard.press(key)
        self.presses += times

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.presses += len(text)

    def tab_to(self, selector: str) -> None:
        """Tab until it has the focus, which must be seen."""
        for _press in range(80):
            self.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached with Tab")

    def down_to(self, value: str) -> None:
        """Arrow down a list until it says this."""
        for _press in range(60):
            self.press("ArrowDown")
            if self.page.evaluate("value => document.activeElement.value === value", value):
                return
        raise AssertionError(f"{value} is not in the list")

    def settled(self) -> None:
        """What was asked of the server is there."""
        until(self.page, "() => !document.querySelector('#constructeur[aria-busy]')")


def _add(keys: Keys, label: str) -> None:
    before = keys.page.locator(".studio-question").count()
    keys.type(label)
    keys.press("Enter")
    until(keys.page, "count => document.querySelectorAll('.studio-question').length === count", before + 1)
    until(keys.page, "() => document.activeElement.id === 'p-nouvelle' && !document.activeElement.value")


def _choose(keys: Keys, label: str, way: str) -> None:
    """To the outline, with arrows to the question, Enter, and on to its properties."""
    keys.press(way)
    links = keys.page.locator("[data-outline] a")
    names = [name.strip() for name in links.locator(".studio-label").all_inner_texts()]
    at = next(
        n for n, one in enumerate(links.all()) if one.evaluate("node => node === document.activeElement")
    )
    wanted = names.index(label.replace(" ?", "\u202f?"))
    keys.press("ArrowDown" if wanted > at else "ArrowUp", abs(wanted - at))
    keys.press("Enter")
    until(keys.page, "label => document.querySelector('#p-libelle')?.value === label", label)
    keys.press("Shift+F6")


def _shown_if_insured(keys: Keys, label: str, way: str) -> None:
    _choose(keys, label, way)
    keys.tab_to("#c-ajouter")
    keys.press("Enter")
    until(keys.page, "() => document.activeElement.id === 'c-source-0'")
    keys.down_to("etes_vous_assure")
    keys.press("Tab")
    keys.page.locator("#c-valeur-0").wait_for()
    keys.tab_to("#c-valeur-0")
    keys.type("O")
    keys.press("Tab")
    keys.page.locator(".studio-sentence", has_text="Oui").wait_for()
    keys.settled()


def test_a_form_is_made_by_keyboard_alone(visit: Visitor, tmp_path: Path) -> None:
    page = visit(DESKTOP, script=True)
    sign_in(page, "conceptrice@ccas.example")
    page.goto("/atelier")
    keys, started = Keys(page), time.monotonic()
    keys.tab_to("#champ-titre")
    keys.type("Aide après une inondation")
    keys.press("Enter")
    page.locator(".studio-outline").wait_for()
    keys.tab_to("[data-add-link]")
    keys.press("Enter")
    for label in LABELS:
        _add(keys, label)
    _shown_if_insured(keys, "Assureur", "Shift+Tab")
    _shown_if_insured(keys, "Montant remboursé", "F6")
    _choose(keys, "Montant restant", "F6")
    keys.tab_to("#p-formule-pli > summary")
    keys.press("Enter")
    keys.tab_to("#p-formule")
    keys.type("montant_des_depenses - montant_rembourse")
    page.locator(".studio-value", has_text="0").wait_for()
    keys.tab_to("button[value=garder]")
    keys.press("Enter")
    page.locator(".studio-sentence", has_text="Calculé").wait_for()
    spent = time.monotonic() - started
    kinds = page.locator("[data-outline] .studio-kind").all_inner_texts()
    assert len(kinds) == len(LABELS) + 1
    assert sum("calculée" in kind for kind in kinds) == 1
    assert page.locator(".studio-question--when").count() == 2
    check_accessible(page)
    folder = PICTURES if os.environ.get("GUICHET_PICTURES") else tmp_path  # the first: `make screenshots`
    page.goto(page.url.partition("?")[0] + "?question=assureur")
    page.screenshot(path=folder / "studio.png")
    _tell(keys.presses, spent)
    _by_hand(page)
    _states(page, folder)


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


def _tell(presses: int, seconds: float) -> None:
    """Ten minutes at a person's pace are enough: a press each quarter of a second, and the answers' time."""
    person = presses * PACE + seconds
    assert person < 600
    if not os.environ.get("GUICHET_PICTURES"):
        return
    told = (
        f"Un formulaire de {len(LABELS)} questions, deux conditions et une formule, au clavier seul :\n"
        f"{presses} touches, {seconds:.0f} secondes pour un robot, moins de {ceil(person / 60)} minutes au "
        "rythme d’une personne."
    )
    page = GUIDE.read_text(encoding="utf-8")
    before, after = page.partition(BEGIN)[0], page.partition(END)[2]
    GUIDE.write_text(f"{before}{BEGIN}\n{told}\n{END}{after}", encoding="utf-8")


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
