"""How much a post may weigh: little everywhere, more on the routes that take files.

It knows sizes only: what a file is, and whether it is taken, is judged in `usecases.fill.receiving`.
"""

from typing import BinaryIO, cast

from flask import current_app, request

from app.usecases.desk.message_files import Given
from app.web.access import ports
from app.web.streams import chunks

STEP = "public.save"
MESSAGES = frozenset({"public.write", "desk.write_message"})
STUDIO = frozenset({"studio.write", "studio.import_form", "studio.start_from"})
TAKES_FILES = MESSAGES | STUDIO | {STEP, "public.verify"}
LARGEST_TEXT = 6_000_000  # bytes of the texts of a post of the studio: more than the largest form
# A file somewhat too large must come back as an error of its question, beside all that was typed:
# only far beyond the limit is the whole post refused.
TOGETHER = 3


def allow() -> None:
    """Before anything reads the request: raise its limit where a file may come.

    Multipart only: its texts have a limit of their own (MAX_FORM_MEMORY_SIZE), other posts have not.
    """
    if request.endpoint in TAKES_FILES and request.mimetype == "multipart/form-data":
        margin: int = current_app.config["MAX_CONTENT_LENGTH"]
        request.max_content_length = ports().max_upload * TOGETHER + margin
    if request.endpoint in STUDIO:  # a form as text, or the cells of a table, pasted
        request.max_form_memory_size = LARGEST_TEXT


def joined(name: str) -> tuple[Given, ...]:
    """The files that this input brings, to be read piece by piece; an input left empty brings none."""
    files = (file for file in request.files.getlist(name) if file.filename)
    return tuple(Given(file.filename or "", chunks(cast(BinaryIO, file.stream))) for file in files)
