"""The studio: the forms of a service, a draft edited page by page, its publication. For designers."""

from app.web.studio import circuit, draft, forms, json_side, languages, publication, starting, tabs, texts
from app.web.studio.blueprint import blueprint

__all__ = [
    "blueprint",
    "circuit",
    "draft",
    "forms",
    "json_side",
    "languages",
    "publication",
    "starting",
    "tabs",
    "texts",
]
