"""Files joined to a dossier. The core only sees their ids: storage and content are judged outside."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.core.definition import Field
from app.core.field_types.base import FieldType, Typed, types_of
from app.core.field_types.naming import named
from app.core.field_types.sentences import Params, Sentence
from app.core.language import _, ngettext

Json = Any


def _too_few(field: Field, given: Params) -> str:
    n = int(given["n"])
    return ngettext("Ajoutez au moins {n} fichier", "Ajoutez au moins {n} fichiers", n).format(n=n)


def _too_many(field: Field, given: Params) -> str:
    n = int(given["n"])
    return ngettext(
        "Vous pouvez ajouter au plus {n} fichier", "Vous pouvez ajouter au plus {n} fichiers", n
    ).format(n=n)


class AttachmentIds(FieldType):
    """Stored as a list of attachment ids, in the order in which the files were added."""

    kind = "attachment"
    formats = ("attachment",)
    widget = "file"
    value_type = "file"
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "required": lambda field, given: _("Ajoutez {field}").format(field=named(field.name)),
        "min-items": _too_few,
        "max-items": _too_many,
    }

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        return types_of(schema) == {"array"} and (schema.get("items") or {}).get("format") in self.formats

    def parse(self, field: Field, typed: Typed) -> list[str] | None:
        return list(dict.fromkeys(text for text in typed.get("", ()) if text)) or None

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        return {"": tuple(value or ())}

    def read_back(self, field: Field, value: Json) -> str:
        n = len(value)
        return ngettext("{n} fichier joint", "{n} fichiers joints", n).format(n=n)
