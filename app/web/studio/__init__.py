"""The studio: the forms of a service, a draft edited page by page, its publication. For designers."""

from app.web.studio import draft, forms, json_side, publication, sheet, tabs, trial_case, trying, versions
from app.web.studio.blueprint import blueprint

__all__ = [
    "blueprint",
    "draft",
    "forms",
    "json_side",
    "publication",
    "sheet",
    "tabs",
    "trial_case",
    "trying",
    "versions",
]
