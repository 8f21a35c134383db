"""Whatever is edited and undone, a draft is what the parser takes, and undo gives it back to the byte."""

from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from app.core.definition.parser import parse
from app.core.editing import EditRefused, apply, as_text
from app.core.editing.blank import blank
from tests.core.editing.random_edits import some_edit
from tests.core.minimal_definition import minimal

Json = Any


class Builder(RuleBasedStateMachine):
    """A designer at work: the model is every text that the draft had, in two piles."""

    @initialize(version=st.sampled_from((1, 2)))
    def open(self, version: int) -> None:
        self.document = minimal(version=version)
        self.past: list[tuple[str, Json]] = []
        self.future: list[tuple[str, Json]] = []

    @rule(seed=st.integers(0, 2**32))
    def edit(self, seed: int) -> None:
        before = as_text(self.document)
        edit = some_edit(self.document, Random(seed))
        try:
            edited = apply(self.document, edit)
        except EditRefused:
            assert as_text(self.document) == before  # a refusal changes nothing
            return
        self.past.append((before, edited.inverse))
        self.future = []
        self.document = edited.document

    def teardown(self) -> None:
        assert parse(self.document, file="brouillon.json").raw == self.document

    @rule()
    def undo(self) -> None:
        self._back(self.past, self.future)

    @rule()
    def redo(self) -> None:
        self._back(self.future, self.past)

    def _back(self, from_: list[tuple[str, Json]], to: list[tuple[str, Json]]) -> None:
        if from_:
            wanted, inverse = from_.pop()
            now = as_text(self.document)
            edited = apply(self.document, inverse)
            assert as_text(edited.document) == wanted
            to.append((now, edited.inverse))
            self.document = edited.document


TestBuilder = Builder.TestCase
TestBuilder.settings = settings(max_examples=12, stateful_step_count=30)


def test_a_thousand_edits_and_undos_end_where_they_began() -> None:
    rng = Random(2026)
    builder = Builder()
    builder.open(1)
    builder.document = blank("essai", "Essai", {"id": "ccas", "name": "CCAS"})
    first = as_text(builder.document)
    for _edit in range(1000):
        draw = rng.random()
        builder.undo() if draw < 0.2 else builder.redo() if draw < 0.3 else builder.edit(rng.randrange(2**32))
    assert len(builder.past) > 50  # enough of them were done
    builder.teardown()
    while builder.past:
        builder.undo()
    assert as_text(builder.document) == first
