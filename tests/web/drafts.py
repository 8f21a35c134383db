"""A designer's hand on the pages of a draft: which button, and what the outline says."""

from urllib.parse import urljoin

from tests.plain import plain
from tests.web.page import Page, form_values
from tests.web.pages import Visitor


def press(visitor: Visitor, page: Page, words: str, *, status: int = 200, **more: str) -> Page:
    """Press the button with these words, in the form that it belongs to."""
    for button in page.tree.xpath("//main//form//button"):
        if plain(" ".join(button.text_content().split())).startswith(words):
            form = next(button.iterancestors("form"))
            values = {**form_values(form), **more}
            if button.get("name"):
                values[button.get("name")] = button.get("value")
            return visitor.post(urljoin(page.url, form.get("action")), values, status=status)
    raise AssertionError(f"no button {words!r}")


def outline(page: Page) -> list[str]:
    """The steps and questions, as they are read."""
    links = page.tree.xpath("//nav[contains(@class, 'studio-outline')]//a")
    return [plain(" ".join(link.text_content().split())) for link in links]
