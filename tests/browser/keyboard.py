"""A person who has a keyboard only, in a real browser: Tab to reach, Space, arrows and Enter to act.

It walks any form by the data of tests/forms/<slug>/*.json; it knows HTML names, not the form.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.core.files import PDF

Json = Any
FAR = 120  # presses of Tab after which something is out of reach
GOES = 4  # a question may appear once another is answered, and once more


# One question a press: has this control the focus, and is the focus seen? A browser draws its own on ticks.
_FOCUS = """selector => {
  const node = document.activeElement;
  if (!node.matches(selector)) return null;
  return ["radio", "checkbox"].includes(node.type) || getComputedStyle(node).outlineStyle !== "none";
}"""


# How many stops lie for sure before this control, from where the focus is: they need no look at each.
_BEFORE = """selector => {
  const stops = [], groups = new Set();
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  for (const node of document.querySelectorAll(all)) {
    if (node.disabled || node.tabIndex < 0 || !node.checkVisibility({visibilityProperty: true})) continue;
    const group = node.type === "radio" ? node.name : "";
    if (group && groups.has(group)) continue;
    if (group) groups.add(group);
    stops.push(group ? [...document.getElementsByName(group)] : [node]);
  }
  const at = holds => stops.findIndex(nodes => nodes.some(holds));
  const alone = document.activeElement === document.body;
  if (alone && location.hash) return 0;  // Tab then starts from there
  const here = alone ? -1 : at(node => node === document.activeElement);
  const there = stops.findIndex((nodes, n) => n > here && nodes.some(node => node.matches(selector)));
  return here < 0 && !alone ? 0 : there - here - 1;
}"""


def tab_to(page: Page, selector: str) -> int:
    """Press Tab until this control has the focus; it must be seen. How many presses it took."""
    before = max(0, page.evaluate(_BEFORE, selector) - 1)
    for _press in range(before):
        page.keyboard.press("Tab")
    for pressed in range(before + 1, FAR + 1):
        page.keyboard.press("Tab")
        seen = page.evaluate(_FOCUS, selector)
        if seen is not None:
            assert seen, f"{page.url}: nothing shows that {selector} has the focus"
            return pressed
    raise AssertionError(f"{page.url}: {selector} cannot be reached with Tab")


def press(page: Page, selector: str) -> None:
    """Reach a button or a link and press Enter: without a script, another page always comes."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def answer(page: Page, name: str, value: Json) -> int:
    """Type, tick, or move in the group with the arrows. How many presses it took."""
    control = page.locator(f'[name="{name}"]').first
    kind = control.get_attribute("type") or control.evaluate("node => node.tagName.toLowerCase()")
    if kind == "checkbox":
        return sum(_tick(page, name, code) for code in (value if isinstance(value, list) else [value]))
    presses = tab_to(page, f'[name="{name}"]')
    if kind == "radio":
        page.keyboard.press("Space")
        codes = [node.get_attribute("value") for node in page.locator(f'[name="{name}"]').all()]
        presses += 1 + _move(page, codes, value)
        assert page.locator(f'[name="{name}"][value="{value}"]').is_checked()
    elif kind == "select":
        page.keyboard.press("Home")
        codes = control.evaluate("node => [...node.options].map(option => option.value)")
        presses += 1 + _move(page, codes, value)
        assert control.input_value() == value
    else:
        page.keyboard.type(str(value))
        presses += len(str(value))
    return presses


def _tick(page: Page, name: str, code: Json) -> int:
    presses = tab_to(page, f'[name="{name}"]' + ("" if code is True else f'[value="{code}"]'))
    page.keyboard.press("Space")
    return presses + 1


def _move(page: Page, codes: list[str | None], wanted: Json) -> int:
    steps = codes.index(str(wanted))
    for _step in range(steps):
        page.keyboard.press("ArrowDown")
    return steps


def give_file(page: Page, name: str) -> None:
    """Open the window that chooses with Enter, and choose a small PDF."""
    tab_to(page, f'[type="file"][name="{name}"]')
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files([{"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": PDF}])


def fill(page: Page, step: Mapping[str, Json]) -> None:
    """One step: what is there is answered, rows are added when missing, then on; without a script the
    page comes back with the questions that the answers opened.
    """
    place = f"/etapes/{step['step']}"
    page.wait_for_url(f"**{place}*")
    typed, files = dict(step["values"]), set(step.get("files", ()))
    for _go in range(GOES):
        _answer_what_is_there(page, typed, files)
        press(page, 'button[value="suivant"]')
        if not urlsplit(page.url).path.endswith(place):
            assert not [*typed, *files], f"{place}: never asked {sorted(typed)} {sorted(files)}"
            return
    raise AssertionError(f"{place} is not left: {page.locator('main').inner_text()[:600]}")


def _answer_what_is_there(page: Page, typed: dict[str, Json], files: set[str]) -> None:
    for name in list(typed):
        row, inside, _cell = name.partition("]")
        if inside and page.locator(f'[name^="{row}]"]').count() == 0:
            press(page, f'button[value^="ajouter:{row.partition("[")[0]}"]')
        if page.locator(f'[name="{name}"]').count():
            answer(page, name, typed.pop(name))
    for name in sorted(files):
        if page.locator(f'[type="file"][name="{name}"]').count():
            give_file(page, name)
            files.discard(name)


def walk(page: Page, case: Mapping[str, Json]) -> None:
    """From the first step, or the list of parts, to the page that checks."""
    page.on("filechooser", lambda _chooser: None)  # from now on, or the first window may open unseen
    for step in case["typed"]:
        pass_the_parts(page)
        fill(page, step)
    pass_the_parts(page)
    page.wait_for_url("**/verifier*")


def pass_the_parts(page: Page) -> None:
    """A long form shows its parts in between: go on."""
    if page.locator("ol.tasks").count():
        press(page, "main .actions a")
