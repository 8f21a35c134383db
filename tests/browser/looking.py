"""What is looked at on a page of questions, whatever their kinds: axe, widths, targets, focus, contrast.

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
# Each ink on its paper that axe has judged since these tests began: its contrast is the same on every page.
_JUDGED: set[str] = set()


def look(page: Page, name: str, among: Any = CONTROLS) -> Any:
    """What this function of looking.js says of the page."""
    return page.evaluate(f"(among) => {_LOOKS.rstrip()}.{name}(among)", among)


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe finds: rules and elements. The page keeps axe until it is left."""
    bring_axe(page)
    found: list[str] = look(page, "violations", within)
    inks = [ink for ink in look(page, "inks", within) if ink not in _JUDGED]
    if inks:
        told = look(page, "contrasts", {"within": within, "inks": inks})
        found += told["wrong"]
        if not told["wrong"]:
            _JUDGED.update(told["judged"])
    return found


def accessible(page: Page, within: str = "html") -> Iterator[str]:
    """Axe (on the page, or on what changed in it), targets and cut words on a phone; nothing out of its
    column there nor on a wide screen."""
    yield from violations(page, within)
    yield from look(page, "onAPhone")
    page.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})
    yield from (f"at 1280 px, {told}" for told in look(page, "stickingOut"))
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})


def by_keyboard(page: Page) -> Iterator[str]:
    """Tab shows where it is on each control of the questions, and leaves them."""
    look(page, "watchFocus")
    page.locator("#contenu").focus()
    for _look in range(20):
        for _press in range(8):
            page.keyboard.press("Tab")
        inside = [stop["inside"] for stop in look(page, "focused")]
        if True in inside and not inside[-1]:
            break
    else:
        yield "Tab does not leave the form"
    for stop in look(page, "focused"):
        if stop["inside"] and not stop["seen"]:
            yield f"focus is not seen: {stop['html']}"


def disabled(page: Page) -> Iterator[str]:
    """The same controls when they may not be used: they show it, and are still read. Axe, which has seen
    them when they may be, says nothing of what is disabled."""
    look(page, "disable")
    yield from look(page, "pale")
