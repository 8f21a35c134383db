"""What autosave.js sends, one request at a time."""

from collections.abc import Mapping
from typing import Any

from tests.web.pages import Page, Visitor, form_values


class Window:
    """One page of a step, open in a browser: it posts with the marks that it had read."""

    def __init__(self, visitor: Visitor, page: Page) -> None:
        self.visitor, self.page = visitor, page
        self.hidden = form_values(page.form())
        self.marks = dict(word.rpartition("=")[::2] for word in self.hidden["_base"].split())

    def save(self, values: Mapping[str, Any], **more: Any) -> Any:
        """Save these inputs; `more` replaces or adds posted fields (None leaves one out)."""
        paths = list(dict.fromkeys(name.partition(":")[0] for name in values))
        data = {
            "csrf_token": self.hidden["csrf_token"],
            "_revision": self.hidden["_revision"],
            "_shown": " ".join(paths),
            "_base": " ".join(f"{path}={self.marks[path]}" for path in paths if path in self.marks),
            **values,
            **more,
        }
        sent = {name: value for name, value in data.items() if value is not None}
        answer = self.visitor.raw.post(f"{self.page.url}/enregistrement-auto", data=sent)
        if answer.is_json and "marks" in answer.json:
            self.marks |= answer.json["marks"]
        return answer
