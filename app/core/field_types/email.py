"""An e-mail address, judged more strictly than RFC 5321: what mail servers really accept."""

from collections.abc import Mapping
from datetime import date
from re import ASCII
from re import compile as pattern
from typing import Any, ClassVar

from app.core import french
from app.core.definition import Field
from app.core.field_types.base import Complaint, FieldType
from app.core.field_types.email_domains import probably_meant
from app.core.field_types.sentences import Sentence
from app.core.language import _

Json = Any
MAX_LENGTH = 254  # RFC 5321: the whole path is 256 with its angle brackets
_LOCAL = pattern(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*", ASCII)
_DOMAIN = pattern(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", ASCII)


class Email(FieldType):
    """Stored with its domain in lower case; the part before @ is left as typed."""

    kind = "email"
    formats = ("email",)
    input_mode = "email"
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "format": lambda field, given: _(
            "Saisissez une adresse électronique valide. Exemple : nom@domaine.fr"
        ),
    }

    def understand(self, field: Field, text: str) -> str | None:
        local, at, domain = text.rpartition("@")
        return local + at + domain.lower() if at else domain or None

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        local, _at, domain = value.rpartition("@")
        right = len(value) <= MAX_LENGTH and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)
        return None if right else Complaint("format")

    def advice(self, field: Field, value: Json) -> str:
        """ "Vouliez-vous dire marie@gmail.com ?": a slip in the domain, never a reason to refuse."""
        local, _at, domain = str(value).rpartition("@")
        near = probably_meant(domain)
        return french.spaced(_("Vouliez-vous dire {email} ?").format(email=f"{local}@{near}")) if near else ""
