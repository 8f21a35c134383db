"""Axe, given to a browser once: half a megabyte sent to each page took as long as its look at the page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

_AXE = Axe().axe_script
_GIVEN = f"window.bringAxe = () => {{ {_AXE}\n}};"  # only skimmed by the browser until it is called


def give_axe(context: BrowserContext) -> None:
    """Each page of the context can bring axe."""
    context.add_init_script(_GIVEN)


def bring_axe(page: Page) -> None:
    """The page has axe until it is left; sent to it where scripts are off, and nothing was given."""
    if not page.evaluate("'axe' in window || ('bringAxe' in window && (window.bringAxe(), true))"):
        page.evaluate(_AXE)
