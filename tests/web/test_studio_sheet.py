"""The sheet of a form says what publishing will ask for."""

from app.core.definition.parser import parse
from app.core.editing.blank import blank
from app.core.studio.publication_tasks import Read, tasks
from app.web.studio.sheet import SILENCE, WANTED


def test_what_a_blank_page_lacks_is_marked_in_the_sheet() -> None:
    form = parse(blank("aide", "Aide", {"id": "ccas", "name": "CCAS", "phone": "0123456789"}), file="x")
    listed = tasks(Read(form, (), (), ()), accessible=True)
    lacking = {one.pointer.strip("/").replace("/", ".") for task in listed for one in task.lacks}
    assert lacking == WANTED | {SILENCE}
