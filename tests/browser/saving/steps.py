"""A step that saves by itself, as a person meets it: typed in, left, opened beside, opened by its code."""

from typing import Any

from playwright.sync_api import Page, Route, expect

from app.usecases.fill.follow import link
from app.usecases.ports import Ports

SAVES = "**/enregistrement-auto"
SENSITIVE = "demandeur.courriel"


def begun(page: Page) -> Page:
    page.goto("/demarches/demande")
    page.get_by_role("button", name="Commencer ma demande").click()
    page.wait_for_url("**/etapes/identite")
    return page


def beside(page: Page) -> Page:
    """The same step in another window of the same browser."""
    other = page.context.new_page()
    other.goto(page.url)
    return other


def field(page: Page, name: str = "demandeur.nom") -> Any:
    return page.locator(f'[name="{name}"]').first


def leave(page: Page, name: str, value: str) -> None:
    field(page, name).fill(value)
    field(page, name).press("Tab")


def saved(page: Page) -> None:
    """The status says so, and nothing waits."""
    page.wait_for_function("() => !Object.keys(localStorage).some(name => name.startsWith('guichet:'))")
    expect(page.locator("#enregistrement [role=status]")).to_contain_text("Brouillon enregistré à")


def alert(page: Page) -> Any:
    return page.locator("#enregistrement [role=alert]")


def no_line(route: Route) -> None:
    route.abort("connectionreset")


def on_the_device(page: Page) -> str:
    return str(page.evaluate("JSON.stringify(localStorage)"))


def open_again(page: Page, ports: Ports) -> None:
    """By number and code, on the page that asks for them."""
    reference = page.url.partition("numero=")[2]
    with ports.store.reading() as tx:
        dossier = tx.dossiers.by_reference(reference)
    assert dossier
    page.get_by_label("Code", exact=True).fill(link(ports, dossier).rpartition("/")[2])
    page.get_by_role("button", name="Ouvrir mon dossier").click()
    page.wait_for_url("**/etapes/identite")
