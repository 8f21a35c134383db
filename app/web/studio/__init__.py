"""The studio: the forms of a service, a draft edited page by page, its publication. For designers."""

from app.web.studio import (
    carrying,
    condition,
    draft,
    forms,
    formula,
    history,
    json_side,
    publication,
    tabs,
    together,
)
from app.web.studio.blueprint import blueprint

__all__ = [
    "blueprint",
    "carrying",
    "condition",
    "draft",
    "forms",
    "formula",
    "history",
    "json_side",
    "publication",
    "tabs",
    "together",
]
