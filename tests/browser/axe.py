"""Axe, sent to the pages that are looked at: all pages together take longer to be given it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe().axe_script


def bring_axe(page: Page) -> None:
    """The page has axe until it is left."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
