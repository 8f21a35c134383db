"""What the desk can show, filter and sort by: facts of every dossier, and any answer of one form.

A column knows its type, hence its operators. It refuses to know SQL, addresses and pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.definition import Field, FormDefinition, Option
from app.core.desk.casework import AWAITED, NEW, READ
from app.core.field_types import field_type
from app.core.french import spaced
from app.core.language import _
from app.core.paths import get

Json = Any
ANSWER, ANNOTATION = "r.", "n."  # before the path of an answer, of an annotation: no fact is named so

# The value type of a kind of question → the type of its column; what is absent is shown nowhere.
TYPES: Mapping[str, str] = {
    "text": "text", "choice": "choice", "choices": "choices", "number": "number", "date": "date",
    "boolean": "boolean", "rows": "rows", "file": "presence", "amounts": "presence",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is its name in addresses. `type` is text, choice, choices, number, date, instant, boolean,
    rows (how many), object (texts), people, marks (labels) or presence. `field` is the question, None for
    a fact."""

    key: str
    label: str
    type: str
    options: tuple[Option, ...] = ()
    field: Field | None = None
    listed: bool = True  # may be a column and an order; a sensitive answer is only there or not

    @property
    def sortable(self) -> bool:
        """False for what has no order: several people, several labels, something there or not."""
        return self.type not in ("people", "marks", "presence")

    @property
    def path(self) -> str:
        """The path of the answer or of the annotation, "" for a fact."""
        return self.field.path if self.field else ""

    @property
    def of_agents(self) -> bool:
        """True for an annotation."""
        return self.key.startswith(ANNOTATION)


def facts(
    states: Sequence[Option] = (),
    forms: Sequence[Option] = (),
    people: Sequence[Option] = (),
    labels: Sequence[Option] = (),
    groups: Sequence[Option] = (),
) -> tuple[Column, ...]:
    """The columns that every dossier has."""
    modes = (
        Option("autonome", _("en ligne")),
        Option("accompagne", _("accompagné")),
        Option("mandat", _("par mandat")),
    )
    return (
        Column("numero", _("Dossier"), "text"),
        Column("demandeur", _("Demandeur"), "text"),
        Column("demarche", _("Démarche"), "choice", tuple(forms)),
        Column("etat", _("État"), "choice", tuple(states)),
        Column("echeance", _("Échéance"), "date"),
        Column("suivi", _("Suivi par"), "people", tuple(people)),
        Column("charge", _("Attribué à"), "people", tuple(people)),
        Column("groupe", _("Groupe"), "people", tuple(groups)),
        Column("etiquettes", _("Étiquettes"), "marks", tuple(labels)),
        Column("messages", _("Messages"), "choice", tuple(Option(*pair) for pair in exchanges().items())),
        Column("recu", _("Reçu"), "instant"),
        Column("decision", _("Décision"), "instant"),
        Column("canal", _("Canal"), "choice", modes),
        Column("courriel", _("Courriel"), "text"),
    )


def exchanges() -> dict[str, str]:
    """How the conversation with the citizen stands, in words."""
    return {NEW: _("nouveau message"), AWAITED: _("réponse attendue"), READ: _("messages lus")}


def answers_of(definition: FormDefinition) -> tuple[Column, ...]:
    """A column for each question of the form, in document order, then for each annotation of the service."""
    own = definition.annotations.step.fields if definition.annotations else ()
    found = [_column(field) for _step, field in definition.fields()]
    found += [_column(field, ANNOTATION) for field in own]
    return tuple(column for column in found if column is not None)


def _column(field: Field, before: str = ANSWER) -> Column | None:
    kind = field_type(field)
    type_ = TYPES.get(kind.value_type)
    if type_ is None:
        return None
    key, name = before + field.path, field.name
    if before == ANNOTATION:
        name = spaced(_("{name} (annotation)").format(name=name))
    if field.sensitive or kind.sensitive:
        return Column(key, name, "presence", field=field, listed=False)
    if type_ == "text" and kind.attributes:
        type_ = "object"
    return Column(key, name, type_, tuple(kind.options(field)), field)


def read_answer(column: Column, answers: Mapping[str, Json]) -> str:
    """The answer as a list shows it; a value of another shape (older version) is shown as it is."""
    if column.field is None:
        return ""
    value = get(answers, column.path)
    if value is None:
        return ""
    if column.type == "rows":
        return str(len(value)) if isinstance(value, list) else ""
    try:
        return field_type(column.field).listed(column.field, value)
    except (TypeError, ValueError, AttributeError, KeyError, ArithmeticError):
        return str(value) if isinstance(value, str | int) else ""
