"""Files joined to a dossier. The core only sees their ids: storage and content are judged outside."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.core.definition import Field
from app.core.field_types.base import FieldType, Typed, types_of
from app.core.field_types.naming import named
from app.core.field_types.sentences import Params, Sentence
from app.core.language import _, ngettext
from app.core.media_types import MEDIA_TYPES, MediaType, megabytes, titles

Json = Any
MOST = 5  # files of one question, when the schema does not say


def most(field: Field) -> int:
    """How many files may answer this question."""
    return int(field.schema.get("maxItems", MOST))


def accepted(field: Field) -> tuple[MediaType, ...]:
    """The kinds of file that the definition accepts; all that we know when it names none."""
    names = media_type_names(field.schema)
    return tuple(known for known in MEDIA_TYPES if known.name in names) if names else MEDIA_TYPES


def media_type_names(schema: Mapping[str, Json]) -> tuple[str, ...]:
    """What the items are said to be: `contentMediaType`, or one under each branch of `anyOf`."""
    items = schema.get("items") or {}
    branches = [items, *items.get("anyOf", ())]
    return tuple(branch["contentMediaType"] for branch in branches if "contentMediaType" in branch)


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
        "file-empty": lambda field, given: _("Choisissez un autre fichier : celui-ci est vide"),
        "file-size": lambda field, given: _("Choisissez un fichier de {size} au maximum").format(
            size=megabytes(int(given["n"]))
        ),
        "file-type": lambda field, given: _("Choisissez un fichier au format {formats}").format(
            formats=titles(accepted(field))
        ),
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
