"""One HTML page as it arrived: its words, its forms, its links."""

from typing import Any
from urllib.parse import urldefrag

from lxml import html
from werkzeug.test import TestResponse

from tests.plain import plain

NOT_TYPED = {"hidden", "submit", "button"}


class Page:
    """One HTML page as it arrived."""

    def __init__(self, response: TestResponse, url: str) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.url, self.anchor = urldefrag(url)
        self.source = response.get_data(as_text=True)
        self.tree = html.document_fromstring(self.source)
        for template in self.tree.xpath("//template"):
            template.drop_tree()  # a browser neither shows nor sends what waits in one

    @property
    def heading(self) -> str:
        """The words of the h1."""
        return plain(self.tree.find(".//h1").text_content())

    @property
    def title(self) -> str:
        return plain(self.tree.findtext(".//title"))

    @property
    def text(self) -> str:
        """All that is read on the page, with plain spaces."""
        return plain(self.tree.find("body").text_content())

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return [plain(link.text_content()) for link in self.tree.xpath("//*[@id='erreurs']//a")]

    def ids(self) -> list[str]:
        return self.tree.xpath("//*/@id")

    def form(self, having: str = "") -> Any:
        """The form that holds a field of this name, else the first that posts."""
        for form in self.tree.xpath("//main//form"):
            if form.xpath(".//*[@name=$name]", name=having) if having else form.get("method") == "post":
                return form
        raise AssertionError(f"no form with {having!r} at {self.url}")

    def names(self) -> list[str]:
        """The names of the inputs that a person may fill in, in page order, once each."""
        inputs = self.tree.xpath("//main//input|//main//textarea|//main//select")
        return list(
            dict.fromkeys(i.get("name") for i in inputs if i.get("type") not in NOT_TYPED and i.get("name"))
        )

    def link(self, words: str) -> str:
        """The address of the link that says this."""
        for link in self.tree.xpath("//a[@href]"):
            if words in plain(link.text_content()):
                return str(link.get("href"))
        raise AssertionError(f"no link {words!r} at {self.url}")


def form_values(form: Any) -> dict[str, Any]:
    """What the form would send if nothing were touched, without any button."""
    values: dict[str, Any] = {}
    for item in form.xpath(".//input|.//textarea|.//select"):
        name, kind = item.get("name"), item.get("type", "text")
        if not name or kind in ("submit", "button", "file"):
            continue
        if item.tag == "select":
            chosen = item.xpath(".//option[@selected]/@value") or item.xpath(".//option[1]/@value")
            values[name] = chosen[0]
        elif item.tag == "textarea":
            values[name] = (item.text or "").removeprefix("\n")
        elif kind == "checkbox":
            if item.get("checked") is not None:
                values.setdefault(name, []).append(item.get("value", "on"))
        elif kind == "radio":
            if item.get("checked") is not None:
                values[name] = item.get("value", "on")
        else:
            values[name] = item.get("value", "")
    return values
