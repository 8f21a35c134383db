"""Files joined to a dossier. The core only sees their ids: storage and content are judged outside."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app.core.definition import Field
from app.core.field_types.base import FieldType, Typed, types_of
from app.core.field_types.naming import named
from app.core.field_types.sentences import Params, Sentence
from app.core.language import _, ngettext
from app.core.media_types import HEIC, JPEG, MEDIA_TYPES, PNG, MediaType, kept_as, megabytes, titles

Json = Any
LARGEST = {"identity-document": 20 * 1024 * 1024}  # bytes, by kind
ONLY = {"signature": (PNG,)}  # kind → what is accepted whatever the definition says
MOST = 5  # files of one question, when the schema does not say


def most(field: Field) -> int:
    """How many files may answer this question."""
    return int(field.schema.get("maxItems", MOST))


def accepted(field: Field) -> tuple[MediaType, ...]:
    """The kinds of file that the definition accepts; all that we know when it names none."""
    names = media_type_names(field.schema)
    if field.kind in ONLY:
        return ONLY[field.kind]
    return tuple(known for known in MEDIA_TYPES if known.name in names) if names else MEDIA_TYPES


def takes(field: Field, media: MediaType) -> bool:
    """True when the definition accepts what this kind of file is kept as."""
    return kept_as(media) in accepted(field)


def largest(field: Field, limit: int) -> int:
    """The most bytes of one file: the installation's limit, or less when the kind says so."""
    return min(limit, LARGEST.get(field.kind, limit))


def until_decision(field: Field) -> bool:
    """True for copies that are marked for the service, and forgotten once the dossier is decided."""
    return field.kind == "identity-document"


def proposed(field: Field) -> tuple[str, ...]:
    """What the window that chooses is told to show: photos of telephones too, where a JPEG is accepted."""
    kinds = accepted(field) + ((HEIC,) if JPEG in accepted(field) else ())
    return tuple(kind.name for kind in kinds) + tuple(ending for kind in kinds for ending in kind.endings)


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
    json_type = "array"
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
        "file-belied": lambda field, given: _(
            "Choisissez un autre fichier : son nom annonce {said}, son contenu est {found}"
        ).format(said=given.get("said", ""), found=given.get("found", "")),
        "picture-broken": lambda field, given: _(
            "Choisissez un autre fichier : cette image est abîmée ou incomplète"
        ),
        "picture-huge": lambda field, given: _(
            "Choisissez une image plus petite : celle-ci a trop de points pour être ouverte"
        ),
        "file-broken": lambda field, given: _(
            "Choisissez un autre fichier : ce PDF est abîmé ou protégé par un mot de passe"
        ),
        "file-unsafe": lambda field, given: _("Ce fichier n’est pas sûr : choisissez-en un autre"),
    }

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        return types_of(schema) == {"array"} and (schema.get("items") or {}).get("format") in self.formats

    def file_ids(self, value: Json) -> tuple[str, ...]:
        """The ids inside a stored value; one of another shape (from outside) has none."""
        return tuple(id_ for id_ in value if isinstance(id_, str)) if isinstance(value, list) else ()

    def parse(self, field: Field, typed: Typed) -> list[str] | None:
        return list(dict.fromkeys(text for text in typed.get("", ()) if text.strip())) or None

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        return {"": tuple(value or ())}

    def read_back(self, field: Field, value: Json) -> str:
        n = len(value)
        return ngettext("{n} fichier joint", "{n} fichiers joints", n).format(n=n)
