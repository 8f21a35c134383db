"""What people change on their side, and what holds: contrast, text size, spacing, a small screen, paper."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.already_sent import already_sent, ports_of
from tests.browser.conftest import DESKTOP, PHONE, Site, Visitor
from tests.browser.keyboard import tab_to
from tests.browser.test_straight_line import AGENT
from tests.browser.walking import assert_no_sideways_scroll, fill_step, scenario, sign_in, start

TITLE = "Demande d’élection de domicile"
OUTLINE = "node => getComputedStyle(node.closest('.row') ?? node).outline"
# WCAG 1.4.12, and 1.4.4 on the narrowest phone.
SPACING = """* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
  p {margin-bottom: 2em !important}"""
LARGE = "html {font-size: 200% !important}"
# A link that is all that its block says, or a button: the others stand inside a sentence.
SMALL = """() => [...document.querySelectorAll("a[href], button, summary")].filter(node => {
  const block = node.closest("p, li, h1, h2, h3, dd, th, td, summary, nav, form") ?? node.parentElement;
  const all = block.innerText.trim() === node.innerText.trim();
  const alone = all || node.tagName !== "A" || block.tagName === "TH";
  const covers = getComputedStyle(node, "::after").position === "absolute";
  const box = node.getBoundingClientRect();
  return alone && !covers && node.checkVisibility() && !node.closest(".skip, .hidden")
    && (box.height < 24 || box.width < 24);
}).map(node => `${node.innerText} (${node.getBoundingClientRect().height})`)"""
# The widest number that a dossier may have.
WIDEST = "document.querySelectorAll('.desk-reference a').forEach(a => { a.textContent = 'MWQ-MWQ-MWQ'; })"
CUT = """() => [...document.querySelectorAll("body *")].filter(node => {
  const style = getComputedStyle(node);
  return node.checkVisibility() && !node.matches("input, textarea, .hidden, .hidden *")
    && [style.overflowX, style.overflowY].some(way => ["hidden", "clip"].includes(way))
    && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1);
}).map(node => node.outerHTML.slice(0, 80))"""


@dataclass(frozen=True)
class Filed:
    """A dossier that was sent, and the pages that its holder and its service have of it."""

    number: str
    state: str  # the holder's cookies: Playwright's storage file


@pytest.fixture(scope="module")
def filed(browser: Browser, site: Site) -> Filed:
    """One dossier for all these tests; its holder's session is kept."""
    [sent] = already_sent(ports_of(site))
    context = browser.new_context(base_url=site.url, viewport=DESKTOP, locale="fr-FR")
    context.new_page().goto(sent.follow_up)
    state = site.instance / "holder.json"
    context.storage_state(path=state)
    context.close()
    return Filed(sent.reference, str(state))


def second_step(page: Page, **changed: str) -> None:
    """A step with a date, choices and texts; answered with errors when something is changed."""
    start(page, TITLE)
    first, second, *_others = scenario("cerfa-16029")["typed"]
    fill_step(page, first["values"])
    page.get_by_role("button", name="Continuer", exact=True).click()
    page.wait_for_url(f"**/etapes/{second['step']}*")
    if changed:
        fill_step(page, {**second["values"], **changed})
        page.get_by_role("button", name="Continuer", exact=True).click()
        page.locator("#erreurs").wait_for()


def test_the_focus_a_chosen_row_and_the_main_button_are_seen_in_high_contrast(visit: Visitor) -> None:
    page = visit(DESKTOP, forced_colors="active")
    start(page, TITLE)
    radio = page.locator("input[type=radio]").first
    assert focus_shows(page, radio), "unchecked"
    radio.check()
    assert focus_shows(page, radio), "checked"
    width = "node => getComputedStyle(node.closest('.row')).borderTopWidth"
    assert radio.evaluate(width) != page.locator("input[type=radio]").last.evaluate(width)
    ground = "node => getComputedStyle(node).backgroundColor"
    main = page.get_by_role("button", name="Continuer", exact=True).evaluate(ground)
    assert main != page.locator(".button--quiet").evaluate(ground)


def focus_shows(page: Page, control: Locator) -> bool:
    """Its outline is another once Tab has reached it."""
    page.locator("main").focus()
    without = control.evaluate(OUTLINE)
    tab_to(page, "input[type=radio]")
    expect(control).to_be_focused()
    return bool(control.evaluate(OUTLINE) != without)


def test_a_wrong_step_on_the_narrowest_phone_has_its_date_and_its_header_on_one_line(visit: Visitor) -> None:
    page = visit(PHONE)
    second_step(page, **{"demandeur.naissance:jour": ""})
    parts = page.locator(".field--wrong .parts").first
    tops = {round(box["y"]) for one in parts.locator("input").all() if (box := one.bounding_box())}
    assert parts.locator("input").count() == 3
    assert len(tops) == 1
    assert page.locator(".top-nav a:visible").all_inner_texts() == ["Aide"]
    brand, help_ = page.locator(".top .brand").bounding_box(), page.locator(".top-nav").bounding_box()
    assert brand
    assert help_
    assert brand["y"] < help_["y"] + help_["height"] / 2 < brand["y"] + brand["height"]
    expect(page.locator(".foot").get_by_role("link", name="Reprendre ou suivre un dossier")).to_be_visible()


def test_larger_text_and_spacing_lose_nothing_on_a_phone(visit: Visitor, filed: Filed) -> None:
    citizen, agent = visit(PHONE, bypass_csp=True), visit(PHONE, bypass_csp=True)
    second_step(citizen, **{"demandeur.naissance:jour": ""})
    sign_in(agent, AGENT)
    for page, paths in (
        (citizen, [citizen.url, "/"]),
        (agent, ["/bureau", f"/bureau/dossiers/{filed.number}"]),
    ):
        for path in paths:
            if path != page.url:
                page.goto(path)
            page.evaluate(WIDEST)
            for changed in (SPACING, LARGE):
                style = page.add_style_tag(content=changed)
                assert_no_sideways_scroll(page)
                assert not page.evaluate(CUT), (page.url, changed)
                style.evaluate("node => node.remove()")


def test_a_link_that_stands_alone_is_large_enough_to_be_touched(visit: Visitor, filed: Filed) -> None:
    citizen, holder, agent = visit(PHONE), visit(PHONE, storage_state=filed.state), visit(PHONE)
    citizen.goto("/")
    assert not small(citizen)
    second_step(citizen, **{"demandeur.naissance:jour": ""})
    assert not small(citizen)
    for path in (f"/suivi/{filed.number}", "/suivi", "/aide"):
        holder.goto(path)
        assert not small(holder), path
    sign_in(agent, AGENT)
    for path in ("/bureau", f"/bureau/dossiers/{filed.number}"):
        agent.goto(path)
        assert not small(agent), path


def small(page: Page) -> list[str]:
    """What is too small for a finger, at both widths."""
    found = []
    for width in (PHONE, DESKTOP):
        page.set_viewport_size(dict(width))
        found += page.evaluate(SMALL)
    return found


def test_the_actions_of_a_dossier_are_beside_or_one_link_away_at_every_width(
    visit: Visitor, filed: Filed
) -> None:
    page = visit(PHONE)
    sign_in(page, AGENT)
    page.goto(f"/bureau/dossiers/{filed.number}")
    for width in (320, 992, 1000, 1024, 1025, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        actions, answers = (
            page.locator(".case-actions").bounding_box(),
            page.locator(".case-reading").bounding_box(),
        )
        assert actions
        assert answers
        beside = actions["x"] >= answers["x"] + answers["width"]
        jump = page.get_by_role("link", name="Aller aux actions")
        assert jump.is_visible() != beside, width
        if not beside:
            box = jump.bounding_box()
            assert box
            assert box["height"] >= 44


def test_a_confirmation_on_paper_says_where_to_go(visit: Visitor, filed: Filed, site: Site) -> None:
    page = visit(DESKTOP, storage_state=filed.state)
    page.goto(f"/suivi/{filed.number}")
    page.goto(page.url.replace("/suivi/", "/dossiers/") + "/envoye")
    button = page.get_by_role("button", name="Imprimer cette page")
    expect(button).to_be_visible()
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
    button.click()
    assert page.evaluate("document.body.dataset.printed") == "yes"
    page.emulate_media(media="print")
    expect(page.get_by_text(f"{site.url}/suivi")).to_be_visible()
    expect(
        page.locator(".aside .card", has=page.locator("a[href^='tel:'], a[href^='mailto:']"))
    ).to_be_visible()
    for gone in (button, page.locator(".actions a").first, page.locator(".top-nav"), page.locator(".foot")):
        expect(gone).to_be_hidden()


def test_without_javascript_no_button_promises_to_print(visit: Visitor, filed: Filed) -> None:
    page = visit(PHONE, script=False, storage_state=filed.state)
    page.goto(f"/suivi/{filed.number}")
    expect(page.locator("[data-print]")).to_be_hidden()
