"""What is looked at on the page of a question, whatever its kind: axe, widths, targets, focus, contrast.

Each look gives sentences, none when all is well; the test says for which kind and state.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.axe import bring_axe
from tests.browser.conftest import DESKTOP, PHONE

CONTROLS = "main form :is(input:not([type=hidden], .hidden), select, textarea, button:not(.hidden), summary)"
_LOOKS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def look(page: Page, name: str, among: str = CONTROLS) -> Any:
    """What this function of looking.js says of the page."""
    return page.evaluate(f"(among) => {_LOOKS.rstrip()}.{name}(among)", among)


def violations(page: Page, within: str = "html", *, colours: bool = True) -> list[str]:
    """What axe finds: rules and elements. The page keeps axe until it is left.

    colours: also the contrast of each text; needless where the same elements are looked at elsewhere.
    """
    bring_axe(page)
    return look(page, "violations" if colours else "violationsBesideColours", within)


def accessible(page: Page, within: str = "html") -> Iterator[str]:
    """Axe (on the page, or on what changed in it), targets and cut words on a phone; nothing out of its
    column there nor on a wide screen."""
    yield from violations(page, within)
    for name in ("small", "stickingOut", "cutWords"):
        yield from look(page, name)
    page.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})
    yield from (f"at 1280 px, {told}" for told in look(page, "stickingOut"))
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})


def by_keyboard(page: Page) -> Iterator[str]:
    """Tab shows where it is on each control of the question."""
    page.locator("#contenu").focus()
    reached = False
    for _press in range(60):
        page.keyboard.press("Tab")
        here = look(page, "focused")
        if reached and not here["inside"]:
            return
        reached = reached or here["inside"]
        if here["inside"] and not here["seen"]:
            yield f"focus is not seen: {here['html']}"
    yield "Tab does not leave the form"


def disabled(page: Page) -> Iterator[str]:
    """The same controls when they may not be used: they show it, and are still read."""
    look(page, "disable")
    yield from look(page, "pale")  # axe says nothing of the colours of what is disabled
    yield from violations(page, "main", colours=False)
