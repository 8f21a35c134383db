"""A person who has a touch screen only: taps what is seen, and types in what a tap gave the focus to."""

from playwright.sync_api import Locator, Page

from tests.browser.building import LABELS, TITLE, until
from tests.core.files import PDF

SMALLEST = 24  # CSS pixels of a target in each direction: WCAG 2.5.8
PLAN = ".studio-jump a[href='#plan']"
# What a finger aims at for a control: its line when it ticks, its label when that is what is drawn.
_TARGET = """node => {
  const seen = node.closest(".row, .studio-tick") ?? node;
  const box = seen.getBoundingClientRect();
  const label = box.width && box.height ? null : node.labels?.[0]?.getBoundingClientRect();
  return [label ?? box].map(({ width, height }) => [width, height])[0];
}"""


class Fingers:
    """Taps, each on a target that is wide enough; what is typed goes where the focus is."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tap(self, target: str | Locator) -> None:
        """Tap this, the only one of it that is shown."""
        found = self.page.locator(target).locator("visible=true") if isinstance(target, str) else target
        one = found.first
        width, height = one.evaluate(_TARGET)
        assert min(width, height) >= SMALLEST, f"{self.page.url}: {target} is {width:.0f} × {height:.0f} px"
        one.tap()

    def follow(self, selector: str) -> None:
        """Tap a link or a button: another page comes."""
        with self.page.expect_navigation():
            self.tap(selector)

    def write(self, selector: str, text: str) -> None:
        """Tap a control and type at its end."""
        self.tap(selector)
        assert self.page.locator(selector).first.evaluate("node => node === document.activeElement")
        self.page.keyboard.type(text)

    def send(self, selector: str) -> None:
        """Send the form whose button this is."""
        self.follow(selector)

    def tick(self, selector: str) -> None:
        """Tick this box."""
        self.tap(f"{selector} + label")
        assert self.page.locator(selector).is_checked()

    def answer(self, name: str, value: str | bool) -> None:
        """Give this answer to the question of this name."""
        control = self.page.locator(f'[name="{name}"]').first
        kind = control.get_attribute("type") or control.evaluate("node => node.tagName.toLowerCase()")
        if kind in ("radio", "checkbox"):
            self.tap(f'[name="{name}"]' + (f'[value="{value}"]' if kind == "radio" else ""))
        elif kind == "select":
            self.choose(f'[name="{name}"]', str(value))
        else:
            self.write(f'[name="{name}"]', str(value))

    def choose(self, selector: str, value: str) -> None:
        """Tap a list, which the telephone opens in its own way, and choose in it."""
        self.tap(selector)
        self.page.locator(selector).select_option(value)

    def give_file(self, name: str) -> None:
        """Tap what opens the window that chooses, and choose a small PDF."""
        with self.page.expect_file_chooser() as chooser:
            self.tap(f'[type="file"][name="{name}"]')
        chooser.value.set_files([{"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": PDF}])


def build(fingers: Fingers) -> None:
    """From the list of forms to the whole form, on the page of the builder."""
    page = fingers.page
    fingers.write("#champ-titre", TITLE)
    fingers.tap(page.get_by_role("button", name="Commencer par une page blanche"))
    page.locator(".studio-outline").wait_for()
    fingers.tap("[data-add-link]")
    for label in LABELS:
        _add(fingers, label)
    _drop_the_first(fingers)
    for label in ("Assureur", "Montant remboursé"):
        _shown_if_insured(fingers, label)
    _open(fingers, "Montant restant")
    fingers.tap("#p-formule-pli > summary")
    fingers.write("#p-formule", "montant_des_depenses - montant_rembourse")
    page.locator(".studio-value", has_text="0").wait_for()
    fingers.tap("button[value=garder]")
    page.locator(".studio-sentence", has_text="Calculé").wait_for()
    fingers.tap(PLAN)


def _add(fingers: Fingers, label: str) -> None:
    page, before = fingers.page, fingers.page.locator(".studio-question").count()
    fingers.write("#p-nouvelle", label)
    fingers.tap(page.get_by_role("button", name="Ajouter la question", exact=True))
    until(page, "count => document.querySelectorAll('.studio-question').length === count", before + 1)
    until(page, "() => !document.querySelector('#p-nouvelle').value")


def _open(fingers: Fingers, label: str) -> None:
    """The settings of this question, from the outline."""
    fingers.tap(PLAN)
    fingers.tap(fingers.page.locator("[data-question]", has_text=label))
    until(fingers.page, "label => document.querySelector('#p-libelle')?.value === label", label)


def _drop_the_first(fingers: Fingers) -> None:
    """The question that a blank page comes with."""
    fingers.tap(PLAN)
    fingers.tap("[data-question=question]")
    until(fingers.page, "() => document.querySelector('#p-libelle')?.value === 'Votre question'")
    fingers.tap(fingers.page.locator(".studio-bar").get_by_role("button", name="Supprimer"))
    fingers.page.locator("[data-question=question]").wait_for(state="detached")


def _shown_if_insured(fingers: Fingers, label: str) -> None:
    """A condition of one row: the insured are asked."""
    page = fingers.page
    _open(fingers, label)
    fingers.tap("#c-ajouter")
    fingers.choose("#c-source-0", "etes_vous_assure")
    page.locator("#c-valeur-0").wait_for()
    fingers.choose("#c-valeur-0", "oui")
    page.locator(".studio-sentence", has_text="Oui").wait_for()
