"""One question as the page draws it: labels, inputs, what was typed, the error put back on it.

A question knows its field type and what was typed; it never says whether that is right.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field as BoundField

from app.core.answers import FieldError
from app.core.definition import Field, Option
from app.core.field_types import field_type
from app.core.field_types.base import NotUnderstood, Typed
from app.core.french import spaced
from app.core.language import _
from app.web.filters import lower_first
from app.web.input_names import input_id, input_name

Json = Any

# One dictionary of part labels for all forms (RGAA 11.3).
PART_LABELS = {
    "jour": lambda: _("Jour"),
    "mois": lambda: _("Mois"),
    "annee": lambda: _("Année"),
    "heure": lambda: _("Heure"),
    "numero_voie": lambda: _("Numéro et rue"),
    "complement": lambda: _("Complément d’adresse"),
    "lieu_dit": lambda: _("Lieu-dit"),
    "code_postal": lambda: _("Code postal"),
    "commune": lambda: _("Commune"),
    "choix": lambda: _("Quelle commune ?"),
    "pays": lambda: _("Pays"),
    "lignes": lambda: _("Adresse complète"),
}
# The token of a whole answer → the token of each part.
PART_TOKENS = {
    "bday": {"jour": "bday-day", "mois": "bday-month", "annee": "bday-year"},
    "street-address": {
        "numero_voie": "address-line1", "complement": "address-line2", "lieu_dit": "address-line3",
        "code_postal": "postal-code", "commune": "address-level2", "choix": "off",
        "pays": "country", "lignes": "street-address",
    },
}  # fmt: skip
QUESTION_END = "?: \u00a0\u202f"  # "Avez-vous des enfants ?" names the question without its mark
WRITTEN_PARTS = frozenset({"heure"})  # "14h30": no keyboard of digits has the h
TYPED_WIDGETS = {
    "email": "email",
    "phone": "tel",
}  # kind → type of the input, where it helps a phone's keyboard
WIDTHS = {
    "postcode": "postcode",
    "amount": "number",
    "integer": "number",
    "decimal": "number",
    "phone": "medium",
    "siret": "medium",
    "voter-number": "short",
    "siren": "short",
    "rna": "short",
    "iban": "wide",
    "plate": "short",
    "vin": "medium",
    "nir": "medium",
    "tax-number": "medium",
    "time": "postcode",
}

# Kind → how live.js writes an answer that it has worked out; another kind waits for the server.
TOLD = {"amount": "amount", "integer": "number", "decimal": "number", "date": "date"}


@dataclass(frozen=True, slots=True)
class Part:
    """One input of a question: a date has three, a choice one for all its options."""

    part: str
    name: str
    id: str
    label: str
    value: str
    autocomplete: str
    wrong: bool
    input_mode: str = "numeric"
    message: str = ""  # an error of this very input


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button, check box or line of a list; `id` is the question's for the first."""

    id: str
    value: str
    title: str
    hint: str
    chosen: bool


class Question(BoundField):
    """One question, or one cell of a row, ready to be drawn by `parts/questions.html`."""

    def __init__(
        self,
        *,
        question: Field,
        path: str,
        row_title: str = "",
        helped: bool = False,
        allowed: Collection[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label=question.label, id=input_id(path), **kwargs)
        self.question = question
        self.path = path
        self.row_title = row_title
        self.kind = field_type(question)
        self.allowed = allowed  # of a linked list: what the choice before offers, None for everything
        self.drawing = self.kind.widget_for(question)
        self.helped = helped
        self.typed: Typed = {}
        self.shown_value: Json = None
        self.error: FieldError | None = None
        self.toggled = False  # live.js shows it and hides it
        self.hidden = False  # it waits in the page, out of sight

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take what was typed: `data` is a Typed. Posted values never come this way (see `collect`)."""
        self.typed = data if isinstance(data, Mapping) else {}

    @property
    def optional(self) -> bool:
        """The mark is on what may be left empty; a sentence at the top tells the rest."""
        return not self.question.required

    @property
    def input_type(self) -> str:
        """text, email or tel: never number, which swallows what it does not understand."""
        return TYPED_WIDGETS.get(self.question.kind, "text")

    @property
    def max_length(self) -> int:
        """The limit of a long text, 0 when there is none."""
        return int(self.question.schema.get("maxLength", 0))

    @property
    def width(self) -> str:
        """How wide the input is: a width that fits the answer is a hint in itself."""
        return WIDTHS.get(self.question.kind, "short" if 0 < self.max_length <= 12 else "")

    @property
    def side_by_side(self) -> bool:
        """Two short answers may stand on one line."""
        choices = self.choices
        return len(choices) == 2 and all(len(choice.title) < 24 and not choice.hint for choice in choices)

    @property
    def read_back(self) -> str:
        """The calculated answer in French, "" before it is known."""
        return "" if self.shown_value is None else self.kind.read_back(self.question, self.shown_value)

    @property
    def told(self) -> str:
        """How live.js writes the calculated answer, "" when only the server can."""
        return TOLD.get(self.question.kind, "")

    @property
    def read_typed(self) -> str:
        """What the inputs hold, as a person reads it, understood or not."""
        try:
            value = self.kind.parse(self.question, self.typed)
        except NotUnderstood:
            return " ".join(text for values in self.typed.values() for text in values)
        return _("rien") if value is None else self.kind.read_back(self.question, value)

    @property
    def advice(self) -> str:
        """A question about an answer that looks like a slip, "" for none; an error is told instead."""
        wanted = self.shown_value is not None and self.error is None
        return self.kind.advice(self.question, self.shown_value) if wanted else ""

    @property
    def described_by(self) -> str:
        """The ids of hint and error that exist beside this question."""
        limited = self.drawing == "long-text" and self.max_length > 0
        ids = [f"{self.id}-aide"] * bool(self.question.hint)
        ids += [f"{self.id}-conseil"] * bool(self.advice)
        ids += [f"{self.id}-limite"] * limited + [f"{self.id}-erreur"] * self.has_message
        return " ".join(ids)

    @property
    def has_message(self) -> bool:
        """True when the error is told under the whole question, not under one line of its table."""
        return self.error is not None and not (self.drawing == "amounts" and self.error.part)

    @property
    def inputs(self) -> tuple[Part, ...]:
        """The inputs in order."""
        return tuple(self._part(part) for part in self.kind.parts_of(self.question))

    @property
    def by_part(self) -> Mapping[str, Part]:
        """The inputs by the name of their part."""
        return {part.part: part for part in self.inputs}

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The options in order."""
        options = self.kind.options(self.question)
        if self.allowed is not None:
            options = tuple(option for option in options if option.value in self.allowed)
        return self._choices(self.id, options, self.typed.get("", ()))

    @property
    def candidates(self) -> tuple[Choice, ...]:
        """What to choose from when what was typed may mean several things; drawn under the inputs."""
        found = self.kind.candidates(self.question, self.typed) if self.kind.parts else ()
        return self._choices(input_id(self.path, "choix"), found, self.typed.get("choix", ()))

    def _choices(self, first: str, options: Iterable[Option], chosen: Sequence[str]) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                id=first if number == 0 else f"{first}-{number + 1}",
                value=option.value,
                title=option.title,
                hint=option.hint,
                chosen=option.value in chosen,
            )
            for number, option in enumerate(options)
        )

    @property
    def target(self) -> str:
        """The id that a link of the error summary reaches: the wrong input, or the first one."""
        first = next(iter(self.kind.parts_of(self.question)), "")
        return input_id(self.path, self.error.part if self.error and self.error.part else first)

    @property
    def all_errors(self) -> tuple[FieldError, ...]:
        """All that is wrong, one an input at most."""
        return (self.error, *self.error.others) if self.error else ()

    @property
    def sentence(self) -> str:
        """The error in the summary: "Enfant 2, prénom : saisissez…"."""
        return self._sentence(self.error.message, self.error.part) if self.error else ""

    @property
    def other_sentences(self) -> tuple[tuple[str, str], ...]:
        """(id to reach, sentence) of each other input that is wrong."""
        return tuple(
            (input_id(self.path, error.part), self._sentence(error.message, error.part))
            for error in self.all_errors[1:]
        )

    def _sentence(self, message: str, part: str) -> str:
        """An input that has a name in this question alone is named: "Charges, 60 – Achats : saisissez…"."""
        of_part = self.kind.part_label(self.question, part) if part else ""
        asked = self.question.name.rstrip(QUESTION_END)
        first, *others = [name for name in (self.row_title, asked, of_part) if name]
        name = ", ".join([first, *(lower_first(other) for other in others)])
        return spaced(_("{name} : {message}").format(name=name, message=lower_first(message)))

    def _part(self, part: str) -> Part:
        values = self.typed.get(part) or ("",)
        mine = next((error for error in self.all_errors if error.part == part), None)
        wrong = mine is not None or (self.error is not None and not self.error.part)
        return Part(
            part=part,
            name=input_name(self.path, part),
            id=input_id(self.path, part),
            label=self.kind.part_label(self.question, part)
            or (PART_LABELS[part]() if part in PART_LABELS else part),
            value=values[0],
            autocomplete=self._autocomplete(part),
            wrong=wrong,
            input_mode="" if part in WRITTEN_PARTS else "numeric",
            message=mine.message if mine is not None and part else "",
        )

    def _autocomplete(self, part: str) -> str:
        """Off for a helper: their own data must not slip into somebody else's file (RGAA 11.13)."""
        if self.helped:
            return "off"
        *before, purpose = self.question.autocomplete.split() or [""]
        return " ".join([*before, PART_TOKENS.get(purpose, {}).get(part, purpose)]).strip()
