"""The road from nothing to online: a stage is done by what the draft holds, and the next one is told."""

from dataclasses import replace

from app.core.definition.parser import parse
from app.core.studio.publication_tasks import Task
from app.core.studio.tour import Progress, next_stage, stages
from tests.core.minimal_definition import minimal
from tests.core.tables import each

LACKING = Task("legal", "", confirmed=False)
FORM = parse(minimal(), file="")
FIRST = replace(FORM, steps=(replace(FORM.steps[0], fields=FORM.steps[0].fields[:1]),))
TWO = replace(FIRST, steps=(replace(FIRST.steps[0], fields=FIRST.steps[0].fields * 2),))
CONDITIONAL = replace(TWO, steps=(replace(TWO.steps[0], when={"==": [1, 1]}),))


@each(
    ("progress", "done", "next_"),
    [
        (None, [], "begin"),
        (Progress(FIRST, [LACKING], 0, False), ["begin"], "ask"),
        (Progress(TWO, [LACKING], 0, False), ["begin", "ask"], "sheet"),
        (Progress(CONDITIONAL, [LACKING], 0, False), ["begin", "ask", "depend"], "sheet"),
        (Progress(TWO, [], 0, False), ["begin", "ask", "sheet"], "try"),
        (Progress(TWO, [], 3, False), ["begin", "ask", "sheet", "try"], "publish"),
        (Progress(TWO, [], 3, True), ["begin", "ask", "sheet", "try", "publish"], ""),
    ],
)
def test_the_stages_of_a_draft(progress: Progress | None, done: list[str], next_: str) -> None:
    listed = stages(progress)
    assert [stage.id for stage in listed if stage.done] == done
    found = next_stage(listed)
    assert (found.id if found else "") == next_


def test_the_statement_on_accessibility_is_asked_when_publishing_not_before() -> None:
    asked = Task("accessibility", "", confirmed=False)
    assert next(stage for stage in stages(Progress(TWO, [asked], 0, False)) if stage.id == "sheet").done
