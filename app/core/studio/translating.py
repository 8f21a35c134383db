"""A form in another language: which of its texts may be translated, and the form with those that are.

A translation is keyed by the French text: moved or renamed, a question keeps it; reworded, it must be read
again. What is missing stays in French. Guichet's own words are not its matter (see `language`).
"""

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from app.core.definition import Chapter, Check, Eligibility, Field, FormDefinition, Option, Start, Step
from app.core.language import _

Json = Any
FRENCH = "fr"
# code → the language's name in itself; the first ones are those that counters meet most
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "es": "Español",
    "pt": "Português",
    "it": "Italiano",
    "de": "Deutsch",
    "ar": "العربية",
    "tr": "Türkçe",
    "uk": "Українська",
    "ru": "Русский",
    "ro": "Română",
    "pl": "Polski",
    "fa": "فارسی",
    "zh": "中文",
    "nl": "Nederlands",
    "br": "Brezhoneg",
}
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
_ACTIVE: ContextVar[str] = ContextVar("language of forms", default=FRENCH)


class Said(str):
    """A text of a form with the language that it is in: what a page writes in its `lang`."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str) -> "Said":
        made = super().__new__(cls, text)
        made.lang = lang
        return made


@dataclass(frozen=True, slots=True)
class Translatable:
    """A text, and where it is read first, in French words."""

    place: str
    text: str


def speak(language: str) -> None:
    """Show forms in this language in the current context (one request); "fr" for the form as it is."""
    _ACTIVE.set(language)


def spoken(definition: FormDefinition) -> FormDefinition:
    """The form in the language of the current context, as far as it is translated."""
    language = _ACTIVE.get()
    return definition if language not in definition.translations else in_language(definition, language)


def in_language(definition: FormDefinition, language: str) -> FormDefinition:
    """The form in this language. Its hash stays: nothing that is judged depends on words."""
    return _translated(_Held(definition.hash, language, definition))


@dataclass(frozen=True, slots=True)
class _Held:
    hash: str
    language: str
    definition: FormDefinition = field(compare=False)


@lru_cache(maxsize=64)
def _translated(held: _Held) -> FormDefinition:
    definition = held.definition
    say = _Speaker(definition.translations[held.language], held.language)
    return replace(
        definition,
        title=say(definition.title),
        start=say.start(definition.start),
        steps=tuple(map(say.step, definition.steps)),
        chapters=tuple(Chapter(say(one.title), one.steps) for one in definition.chapters),
        declaration=say(definition.declaration),
        checks=tuple(Check(one.assert_, one.at, say(one.message)) for one in definition.checks),
        eligibility=tuple(
            Eligibility(one.when, say(one.message), say(one.next)) for one in definition.eligibility
        ),
    )


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Says a text in a language, or in French when it was not translated."""

    words: Mapping[str, str]
    language: str

    def __call__(self, text: str) -> str:
        if not text:
            return text
        found = self.words.get(text)
        return Said(found, self.language) if found else Said(text, FRENCH)

    def all(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(self, texts))

    def start(self, start: Start) -> Start:
        return replace(
            start,
            summary=self(start.summary),
            audience=self.all(start.audience),
            at_hand=self.all(start.at_hand),
            next=self.all(start.next),
            todo=self.all(start.todo),
        )

    def step(self, step: Step) -> Step:
        fields = tuple(map(self.question, step.fields))
        return replace(step, title=self(step.title), description=self(step.description), fields=fields)

    def question(self, asked: Field) -> Field:
        template = asked.template
        return replace(
            asked,
            label=self(asked.label),
            short=self(asked.short),
            hint=self(asked.hint),
            row_label=self(asked.row_label),
            add_label=self(asked.add_label),
            options=tuple(Option(one.value, self(one.title), self(one.hint)) for one in asked.options),
            messages={code: self(text) for code, text in asked.messages.items()},
            template=replace(template, label=self(template.label)) if template else None,
            fields=tuple(map(self.question, asked.fields)),
            schema=self.schema(asked.schema) if asked.kind == "amounts" else asked.schema,
        )

    def schema(self, schema: Mapping[str, Json]) -> Mapping[str, Json]:
        """A table of amounts: its lines are named in the contract."""
        lines = {
            name: {**line, "title": self(line["title"])} if "title" in line else line
            for name, line in schema.get("properties", {}).items()
        }
        return {**schema, "properties": lines}


def texts(definition: FormDefinition) -> tuple[Translatable, ...]:
    """Every text that may be translated, once each, in reading order."""
    found: dict[str, str] = {}
    for place, text in _texts(definition):
        if text.strip():
            found.setdefault(text, place)
    return tuple(Translatable(place, text) for text, place in found.items())


def _texts(definition: FormDefinition) -> Iterator[tuple[str, str]]:
    start, first = definition.start, _("Page de départ")
    for text in (definition.title, start.summary, *start.audience, *start.at_hand, *start.next, *start.todo):
        yield first, text
    for chapter in definition.chapters:
        yield _("Parties"), chapter.title
    for step in definition.steps:
        yield step.title, step.title
        yield step.title, step.description
        for asked in step.fields:
            yield from ((step.title, text) for text in _of_question(asked))
    for check in definition.checks:
        yield _("Règles entre réponses"), check.message
    for rule in definition.eligibility:
        yield from ((_("Conditions pour déposer"), text) for text in (rule.message, rule.next))
    yield _("Avant l’envoi"), definition.declaration


def _of_question(asked: Field) -> Iterator[str]:
    yield from (asked.label, asked.short, asked.hint, asked.row_label, asked.add_label)
    for option in asked.options:
        yield from (option.title, option.hint)
    yield from asked.messages.values()
    if asked.template:
        yield asked.template.label
    if asked.kind == "amounts":
        yield from (str(line.get("title", "")) for line in asked.schema.get("properties", {}).values())
    for cell in asked.fields:
        yield from _of_question(cell)


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far a language is: `stale` are translations of texts that are there no more."""

    language: str
    done: int
    total: int
    missing: tuple[Translatable, ...]
    stale: tuple[str, ...]


def completeness(definition: FormDefinition, language: str) -> Completeness:
    """How much of the form is translated."""
    words, wanted = definition.translations.get(language, {}), texts(definition)
    missing = tuple(one for one in wanted if not words.get(one.text))
    known = {one.text for one in wanted}
    stale = tuple(text for text in words if text not in known)
    return Completeness(language, len(wanted) - len(missing), len(wanted), missing, stale)
