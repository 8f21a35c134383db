"""Whatever is done with rows, each keeps its answers with its id."""

from hypothesis import given
from hypothesis import strategies as st

from app.core import rows
from app.core.dossier import Dossier
from app.core.rows.ids import next_id
from tests.core.rows_of_a_draft import PEOPLE, a_dossier, ids, names

ACTS = st.lists(
    st.tuples(st.sampled_from(("add", "copy", "up", "down", "remove", "undo")), st.integers(0, 5)),
    max_size=25,
)


@given(ACTS)
def test_whatever_is_done_each_row_keeps_its_answers_with_its_id(acts: list[tuple[str, int]]) -> None:
    """A model in plain lists beside: (id, name) in order, and what was removed."""
    dossier, model, gone = a_dossier("a", "b"), [("1", "a"), ("2", "b")], []
    for act, n in acts:
        index = n % max(1, len(model))
        if act == "add" and len(model) < 6:
            model.append((next_id(dossier.working, dossier.row_ids, "foyers"), None))
        elif act == "copy" and model and len(model) < 6:
            fresh = next_id(dossier.working, dossier.row_ids, "foyers")
            model.insert(index + 1, (fresh, model[index][1]))
        elif act in ("up", "down") and model:
            row = model.pop(index)
            model.insert(min(max(index + (1 if act == "down" else -1), 0), len(model)), row)
        elif act == "remove" and model:
            gone.append((index, model.pop(index)))
        elif act == "undo" and gone and len(model) < 6:
            place, row = gone.pop()
            model.insert(min(place, len(model)), row)
        dossier = _done(dossier, act, index)
        assert list(zip(ids(dossier), names(dossier), strict=True)) == model
        assert len({id_ for id_, _name in model}) == len(model)


def _done(dossier: Dossier, act: str, index: int) -> Dossier:
    on_row = {
        "copy": rows.duplicated, "up": rows.moved_up, "down": rows.moved_down, "remove": rows.removed,
    }  # fmt: skip
    if act == "add":
        return rows.added(dossier, "foyers", PEOPLE)
    if act == "undo":
        waiting = rows.waiting(dossier, "foyers")
        return rows.restored(dossier, "foyers", PEOPLE, waiting[0].id) if waiting else dossier
    return on_row[act](dossier, "foyers", PEOPLE, index)
