"""The pages of a draft, in the order of its tabs: one line a page. It knows addresses and words, no view."""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.language import _
from app.web.studio.blueprint import blueprint


@dataclass(frozen=True, slots=True)
class Tab:
    """`endpoint` takes `draft_id` alone; `also` are the pages under it, whose tab it is too."""

    endpoint: str
    label: Callable[[], str]
    also: tuple[str, ...] = ()


TABS: tuple[Tab, ...] = (
    Tab("studio.draft", lambda: _("Construire"), ("studio.change", "studio.undo", "studio.redo")),
    Tab("studio.texts", lambda: _("Textes"), ("studio.one_text", "studio.write_text")),
    Tab("studio.review", lambda: _("Publier"), ("studio.publish",)),
    Tab("studio.circuit", lambda: _("Circuit"), ("studio.choose_circuit",)),
    Tab(
        "studio.languages",
        lambda: _("Langues"),
        ("studio.language", "studio.translate", "studio.forget_language"),
    ),
    Tab("studio.text", lambda: _("JSON"), ("studio.write", "studio.import_form")),
)


@blueprint.context_processor
def _of_a_draft() -> dict[str, object]:
    return {"draft_tabs": TABS}
