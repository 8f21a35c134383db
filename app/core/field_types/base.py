"""What a kind of field is: how it is recognised, parsed, shown back, judged and told about.

A new kind is a subclass in its own file and one entry in the registry. Nothing here
knows pages, HTML or paper; `widget`, `input_mode` and `cells` are words for those who draw.
What was typed is read as a French keyboard gives it: spaces of any kind, full-width digits and
what nobody sees (control characters, marks of direction) never make an answer wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import Any, ClassVar

from app.core import french
from app.core.definition import Field, Option
from app.core.field_types.sentences import NOTHING, SENTENCES, Params, Sentence
from app.core.plain_text import coded
from app.core.studio.translating import Said

Json = Any
HIDDEN = "•••"  # what lists and mails show of a sensitive answer
Typed = Mapping[str, Sequence[str]]  # part → what was typed; a single input has the one part ""


class NotUnderstood(Exception):
    """What was typed has no canonical value: `code` names the message, `parts` the inputs to mend."""

    def __init__(
        self,
        code: str,
        parts: Sequence[str] = ("",),
        params: Params = NOTHING,
        *,
        others: Sequence["NotUnderstood"] = (),
    ) -> None:
        super().__init__(code)
        self.others = tuple(others)  # of other inputs of the same question, each with its own reason
        self.code = code
        self.parts = tuple(parts)
        self.params: Params = {"parts": self.parts, **params}


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why a canonical value is refused: `params` fill the message, `part` is the input to mend."""

    code: str
    params: Params = field(default_factory=dict)
    part: str = ""
    others: tuple["Complaint", ...] = ()  # of other inputs of the same question


class FieldType:
    """The base of every kind: one with one input only needs `formats` (or `recognises`) and `understand`.

    One whose answers are no texts needs its `json_type` too: it is not asked about schemas of another type.
    """

    kind: ClassVar[str]
    json_type: ClassVar[str] = "string"  # of its answers, in a data contract
    formats: ClassVar[tuple[str, ...]] = ()  # the values of "format" in schemas that mean this kind
    parts: ClassVar[tuple[str, ...]] = ("",)
    widget: ClassVar[str] = "text"
    value_type: ClassVar[str] = "text"
    input_mode: ClassVar[str] = ""
    cells: ClassVar[tuple[int, ...]] = ()
    attributes: ClassVar[Mapping[str, str]] = {}  # parts of an object value that conditions read → value type
    scale: ClassVar[int | None] = None  # decimals of a calculated value, None = as computed
    sensitive: ClassVar[bool] = False  # whatever the definition says: see `Field.sensitive`
    needs_legal: ClassVar[bool] = False  # refused by the parser without the text that allows it ("x-legal")
    date_bounds: ClassVar[bool] = False  # takes "formatMinimum" and "formatMaximum"
    sentences: ClassVar[Mapping[str, Sentence]] = {}

    def recognises(self, schema: Mapping[str, Json]) -> bool:
        """True when this part of a data contract asks for this kind: here, its type in one of its formats."""
        return types_of(schema) == {self.json_type} and schema.get("format", "") in self.formats

    def widget_for(self, field: Field) -> str:
        """The widget of this very field: a long list of choices is not drawn as a short one."""
        return self.widget

    def options(self, field: Field) -> tuple[Option, ...]:
        """What may be chosen, in order; () when the answer is free. `value` is what the input posts."""
        return field.options

    def parts_of(self, field: Field) -> tuple[str, ...]:
        """The inputs of this very field: a table has one a line."""
        return self.parts

    def part_label(self, field: Field, part: str) -> str:
        """What an input that belongs to this very field is called, "" for the words of all forms."""
        return ""

    def attributes_of(self, schema: Mapping[str, Json]) -> Mapping[str, str]:
        """The parts of an object value that conditions may read, with their value types."""
        return self.attributes

    def breakdown(self, field: Field, value: Json) -> tuple[tuple[str, str], ...]:
        """(label, text) of each line of a value that is a table, "" when unanswered; () for one answer."""
        return ()

    def unanswered(self, value: Json) -> bool:
        """True when this value is worth no answer (and is then absent)."""
        return value is None or value == "" or value == [] or value == {}

    def candidates(self, field: Field, typed: Typed) -> tuple[Option, ...]:
        """What may be chosen from to settle what was typed; () when nothing is in doubt."""
        return ()

    def file_ids(self, value: Json) -> tuple[str, ...]:
        """The ids of the files that a stored value refers to."""
        return ()

    def parse(self, field: Field, typed: Typed) -> Json | None:
        """The canonical value of what was typed, None when nothing was. Raises NotUnderstood."""
        text = self.clean(first(typed))
        return self.understand(field, text) if text else None

    def clean(self, text: str) -> str:
        """The text that is read, "" for none: one line, plain digits, nothing unseen."""
        return coded(text)

    def understand(self, field: Field, text: str) -> Json | None:
        """The canonical value of a non-empty text, for kinds with one input. Raises NotUnderstood."""
        raise NotImplementedError

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        """The inverse of `parse`: what each input shows for a stored value."""
        return {"": () if self.unanswered(value) else (self.show(field, value),)}

    def of_program(self, field: Field, text: str) -> Typed:
        """What a person would have typed for this text of another program: the text itself, mostly."""
        return {self.parts[0]: (text,)}

    def show(self, field: Field, value: Json) -> str:
        """What the one input shows for a stored value."""
        return str(value)

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        """What the schema cannot say. `value` already has the type that the schema wants."""
        return None

    def read_back(self, field: Field, value: Json) -> str:
        """The stored value as a person reads it, in French."""
        return self.show(field, value)

    def listed(self, field: Field, value: Json) -> str:
        """The same in a list, a mail or a log: a sensitive answer is not shown there."""
        return HIDDEN if self.sensitive or field.sensitive else self.read_back(field, value)

    def advice(self, field: Field, value: Json) -> str:
        """A question about a right answer that looks like a slip, "" for none. It never blocks."""
        return ""

    def in_cells(self, value: Json) -> tuple[tuple[int, str], ...]:
        """(boxes, characters) of each group on paper; () when there are no boxes, or the answer does not
        fit them and is better read on a plain line."""
        if not self.cells or not isinstance(value, str):
            return ()
        written = "".join(char for char in value if char.isalnum())
        if len(written) != sum(self.cells) and (len(self.cells) > 1 or len(written) > self.cells[0]):
            return ()
        ends = tuple(accumulate(self.cells))
        return tuple(
            (size, written[max(0, end - size) : end]) for size, end in zip(self.cells, ends, strict=True)
        )

    def in_words(self, field: Field, part: str, text: str) -> str:
        """How a condition says a text compared with this answer or a part of it; "" as it is written."""
        return next((option.title for option in self.options(field) if option.value == text), "")

    def letter_lines(self, value: Json) -> tuple[str, ...]:
        """The lines of a letter's address, for a kind that holds a whole one; else ()."""
        return ()

    def message(self, field: Field, code: str, params: Params = NOTHING) -> str:
        """What to do about the error, in the author's words when there are some."""
        own = field.messages.get(code)
        if own:
            return own if isinstance(own, Said) else french.spaced(own)
        sentence = self.sentences.get(code) or SENTENCES.get(code) or SENTENCES["not-understood"]
        return french.spaced(sentence(field, params))


def first(typed: Typed, part: str = "") -> str:
    """The first text typed in this part, "" when there is none."""
    values = typed.get(part) or ("",)
    return values[0]


def types_of(schema: Mapping[str, Json]) -> frozenset[str]:
    """The JSON types that the schema allows, without "null" (which only says "optional")."""
    given = schema.get("type", ())
    if isinstance(given, str):
        return _ALONE.get(given) or frozenset([given]) - {"null"}
    return frozenset(given) - {"null"}


# Asked of each kind for each question: made once.
_ALONE = {name: frozenset([name]) for name in ("string", "number", "integer", "boolean", "array", "object")}


def has_options(schema: Mapping[str, Json]) -> bool:
    """True for a closed list of texts: `enum`, or `oneOf` of `const`."""
    listed = schema.get("enum") or [branch.get("const") for branch in schema.get("oneOf", ()) if branch]
    return bool(listed) and all(isinstance(value, str) for value in listed)
