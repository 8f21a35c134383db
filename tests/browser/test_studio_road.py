"""From a blank page to a decision in a real browser: by keyboard alone, then by touch on a phone.

One form is built, tried, published, filled in by a citizen and decided by an agent.
"""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.usecases.operate.demonstrate import PASSWORD
from tests.browser import building, fingers
from tests.browser.building import LABELS, PICTURES, Keys, Spent, tell
from tests.browser.conftest import DESKTOP, Visitor
from tests.browser.fingers import Fingers
from tests.browser.walking import check_accessible

DESIGNER, AGENT = "conceptrice@ccas.example", "agent@ccas.example"
# All that a blank page lacks before it may be published, in the order of the sheet.
SHEET = {
    "start.summary": "Pour les foyers sinistrés.", "legal.basis": "Délibération du 3 mars 2026",
    "legal.silence": "rejet", "silence_mois": "2", "legal.purposes": "Instruire la demande d’aide",
    "legal.recipients": "Le CCAS", "legal.retention_months": "24", "legal.dpo": "dpo@saint-aubin.example",
}  # fmt: skip
BEFORE = {
    "nom_de_naissance": "Le Goff", "date_de_naissance:jour": "27", "date_de_naissance:mois": "3",
    "date_de_naissance:annee": "1985", "telephone": "0612345678", "adresse_electronique": "lea@exemple.fr",
    "adresse_du_logement:numero_voie": "12 rue des Lilas", "adresse_du_logement:code_postal": "75011",
    "adresse_du_logement:commune": "Paris", "hauteur_d_eau_en_centimetres": "40",
}  # fmt: skip
INSURED, INSURER, REPAID = "etes_vous_assure", "assureur", "montant_rembourse"
SPENT, LEFT = "montant_des_depenses", "montant_restant"


Hands = Keys | Fingers
Begin = Callable[[], Hands]  # another person, on a page of their own


@pytest.fixture(params=["keyboard", "touch"])
def begin(request: pytest.FixtureRequest, visit: Visitor) -> Begin:
    if request.param == "keyboard":
        return lambda: Keys(visit(DESKTOP))
    phone: Mapping[str, Any] = {"has_touch": True, "is_mobile": True}
    return lambda: Fingers(visit({"width": 390, "height": 800}, **phone))


@pytest.mark.timeout(300)  # a whole road, on a machine that may be busy
def test_a_form_is_built_tried_published_filled_in_and_decided(begin: Begin, tmp_path: Path) -> None:
    hands = begin()
    _sign_in(hands, DESIGNER)
    hands.page.goto("/atelier")
    built = _build(hands)
    pictures = isinstance(hands, Keys) and os.environ.get("GUICHET_PICTURES")
    _look_at_what_was_built(hands.page, PICTURES if pictures else tmp_path)
    started = time.monotonic()
    _write_the_sheet(hands)
    _try(hands)
    slug = _publish(hands)
    if isinstance(hands, Keys):
        tell(built, Spent(hands.presses, built.seconds + time.monotonic() - started))
    reference = _send(begin(), slug)
    _decide(begin(), reference)


def _build(hands: Hands) -> Spent:
    started = time.monotonic()
    if isinstance(hands, Fingers):
        fingers.build(hands)
        return Spent(0, 0)
    counted = hands.presses
    building.build(hands)
    return Spent(hands.presses - counted, time.monotonic() - started)


def _sign_in(hands: Hands, email: str) -> None:
    hands.page.goto("/connexion")
    hands.write("[type=email]", email)
    hands.write("[type=password]", PASSWORD)
    hands.send("main form button")


def _look_at_what_was_built(page: Page, folder: Path) -> None:
    kinds = page.locator("[data-outline] .studio-kind").all_inner_texts()
    assert len(kinds) == len(LABELS)
    assert sum("calculée" in kind for kind in kinds) == 1
    assert page.locator(".studio-question--when").count() == 2
    check_accessible(page)
    page.screenshot(path=folder / "studio.png")


def _write_the_sheet(hands: Hands) -> None:
    hands.follow('.studio-tabs a[href$="/fiche"]')
    for name, value in SHEET.items():
        hands.answer(name, value)
    hands.follow("main form .actions button")
    expect(hands.page.locator("#message")).to_contain_text("La fiche est enregistrée")


def _try(hands: Hands) -> None:
    """As a citizen who is not insured: what is asked of the insured never comes."""
    hands.follow('.studio-tabs a[href$="/essai"]')
    hands.follow("button[name=comme][value=usager]")
    _fill_in(hands, {INSURED: "non", SPENT: "1250,50"})
    assert not {INSURER, REPAID} & set(_asked(hands.page))
    _go_on(hands)
    _certify(hands)
    hands.follow(".trial a")
    expect(hands.page.locator("h1")).to_contain_text("Essai")
    hands.follow(".case-back a")


def _publish(hands: Hands) -> str:
    """Every task is green but the one that only a person can say; the box is ticked. The slug of the form."""
    page = hands.page
    hands.follow('.studio-tabs a[href$="/publication"]')
    lacks = page.locator(".task:has(.badge--attention) .checklist-lacks li").all_inner_texts()
    assert not lacks
    expect(page.locator(".checklist .badge--info")).to_have_count(1)
    hands.tick("#accessibilite")
    hands.follow("#publier")
    page.wait_for_url("**/versions")
    expect(page.locator("#message")).to_contain_text("La version 1 est en ligne")
    return page.url.split("/")[-2]


def _asked(page: Page) -> list[str]:
    return page.locator("main form [name]").evaluate_all("all => all.map(one => one.name)")


def _fill_in(hands: Hands, last: Mapping[str, str]) -> None:
    for name, value in {**BEFORE, **last}.items():
        hands.answer(name, value)


def _go_on(hands: Hands) -> None:
    """With a paper, which all are asked for, to the page that checks."""
    hands.give_file("justificatif_des_depenses")
    hands.page.locator(".files li").wait_for()
    hands.follow('.actions button[value="suivant"]')
    hands.page.wait_for_url("**/verifier*")


def _certify(hands: Hands) -> None:
    hands.answer("declaration", True)
    hands.follow("main form .actions button")
    hands.page.wait_for_url("**/envoye")


def _send(hands: Hands, slug: str) -> str:
    """An insured citizen, from the start page: the conditions open two questions, the formula tells what is
    left. The number of the dossier."""
    page = hands.page
    page.goto(f"/demarches/{slug}")
    hands.follow("main form button")
    assert not {INSURER, REPAID} & set(_asked(page))
    _fill_in(hands, {INSURED: "oui", INSURER: "Mutuelle du Val", SPENT: "1250,50", REPAID: "1000"})
    expect(page.locator(f'[data-computed="{LEFT}"]')).to_have_text("250,50\u00a0€")
    check_accessible(page)
    _go_on(hands)
    expect(page.locator("main")).to_contain_text("250,50\u00a0€")
    _certify(hands)
    return page.locator("main .reference dd").first.inner_text().strip()


def _decide(hands: Hands, number: str) -> None:
    """An agent signs in, finds the dossier, takes it and accepts it."""
    page = hands.page
    _sign_in(hands, AGENT)
    hands.write("#recherche", number)
    hands.send("form:has(#recherche) button[type=submit]")
    hands.follow(".desk-reference a")
    expect(page.locator("h1")).to_contain_text(number)
    expect(page.locator("main")).to_contain_text("lea@exemple.fr")  # the service can write to who applies
    hands.follow(".case-action button")
    hands.follow('.case-action a[href*="accept"]')
    hands.follow(".case-confirm form button")
    expect(page.locator("main .badge").first).to_contain_text("Accept")
