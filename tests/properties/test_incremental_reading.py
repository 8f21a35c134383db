"""What is taken again from the last reading is what a first one gives, to the byte; so is the linter’s."""

from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from random import Random
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from app.core.definition import FormDefinition
from app.core.definition.parser import Memory, parse, reread
from app.core.definition.plain_json import plain
from app.core.editing import EditRefused, apply, apply_all, as_text
from app.core.editing.blank import FIRST_STEP, blank
from app.core.errors import DefinitionRefused
from app.core.linting import Memory as LinterMemory
from app.core.linting import lint, relint
from tests.core.editing.drafts import a_draft
from tests.core.editing.random_edits import some_edit
from tests.core.large_forms import hundred

Json = Any
Read = TypeVar("Read")
FILE = "brouillon.json"
# What Python takes for one another, and JSON does not; and what stands for nothing.
_ODD: tuple[Json, ...] = (1, True, 1.0, 0, False, -0.0, "1", None, "", [], {}, "today", {"var": "nom"})


class Rereader(RuleBasedStateMachine):
    """Edits, undos and blows on one draft: each document is read by both roads, refused or not."""

    @initialize(document=st.sampled_from((a_draft, hundred)))
    def open(self, document: Any) -> None:
        self.document = document()
        self.reader, self.linter = Memory(), LinterMemory()
        self.past: list[tuple[str, Json]] = []
        self.both(self.document)

    @rule(seed=st.integers(0, 2**32))
    def edit(self, seed: int) -> None:
        edit = some_edit(self.document, Random(seed))
        before = as_text(self.document)
        try:
            edited = apply(self.document, edit, read=self.both)
        except EditRefused:
            return
        self.past.append((before, edited.inverse))
        self.document = edited.document

    @rule()
    def undo(self) -> None:
        if self.past:
            wanted, inverse = self.past.pop()
            self.document = apply(self.document, inverse, read=self.both).document
            assert as_text(self.document) == wanted

    @rule(seed=st.integers(0, 2**32))
    def blow(self, seed: int) -> None:
        """One value anywhere is another: the form, often, is one no more."""
        rng, document = Random(seed), deepcopy(self.document)
        holder, key = _somewhere(document, rng)
        holder[key] = rng.choice(_ODD)
        try:
            self.both(document)
        except DefinitionRefused:
            return
        self.both(plain(document))

    @rule()
    def touch(self) -> None:
        """Whoever changes in place a document that was read changes nothing of what is read next."""
        document = deepcopy(self.document)
        self.reader = Memory()
        self.both(document)
        for schema in document["schema"]["properties"].values():
            schema["title"] = "Un autre texte"
        self.both(self.document)

    def both(self, document: Json) -> FormDefinition:
        """The reading, once it is proven to be the one of a first reading."""
        known, now = (
            _outcome(lambda: parse(document, file=FILE)),
            _outcome(lambda: reread(document, file=FILE, before=self.reader)),
        )
        if isinstance(known, DefinitionRefused):
            assert isinstance(now, DefinitionRefused)
            assert now.problems == known.problems
            raise now
        assert not isinstance(now, DefinitionRefused)
        definition, self.reader = now
        assert definition == known
        assert repr(definition) == repr(known)  # which tells true from 1, and one order of keys from another
        self.found, self.linter = relint(definition, file=FILE, before=self.linter)
        assert self.found == lint(known, file=FILE)
        return definition


def _outcome(read: Callable[[], Read]) -> Read | DefinitionRefused:
    try:
        return read()
    except DefinitionRefused as refused:
        return refused


def _somewhere(document: Json, rng: Random) -> tuple[Json, Any]:
    """(an object or a list, one of its keys), at any depth."""
    while True:
        key = rng.choice(list(document) if isinstance(document, dict) else range(len(document)))
        if not isinstance(document[key], dict | list) or not document[key] or rng.random() < 0.05:
            return document, key
        document = document[key]


TestRereader = Rereader.TestCase
TestRereader.settings = settings(max_examples=6, stateful_step_count=30, deadline=None)


CHOICES = "a ; A\nb ; B"


def _a_maze() -> Json:
    """Eight questions of few values on two pages: conditions on them soon contradict one another."""
    kinds = ("yes-no", "choice") * 4
    edits: list[Json] = [
        {"verb": "add-step", "title": "Suite", "id": "suite", "kind": "text", "label": "Fin"}
    ]
    edits += [
        {"verb": "add-question", "kind": kind, "label": f"Q {number}", "path": f"q{number}",
         "to": {"step": FIRST_STEP if number < 4 else "suite"}}
        for number, kind in enumerate(kinds)
    ]  # fmt: skip
    edits += [{"verb": "paste-choices", "question": f"q{number}", "text": CHOICES} for number in (1, 3, 5, 7)]
    return apply_all(blank("essai", "Essai", {"id": "ccas", "name": "CCAS"}), edits).document


def _turn_in_the_maze(rng: Random) -> Json:
    number = rng.randrange(1, 8)
    question = f"q{number}"
    tests = [_read_before(rng, number), _read_before(rng, number)]
    when = rng.choice((tests[0], tests[0], {"and": tests}, {"or": tests}, {"!": [tests[0]]}, None))
    turns: tuple[Json, ...] = (
        {"verb": "set-condition", "question": question, "when": when},
        {"verb": "set-step-condition", "step": "suite", "when": _read_before(rng, 4)},
        {"verb": "retype-question", "question": question, "kind": rng.choice(("yes-no", "declaration"))},
        {"verb": "retype-question", "question": question, "kind": rng.choice(("choice", "text"))},
        {"verb": "paste-choices", "question": question, "text": rng.choice((CHOICES, "a ; A\nc ; C"))},
        {"verb": "move-questions", "questions": [question], "to": {"step": "suite", "after": ""}},
        {"verb": "require-question", "question": question, "required": rng.random() < 0.5},
        {"verb": "delete-questions", "questions": [question], "anyway": True},
        {"verb": "write", "document": _a_maze()},
    )
    return rng.choices(turns, (60, 10, 6, 6, 6, 4, 4, 2, 2))[0]


def _read_before(rng: Random, number: int) -> Json:
    read = rng.randrange(number)
    if rng.random() < 0.2:
        return {"==": [{"var": f"q{read}"}, {"var": f"q{read % 2}"}]}
    return {"==": [{"var": f"q{read}"}, rng.choice((True, False) if read % 2 == 0 else ("a", "b"))]}


def test_what_is_proven_again_of_conditions_is_what_is_proven_at_first() -> None:
    rng = Random(540)
    machine = Rereader()
    machine.open(_a_maze)
    found: set[str] = set()
    for _edit in range(300):
        with suppress(EditRefused):
            machine.document = apply(machine.document, _turn_in_the_maze(rng), read=machine.both).document
            found |= {problem.code for problem in machine.found}
    assert {"contradicts-step", "contradicts-earlier", "never-visible", "always-true"} <= found


def test_three_hundred_edits_and_undos_of_one_draft_are_read_as_for_the_first_time() -> None:
    rng = Random(54)
    machine = Rereader()
    machine.open(a_draft)
    for _edit in range(300):
        draw = rng.random()
        if draw < 0.2:
            machine.undo()
        elif draw < 0.22:
            machine.touch()
        else:
            (machine.blow if draw < 0.4 else machine.edit)(rng.randrange(2**32))
    assert len(machine.past) > 20  # enough of them were done
    while machine.past:
        machine.undo()
    assert machine.document == a_draft()
