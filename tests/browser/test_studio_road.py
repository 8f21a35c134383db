"""From a blank page to a decision in a real browser, by keyboard alone.

One form is built, tried, published, filled in by a citizen and decided by an agent.
"""

import os
import time
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page, expect

from app.usecases.demonstrate import PASSWORD
from tests.browser import keyboard
from tests.browser.building import LABELS, PICTURES, Keys, Spent, build, tell
from tests.browser.conftest import DESKTOP, Visitor
from tests.browser.walking import check_accessible, sign_in

DESIGNER, AGENT = "conceptrice@ccas.example", "agent@ccas.example"
# All that a blank page lacks before it may be published, in the order of the sheet.
SHEET = {
    "#f-start-summary": "Pour les foyers sinistrés.", "#f-legal-basis": "Délibération du 3 mars 2026",
    "[name='legal.silence']": None, "#f-silence-mois": "2",
    "#f-legal-purposes": "Instruire la demande d’aide",
    "#f-legal-recipients": "Le CCAS", "#f-legal-retention_months": "24",
    "#f-legal-dpo": "dpo@saint-aubin.example",
}  # fmt: skip
BEFORE = {
    "nom_de_naissance": "Le Goff", "date_de_naissance:jour": "27", "date_de_naissance:mois": "3",
    "date_de_naissance:annee": "1985", "telephone": "0612345678", "adresse_electronique": "lea@exemple.fr",
    "adresse_du_logement:numero_voie": "12 rue des Lilas", "adresse_du_logement:code_postal": "75011",
    "adresse_du_logement:commune": "Paris", "hauteur_d_eau_en_centimetres": "40",
}  # fmt: skip
INSURED, INSURER, REPAID = "etes_vous_assure", "assureur", "montant_rembourse"
SPENT, LEFT = "montant_des_depenses", "montant_restant"


def test_a_form_is_built_tried_published_filled_in_and_decided_by_keyboard_alone(
    visit: Visitor, tmp_path: Path
) -> None:
    page = visit(DESKTOP, script=True)
    sign_in(page, DESIGNER)
    page.goto("/atelier")
    keys, started = Keys(page), time.monotonic()
    build(keys)
    built = Spent(keys.presses, time.monotonic() - started)
    _look_at_what_was_built(page, PICTURES if os.environ.get("GUICHET_PICTURES") else tmp_path)
    started = time.monotonic()
    _write_the_sheet(keys)
    _try(keys)
    slug = _publish(keys)
    tell(built, Spent(keys.presses, built.seconds + time.monotonic() - started))
    reference = _send(visit(DESKTOP, script=True), slug)
    _decide(visit(DESKTOP, script=True), reference)


def _look_at_what_was_built(page: Page, folder: Path) -> None:
    kinds = page.locator("[data-outline] .studio-kind").all_inner_texts()
    assert len(kinds) == len(LABELS)
    assert sum("calculée" in kind for kind in kinds) == 1
    assert page.locator(".studio-question--when").count() == 2
    check_accessible(page)
    page.screenshot(path=folder / "studio.png")


def _write_the_sheet(keys: Keys) -> None:
    keys.follow('.studio-tabs a[href$="/fiche"]')
    for control, text in SHEET.items():
        keys.tab_to(control)
        if text is None:  # the first rule, then the second: « rejet »
            keys.press("ArrowDown")
            assert keys.page.locator(f"{control}[value=rejet]").is_checked()
        else:
            keys.type(text)
    keys.follow("main form .actions button")
    expect(keys.page.locator("#message")).to_contain_text("La fiche est enregistrée")


def _try(keys: Keys) -> None:
    """As a citizen who is not insured: what is asked of the insured never comes."""
    keys.follow('.studio-tabs a[href$="/essai"]')
    keys.follow("button[name=comme][value=usager]")
    _fill_in(keys, {INSURED: "non", SPENT: "1250,50"})
    assert not {INSURER, REPAID} & set(_asked(keys.page))
    _go_on(keys)
    _certify(keys)
    keys.follow(".trial a")
    expect(keys.page.locator("h1")).to_contain_text("Essai")
    keys.follow(".case-back a")


def _publish(keys: Keys) -> str:
    """Every task is green but the one that only a person can say; the box is ticked. The slug of the form."""
    page = keys.page
    keys.follow('.studio-tabs a[href$="/publication"]')
    lacks = page.locator(".task:has(.badge--attention) .checklist-lacks li").all_inner_texts()
    assert not lacks
    expect(page.locator(".checklist .badge--info")).to_have_count(1)
    keys.tab_to("#accessibilite")
    keys.press("Space")
    keys.follow("#publier")
    page.wait_for_url("**/versions")
    expect(page.locator("#message")).to_contain_text("La version 1 est en ligne")
    return page.url.split("/")[-2]


def _asked(page: Page) -> list[str]:
    return page.locator("main form [name]").evaluate_all("all => all.map(one => one.name)")


def _fill_in(keys: Keys, last: Mapping[str, str]) -> None:
    for name, value in {**BEFORE, **last}.items():
        keys.answer(name, value)


def _go_on(keys: Keys) -> None:
    """With a paper, which all are asked for, to the page that checks."""
    keyboard.give_file(keys.page, "justificatif_des_depenses")
    keys.page.locator(".files li").wait_for()
    keys.follow('button[value="suivant"]')
    keys.page.wait_for_url("**/verifier*")


def _certify(keys: Keys) -> None:
    keys.answer("declaration", True)
    keys.follow("main form .actions button")
    keys.page.wait_for_url("**/envoye")


def _send(page: Page, slug: str) -> str:
    """An insured citizen, from the start page: the conditions open two questions, the formula tells what is
    left. The number of the dossier."""
    keys = Keys(page)
    page.goto(f"/demarches/{slug}")
    keys.follow("main form button")
    assert not {INSURER, REPAID} & set(_asked(page))
    _fill_in(keys, {INSURED: "oui", INSURER: "Mutuelle du Val", SPENT: "1250,50", REPAID: "1000"})
    expect(page.locator(f'[data-computed="{LEFT}"]')).to_have_text("250,50\u00a0€")
    check_accessible(page)
    _go_on(keys)
    expect(page.locator("main")).to_contain_text("250,50\u00a0€")
    _certify(keys)
    return page.locator("main .reference dd").first.inner_text().strip()


def _decide(page: Page, number: str) -> None:
    """An agent signs in, finds the dossier, takes it and accepts it."""
    keys = Keys(page)
    page.goto("/connexion")
    keys.write("[type=email]", AGENT)
    keys.write("[type=password]", PASSWORD)
    with page.expect_navigation():
        keys.press("Enter")
    keys.write("#recherche", number)
    with page.expect_navigation():
        keys.press("Enter")
    keys.follow(".desk-reference a")
    expect(page.locator("h1")).to_contain_text(number)
    keys.follow(".case-action button")
    keys.follow('.case-action a[href*="accept"]')
    keys.follow(".case-confirm form button")
    expect(page.locator("main .badge").first).to_contain_text("Accept")
