"""A browser without JavaScript for tests, which refuses to open a page that breaks the house rules.

Every HTML answer is checked on arrival; forms are filled in and sent as a browser would, hidden
fields and CSRF token included.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from urllib.parse import urldefrag, urljoin

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.plain import plain
from tests.web.house_rules import police
from tests.web.page import Page, form_values

__all__ = ["Page", "Visitor", "form_values", "plain"]


class Visitor:
    """One person's browser: cookies, redirections, forms."""

    def __init__(self, application: Flask) -> None:
        self.raw: FlaskClient = application.test_client()

    def get(self, url: str, *, status: int = 200) -> Page:
        """Open a page, following redirections, and police it."""
        return self._arrive(self.raw.get(url, buffered=True), url, status)

    def submit(
        self,
        page: Page,
        values: Mapping[str, Any] | None = None,
        *,
        button: str = "",
        having: str = "",
        status: int = 200,
    ) -> Page:
        """Fill in a form of the page and send it with a button (its value), as a browser would.

        A value may be a list (check boxes, files as (name, content)); None unticks or empties.
        """
        form = page.form(having)
        data = form_values(form) | {k: v for k, v in (values or {}).items() if v is not None}
        for name in [k for k, v in (values or {}).items() if v is None]:
            data.pop(name, None)
        for item in form.xpath(".//input[@type='file']/@name"):
            assert form.get("enctype") == "multipart/form-data", "a browser would send the name alone"
            data[item] = [
                (BytesIO(content), file_name) for file_name, content in data.get(item) or [("", b"")]
            ]
        name, value = _button(form, button)
        if name:
            data[name] = value
        return self.post(urljoin(page.url, form.get("action") or page.url), data, status=status)

    def post(self, url: str, data: Mapping[str, Any], *, status: int = 200) -> Page:
        """Post these values just as they are."""
        response = self.raw.post(url, data=data, buffered=True)
        response.request.environ["wsgi.input"].close()  # Werkzeug puts large posts in a temporary file
        return self._arrive(response, url, status)

    def _arrive(self, response: TestResponse, url: str, status: int) -> Page:
        for _hop in range(6):
            if response.status_code not in (301, 302, 303, 307, 308):
                break
            url = urljoin(url, response.headers["Location"])
            response = self.raw.get(urldefrag(url).url, buffered=True)
        assert response.status_code == status, f"{response.status_code} at {url}\n{_told(response)}"
        page = Page(response, url)
        police(page)
        return page


def _button(form: Any, wanted: str) -> tuple[str, str]:
    """The name and value of the button with this value; the first of the form for the Enter key."""
    buttons = form.xpath(".//button[not(@type='button')]")
    found = next((b for b in buttons if not wanted or b.get("value", "") == wanted), None)
    assert found is not None, f"no button {wanted!r}"
    return found.get("name", ""), found.get("value", "")


def _told(response: TestResponse) -> str:
    if response.mimetype != "text/html":
        return response.get_data(as_text=True)[:500]
    page = Page(response, "")
    return f"{page.heading}: {page.errors or page.text[:600]}"
