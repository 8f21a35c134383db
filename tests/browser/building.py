"""A form built by keyboard alone in the studio, each press counted."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from playwright.sync_api import Page

from tests.browser import keyboard

PICTURES = Path(__file__).parents[2] / "docs" / "images"
GUIDE, BEGIN, END = PICTURES.parent / "studio.md", "<!-- clavier -->", "<!-- /clavier -->"
# The kind of each is told by its label.
LABELS = (
    "Nom de naissance", "Date de naissance", "Téléphone", "Adresse électronique", "Adresse du logement",
    "Hauteur d’eau en centimètres", "Êtes-vous assuré ?", "Assureur", "Montant des dépenses",
    "Montant remboursé", "Montant restant", "Justificatif des dépenses",
)  # fmt: skip
TITLE = "Aide après une inondation"
PACE = 0.28  # seconds a press, for a person: 40 words a minute, and a look at the page


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
        page.on("filechooser", lambda _chooser: None)  # or the first window may open unseen

    def press(self, key: str, times: int = 1) -> None:
        for _time in range(times):
            self.page.keyboard.press(key)
        self.presses += times

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.presses += len(text)

    def tab_to(self, selector: str) -> None:
        """Tab until it has the focus, which must be seen."""
        self.presses += keyboard.tab_to(self.page, selector)

    def follow(self, selector: str) -> None:
        """Tab to a link or a button and press Enter: another page comes."""
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.press("Enter")

    def write(self, selector: str, text: str) -> None:
        """Tab to a control and type."""
        self.tab_to(selector)
        self.type(text)

    def answer(self, name: str, value: str | bool) -> None:
        """Give this answer to the question of this name."""
        self.presses += keyboard.answer(self.page, name, value)

    def send(self, _button: str) -> None:
        """Send the form of the control that has the focus."""
        with self.page.expect_navigation():
            self.press("Enter")

    def tick(self, selector: str) -> None:
        """Tab to a box and tick it."""
        self.tab_to(selector)
        self.press("Space")

    def give_file(self, name: str) -> None:
        """Choose a small PDF in the window that Enter opens."""
        keyboard.give_file(self.page, name)

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


def add(keys: Keys, label: str) -> None:
    """Type the label and press Enter: its kind is guessed."""
    before = keys.page.locator(".studio-question").count()
    keys.type(label)
    keys.press("Enter")
    until(keys.page, "count => document.querySelectorAll('.studio-question').length === count", before + 1)
    until(keys.page, "() => document.activeElement.id === 'p-nouvelle' && !document.activeElement.value")


def choose(keys: Keys, label: str, way: str) -> None:
    """To the outline by `way` ("" when there), arrows to the question, Enter, and on to its properties."""
    keys.press(way, 1 if way else 0)
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


def shown_if_insured(keys: Keys, label: str, way: str) -> None:
    """A condition of one row: the insured are asked."""
    choose(keys, label, way)
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


def begin(keys: Keys, title: str, labels: Sequence[str]) -> None:
    """From the list of forms to a blank page, and these questions after the one it comes with."""
    keys.write("#champ-titre", title)
    keys.press("Enter")
    keys.page.locator(".studio-outline").wait_for()
    keys.tab_to("[data-add-link]")
    keys.press("Enter")
    for label in labels:
        add(keys, label)


def build(keys: Keys) -> None:
    """From the list of forms to the whole form, on the page of the builder."""
    page = keys.page
    begin(keys, TITLE, LABELS)
    _drop_the_first(keys)
    shown_if_insured(keys, "Assureur", "")
    shown_if_insured(keys, "Montant remboursé", "F6")
    choose(keys, "Montant restant", "F6")
    keys.tab_to("#p-formule-pli > summary")
    keys.press("Enter")
    keys.write("#p-formule", "montant_des_depenses - montant_rembourse")
    page.locator(".studio-value", has_text="0").wait_for()
    keys.tab_to("button[value=garder]")
    keys.press("Enter")
    page.locator(".studio-sentence", has_text="Calculé").wait_for()


def _drop_the_first(keys: Keys) -> None:
    """The question that a blank page comes with."""
    keys.press("Shift+Tab")
    up = keys.page.locator("[data-outline] a[data-question]").count() - 1
    keys.press("ArrowUp", up)
    keys.press("Delete")
    keys.page.locator("[data-question=question]").wait_for(state="detached")
    until(keys.page, "() => document.activeElement.matches('[data-outline] [aria-current]')")


@dataclass(frozen=True)
class Spent:
    """What a part of the road took: presses, and the seconds of a robot that waits for each answer."""

    presses: int
    seconds: float

    @property
    def minutes(self) -> int:
        """At a person's pace, rounded up: a press each quarter of a second, and the answers' time."""
        return ceil((self.presses * PACE + self.seconds) / 60)

    def __str__(self) -> str:
        return (
            f"{self.presses} touches, {self.seconds:.0f} secondes pour un robot, moins de {self.minutes} "
            "minutes au rythme d’une personne"
        )


def tell(built: Spent, published: Spent) -> None:
    """Ten minutes at a person's pace are enough; `make screenshots` writes what it took in the guide."""
    assert published.minutes < 10
    if not os.environ.get("GUICHET_PICTURES"):
        return
    told = (
        f"Un formulaire de {len(LABELS)} questions, deux conditions et une formule, au clavier seul :\n\n"
        f"- construit : {built} ;\n"
        f"- de la page blanche à la mise en ligne, fiche remplie et essai rempli compris : {published}.\n\n"
        "Le temps de réfléchir et de rédiger n’est pas compté."
    )
    page = GUIDE.read_text(encoding="utf-8")
    before, after = page.partition(BEGIN)[0], page.partition(END)[2]
    GUIDE.write_text(f"{before}{BEGIN}\n{told}\n{END}{after}", encoding="utf-8")
