"""How much a post may weigh: little everywhere, more on the routes that take files.

It knows sizes only: what a file is, and whether it is taken, is judged in `usecases.attach`.
"""

from flask import current_app, request

from app.web.access import ports

STEP = "public.save"
TAKES_FILES = frozenset({STEP, "public.verify"})
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
