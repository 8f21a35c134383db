"""Filling in a whole form over HTTP from plain answers, page after page, as a person would."""

from collections.abc import Mapping
from typing import Any

from app.core.definition import Field, FormDefinition
from app.core.definition.reading_order import places
from app.core.field_types import field_type
from app.core.paths import declared, get
from tests.core.pictures import picture
from tests.web.pages import Page, Visitor

Json = Any


class Walk:
    """One form, one visitor. `go` stops at the recap."""

    def __init__(self, visitor: Visitor, definition: FormDefinition, answers: Mapping[str, Json]) -> None:
        self.visitor = visitor
        self.definition = definition
        self.answers = answers
        self.fields = dict(_all_fields(definition))
        self.steps: list[str] = []

    def start(self) -> Page:
        """Open the start page and begin."""
        page = self.visitor.get(f"/demarches/{self.definition.slug}")
        return self.visitor.submit(page)

    def go(self, page: Page | None = None) -> Page:
        """Walk to the recap; a page that complains fails."""
        page = page or self.start()
        for _page in range(80):
            if page.url.endswith("/verifier"):
                return page
            if page.url.endswith("/parties"):  # the list of parts, between two of them
                page = self.visitor.get(page.tree.xpath("//*[contains(@class, 'actions')]//a/@href")[0])
                continue
            step = step_of(page)
            if not self.steps or self.steps[-1] != step:
                self.steps.append(step)
            page = self.with_rows(page)
            page = self.visitor.submit(page, self.values(page), button="suivant")
        raise AssertionError(f"no end: {self.steps[-5:]}")

    def to(self, step_id: str) -> Page:
        """Walk until this step is shown, not yet filled in."""
        page = self.start()
        for _page in range(80):
            if step_of(page) == step_id:
                return page
            page = self.with_rows(page)
            page = self.visitor.submit(page, self.values(page), button="suivant")
        raise AssertionError(f"{step_id} is never reached")

    def with_rows(self, page: Page) -> Page:
        """Add the rows that the answers have and the page lacks."""
        for button in page.tree.xpath("//button[starts-with(@value, 'ajouter:')]/@value"):
            path = button.removeprefix("ajouter:")
            wanted = len(get(self.answers, path) or [])
            if self.fields[declared(path)].layout == "pages":
                page = self.with_pages(page, button, wanted)
                continue
            while _rows(page, path) < wanted:
                page = self.visitor.submit(page, self.values(page), button=button)
        return page

    def with_pages(self, page: Page, button: str, wanted: int) -> Page:
        """Fill in the page of each row, adding those that are missing; back on the list."""
        for index in range(wanted):
            rows = page.tree.xpath("//a[contains(@href, '/lignes/')]/@href")
            if index < len(rows):
                page = self.visitor.get(rows[index])
            else:
                page = self.visitor.submit(page, self.values(page), button=button)
            while "/lignes/" in page.url:
                page = self.with_rows(page)
                page = self.visitor.submit(page, self.values(page), button="suivant")
        return page

    def values(self, page: Page) -> dict[str, Json]:
        """What to type in the inputs of this page."""
        typed: dict[str, Json] = {}
        for name in page.names():
            path, _colon, part = name.partition(":")
            field = self.fields[declared(path)]
            value = get(self.answers, path)
            if field_type(field).value_type == "file":
                typed[name] = [(f"{id_}.jpg", picture()) for id_ in value or ()]
                continue
            texts = list(field_type(field).typed(field, value).get(part, ())) if value is not None else []
            many = field_type(field).widget_for(field) in ("checkboxes", "checkbox")
            radio = field_type(field).widget_for(field) == "radios"
            typed[name] = (texts or None) if many else (texts[0] if texts else None if radio else "")
        return typed


def step_of(page: Page) -> str:
    """The id of the step that the page shows."""
    assert "/etapes/" in page.url, page.url
    return page.url.split("/etapes/")[1].split("?")[0].split("/")[0]


def declare_and_send(visitor: Visitor, recap: Page, **more: Any) -> Page:
    """Tick the declaration and send."""
    return visitor.submit(recap, {"declaration": "oui"}, having="declaration", **more)


def _rows(page: Page, path: str) -> int:
    inside = (name.removeprefix(f"{path}[") for name in page.names() if name.startswith(f"{path}["))
    return len({name.split("]")[0] for name in inside})


def _all_fields(definition: FormDefinition) -> list[tuple[str, Field]]:
    return [(place.path, place.field) for place in places(definition.steps)]
