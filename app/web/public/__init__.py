"""Citizens' pages: find a form, fill it in, send it, follow it. Importing the modules adds the routes."""

from app.web.public import (
    amendments,
    autosave,
    catalogue,
    contract,
    documents,
    filling,
    follow,
    later,
    opinion,
    pages,
    places,
    prefilling,
    renewal,
    row_pages,
    sending,
    task_list,
    verification,
)
from app.web.public.blueprint import blueprint

__all__ = [
    "amendments",
    "autosave",
    "blueprint",
    "catalogue",
    "contract",
    "documents",
    "filling",
    "follow",
    "later",
    "opinion",
    "pages",
    "places",
    "prefilling",
    "renewal",
    "row_pages",
    "sending",
    "task_list",
    "verification",
]
