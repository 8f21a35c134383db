"""Axe, for the pages that are looked at: half a megabyte that takes longer to send than to run.

So it is sent once for all the pages of a visitor, who keep it aside until they are looked at.
"""

from weakref import WeakSet

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

_AXE = Axe().axe_script
_ASIDE = f"window.bringAxe = function () {{ {_AXE} }};"
_EQUIPPED: WeakSet[BrowserContext] = WeakSet()


def bring_axe(page: Page) -> None:
    """The page has axe until it is left. A first page, and those without script, are sent it."""
    if page.evaluate("'axe' in window || Boolean(window.bringAxe) && (window.bringAxe(), true)"):
        return
    page.evaluate(_AXE)
    if page.context not in _EQUIPPED:
        _EQUIPPED.add(page.context)
        page.context.add_init_script(_ASIDE)
