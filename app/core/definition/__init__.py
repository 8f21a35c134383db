"""A form definition as immutable values: what was read from a file and checked once.

Nothing here reads JSON (see `definition.parser`) or judges answers (see `answers`).
Paths are dotted ("demandeur.nom"); inside a repeat they are relative to the row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Any
Expression = Json  # a checked expression of conditions.py; evaluated, never re-parsed


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list: `value` is stored, `title` is read, `hint` helps to choose."""

    value: str
    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """A list that depends on an earlier choice: `options` gives, for each code of the question `source`,
    the codes that may then be chosen. Empty: the data on places tell (régions and their départements)."""

    source: str
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Model:
    """A document to download, fill in and give back: `format` as people say it ("PDF"), `size` in bytes."""

    url: str
    label: str
    format: str
    size: int


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `kind` names its field type; `schema` is its part of the data contract.

    `required` means "required when visible". `fields` is filled for a repeat only.
    `messages` holds the author's own sentences by error code ("required", "pattern", …).
    `sensitive` marks art. 9 data or an identifier that lists and mails must not show.
    """

    path: str
    kind: str
    label: str
    short: str = ""
    hint: str = ""
    required: bool = False
    when: Expression | None = None
    autocomplete: str = ""
    options: tuple[Option, ...] = ()
    fields: tuple["Field", ...] = ()
    schema: Mapping[str, Json] = field(default_factory=dict)
    messages: Mapping[str, str] = field(default_factory=dict)
    layout: str = ""  # repeats: "" one block a row, "table" one line a row, "pages" one page a row
    row_label: str = ""  # repeats: "Enfant" gives "Enfant 2"
    add_label: str = ""  # repeats: the button, "Ajouter un enfant"
    calculated: Expression | None = None
    sensitive: bool = False
    linked: Linked | None = None
    template: Model | None = None  # files: what the person may download, fill in and join
    paper: Mapping[str, Json] = field(
        default_factory=dict
    )  # hints for documents only, e.g. {"width": "half"}

    @property
    def name(self) -> str:
        """The short name used in error messages, without a final question mark or colon."""
        return self.short or self.label


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form: it orders and dresses fields, it adds nothing to the contract."""

    id: str
    title: str
    fields: tuple[Field, ...]
    description: str = ""
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a long form: `steps` are ids, in the order of the form. Every step is in one chapter."""

    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annotations:
    """The agents' own questions beside a dossier: one step, and the contract of its answers."""

    step: Step
    schema: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Cerfa:
    """The official number ("16029") and edition ("01") of the paper form."""

    number: str
    edition: str

    def __str__(self) -> str:
        return f"{self.number}*{self.edition}"


@dataclass(frozen=True, slots=True)
class Service:
    """The unit of the administration that owns the form, as shown on each page and document."""

    id: str
    name: str
    email: str = ""
    phone: str = ""
    hours: str = ""
    address: str = ""
    organisation: str = ""  # "Ville de Saint-Aubin"


@dataclass(frozen=True, slots=True)
class Silence:
    """What silence means (CRPA L231-1, L231-4): rule is "acceptation", "rejet" or "aucune"."""

    rule: str
    months: int = 0


@dataclass(frozen=True, slots=True)
class Legal:
    """Basis and data protection: shown on the start page, on the receipt and on paper."""

    basis: str
    silence: Silence
    purposes: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    retention_months: int = 0
    appeal: str = ""  # time limits and routes of appeal, for receipt (SVR) and decisions
    dpo: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """What the start page tells before the first question."""

    audience: tuple[str, ...] = ()
    at_hand: tuple[str, ...] = ()
    minutes: int = 0
    next: tuple[str, ...] = ()  # what happens after submission, in order
    keywords: tuple[str, ...] = ()
    summary: str = ""  # one sentence for the catalogue
    todo: tuple[str, ...] = ()  # what the person must still do themself once it is sent


@dataclass(frozen=True, slots=True)
class Check:
    """A rule between answers: when `assert_` is not true, `message` is shown at `at`.

    A check with an unanswered operand is skipped: `required` speaks of absence.
    """

    assert_: Expression
    at: str
    message: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """When `when` is true the person cannot file: says why, and where to go next."""

    when: Expression
    message: str
    next: str = ""


@dataclass(frozen=True, slots=True)
class Calculated:
    """An answer computed by the server, never accepted from outside."""

    path: str
    value: Expression
    scale: int | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case kept with the definition: answers in; steps, errors and eligibility out.

    `errors` maps a path to an error code; `today` is an ISO date.
    """

    name: str
    answers: Mapping[str, Json]
    steps: tuple[str, ...]
    errors: Mapping[str, str]
    ineligible: bool = False
    today: str = ""
    calculated: Mapping[str, Json] = field(default_factory=dict)
    visible: tuple[str, ...] = ()  # questions that must be shown
    hidden: tuple[str, ...] = ()  # and not be shown; an answer may be given to these


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """One version of a form. `hash` is the SHA-256 of its canonical JSON, `raw` that JSON."""

    slug: str
    version: int
    title: str
    service: Service
    legal: Legal
    start: Start
    schema: Mapping[str, Json]
    steps: tuple[Step, ...]
    workflow: str
    documents: Mapping[str, str]
    hash: str
    raw: Mapping[str, Json]
    cerfa: Cerfa | None = None
    chapters: tuple[Chapter, ...] = ()  # () when the form is short enough to be one list of steps
    declaration: str = ""  # the sentence that the person ticks before sending
    calculated: tuple[Calculated, ...] = ()
    checks: tuple[Check, ...] = ()
    eligibility: tuple[Eligibility, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    paper: Mapping[str, Json] = field(
        default_factory=dict
    )  # documents only: issuer, notices, signature captions
    annotations: Annotations | None = None
    circuit: Mapping[str, Json] = field(default_factory=dict)  # what is set in its workflow
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # language → French → text
    texts: Mapping[str, Json] = field(default_factory=dict)  # mails and pages in its own words: `form_texts`

    def fields(self) -> Iterator[tuple[Step, Field]]:
        """Every top-level field with its step, in document order."""
        for step in self.steps:
            for item in step.fields:
                yield step, item

    def step(self, step_id: str) -> Step | None:
        """The step of this id, or None."""
        return next((step for step in self.steps if step.id == step_id), None)
