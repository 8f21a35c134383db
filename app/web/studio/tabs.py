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


_BUILDING = (
    "studio.change", "studio.undo", "studio.redo", "studio.correct", "studio.condition", "studio.formula",
    "studio.carry",
)  # fmt: skip
TABS: tuple[Tab, ...] = (
    Tab("studio.draft", lambda: _("Construire"), _BUILDING),
    Tab("studio.sheet", lambda: _("Fiche"), ("studio.keep_sheet",)),
    Tab("studio.circuit", lambda: _("Circuit"), ("studio.choose_circuit",)),
    Tab("studio.texts", lambda: _("Textes"), ("studio.one_text", "studio.write_text")),
    Tab(
        "studio.languages",
        lambda: _("Langues"),
        ("studio.language", "studio.translate", "studio.forget_language"),
    ),
    Tab("studio.trial", lambda: _("Essayer"), ("studio.begin_trial", "studio.share", "studio.messages")),
    Tab("studio.review", lambda: _("Publier"), ("studio.publish",)),
    Tab("studio.history", lambda: _("Historique"), ("studio.go_back",)),
    Tab("studio.text", lambda: _("JSON"), ("studio.write", "studio.import_form")),
)


@blueprint.context_processor
def _of_a_draft() -> dict[str, object]:
    return {"draft_tabs": TABS}
