"""An address typed outside a form's steps, judged by the very kind that judges it inside."""

from datetime import date

from app.core.definition import Field
from app.core.field_types import field_type
from app.core.field_types.base import Complaint

_QUESTION = Field(path="adresse", kind="email", label="Adresse électronique", required=True,
                  schema={"type": "string", "format": "email"})  # fmt: skip


def wrong_address(text: str) -> str:
    """What is wrong with it, in French; "" when it may be written to."""
    kind = field_type(_QUESTION)
    value = kind.parse(_QUESTION, {"": (text,)}) if text else None
    complaint = kind.judge(_QUESTION, value, date.min) if value else Complaint("required")
    return kind.message(_QUESTION, complaint.code, complaint.params) if complaint else ""
