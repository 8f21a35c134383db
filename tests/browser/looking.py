"""What is looked at on the page of a question, whatever its kind: axe, widths, targets, focus, contrast.

Each look gives sentences, none when all is well; the test says for which kind and state.
"""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP
from tests.browser.walking import AXE

CONTROLS = "main form :is(input:not([type=hidden], .hidden), select, textarea, button:not(.hidden), summary)"
# What the eye sees as one target: the whole line of a radio button.
SMALL = """(selector) => [...document.querySelectorAll(selector)].filter(node => {
  const box = (node.closest(".row") ?? node).getBoundingClientRect();
  return node.checkVisibility() && (box.height < 24 || box.width < 24);
}).map(node => `target under 24 px: ${node.outerHTML.slice(0, 90)}`)"""
STICKING_OUT = """() => {
  const edge = document.querySelector("main").getBoundingClientRect().right + 1;
  const wide = document.documentElement.scrollWidth > window.innerWidth ? ["the page scrolls sideways"] : [];
  return [...wide, ...[...document.querySelectorAll("main form *")].filter(node => node.checkVisibility()
    && !node.closest(".hidden, svg") && getComputedStyle(node).clipPath === "none"
    && !node.closest("[style*=clip], .row-table .field > label, .row-table legend")
    && node.getBoundingClientRect().right > edge)
    .map(node => `out of the column: ${node.outerHTML.slice(0, 90)}`)];
}"""
# A word of a label or a button that is cut because its box is too narrow for it.
CUT_WORDS = """() => {
  const found = [];
  const range = document.createRange();
  for (const node of document.querySelectorAll("main form :is(label, legend, th, button, summary, .hint)")) {
    if (!node.checkVisibility() || node.closest(".hidden")) continue;
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (text.parentElement.closest(".hidden") || getComputedStyle(text.parentElement).clipPath !== "none") continue;
      for (const word of text.data.matchAll(/[\\p{L}\\p{N}]{2,}/gu)) {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(`a word is cut: ${word[0]}`);
      }
    }
  }
  return found;
}"""
FOCUSED = """() => {
  const node = document.activeElement;
  const style = getComputedStyle(node.closest(".row") ?? node);
  return {inside: Boolean(node.closest("main form")), html: node.outerHTML.slice(0, 90),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2};
}"""
# WCAG lets a disabled control be pale; people must read it all the same.
PALE = """(selector) => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const opaque = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const [r, g, b, alpha = 1] = channels(getComputedStyle(at).backgroundColor);
      if (alpha > 0) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const light = (rgb) => rgb.map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const found = [];
  for (const control of document.querySelectorAll(selector)) {
    const row = control.closest(".row");
    const node = row ? row.querySelector("label") : control;
    if (!node.checkVisibility()) continue;
    let opacity = 1;
    for (let at = node; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
    const back = opaque(node);
    const front = channels(getComputedStyle(node).color).slice(0, 3).map((c, at) => c * opacity + back[at] * (1 - opacity));
    const [high, low] = [light(front), light(back)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) found.push(`pale (${ratio.toFixed(1)}): ${node.outerHTML.slice(0, 90)}`);
    const live = node.cloneNode(); // the same control, if it could be used
    if (!row && control.matches(".input, .button") && getComputedStyle(control).cursor !== "not-allowed") {
      found.push(`disabled but looks ready: ${live.outerHTML.slice(0, 90)}`);
    }
  }
  return found;
}"""
# Only what is wrong comes back: the whole account of a page takes longer to bring than to make.
VIOLATIONS = """async () => (await axe.run({resultTypes: ["violations"]})).violations
  .map(found => `${found.id}: ${found.nodes[0].html.slice(0, 120)}`)"""
DISABLE = "(selector) => document.querySelectorAll(selector).forEach(node => { node.disabled = true; })"


def violations(page: Page) -> list[str]:
    """What axe finds: rule and first element. The page keeps axe until it is left."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    return page.evaluate(VIOLATIONS)


def accessible(page: Page) -> Iterator[str]:
    """Axe, by rule and element; and what a narrow screen and a wide one make of the page."""
    yield from violations(page)
    yield from page.evaluate(SMALL, CONTROLS)
    yield from page.evaluate(STICKING_OUT)
    yield from page.evaluate(CUT_WORDS)
    narrow = page.viewport_size
    page.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})
    yield from (f"at 1280 px, {what}" for what in page.evaluate(STICKING_OUT))
    if narrow:
        page.set_viewport_size(narrow)


def by_keyboard(page: Page) -> Iterator[str]:
    """Tab shows where it is on each control of the question."""
    page.locator("#contenu").focus()
    reached = False
    for _press in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if reached and not here["inside"]:
            return
        reached = reached or here["inside"]
        if here["inside"] and not here["seen"]:
            yield f"focus is not seen: {here['html']}"
    yield "Tab does not leave the form"


def disabled(page: Page) -> Iterator[str]:
    """The same controls when they may not be used: they are told so, and still read."""
    page.evaluate(DISABLE, CONTROLS)
    yield from page.evaluate(PALE, CONTROLS)
    yield from violations(page)
