"""A signature: the full name typed, a box that attests, and a drawing for those who can draw one.

The drawing is a file of the dossier, known here by its id; one that names no file of the dossier
is simply never found. Name and box alone are a whole signature: the keyboard is enough.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from app.core.definition import Field
from app.core.field_types.attachment import AttachmentIds
from app.core.field_types.base import Complaint, FieldType, Typed, first
from app.core.field_types.sentences import Sentence
from app.core.field_types.yes_no import YES
from app.core.language import _
from app.core.plain_text import one_line

Json = Any
NAME, ATTESTS, DRAWING = "nom", "atteste", "trace"
LONGEST = 100
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


class Signature(FieldType):
    """Stored as {"name", "attests": true, "drawing"?: id of a file}."""

    kind = "signature"
    json_type = "object"
    formats = ("signature",)
    parts = (NAME, ATTESTS, DRAWING)
    widget = "signature"
    attributes: ClassVar[Mapping[str, str]] = {"name": "text", "attests": "boolean", "drawing": "text"}
    sentences: ClassVar[Mapping[str, Sentence]] = {
        **{code: AttachmentIds.sentences[code] for code in ("file-size", "picture-broken", "file-unsafe")},
        "required": lambda field, given: _("Signez : saisissez votre nom complet et cochez la case"),
        "name": lambda field, given: _("Saisissez votre nom complet. Exemple : Marie Durand"),
        "name-long": lambda field, given: _("Saisissez un nom de {n} caractères au plus").format(n=LONGEST),
        "attests": lambda field, given: _("Cochez la case pour signer"),
        "file-type": lambda field, given: _("Dessinez votre signature à nouveau"),
    }

    def parse(self, field: Field, typed: Typed) -> dict[str, Json] | None:
        name, drawing = one_line(first(typed, NAME)), first(typed, DRAWING).strip()
        value: dict[str, Json] = {"name": name} if name else {}
        if first(typed, ATTESTS) == YES:
            value["attests"] = True
        if value and _ID.fullmatch(drawing):
            value["drawing"] = drawing
        return value or None

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        held = value if isinstance(value, Mapping) else {}
        texts = {NAME: held.get("name"), ATTESTS: held.get("attests") and YES, DRAWING: held.get("drawing")}
        return {part: (str(text),) if text else () for part, text in texts.items()}

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        """Half a signature is none, even where signing is optional."""
        name = value.get("name")
        if not isinstance(name, str) or len(name) < 2:
            return Complaint("name", part=NAME)
        if len(name) > LONGEST:
            return Complaint("name-long", part=NAME)
        return None if value.get("attests") is True else Complaint("attests", part=ATTESTS)

    def file_ids(self, value: Json) -> tuple[str, ...]:
        drawing = value.get("drawing") if isinstance(value, Mapping) else None
        return (drawing,) if isinstance(drawing, str) else ()

    def read_back(self, field: Field, value: Json) -> str:
        return _("Signé par {name}").format(name=value.get("name", ""))
