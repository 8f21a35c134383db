"""The picture of a workflow: every state once, every action once a state, the current one marked."""

from json import loads
from pathlib import Path

from app.core.workflow import parser as workflow_parser
from app.core.workflow.picture import drawn
from app.core.workflow.words import delay_in_words, role_name

FILES = sorted((Path(__file__).parents[3] / "workflows").glob("*.json"))


def test_every_state_and_every_action_is_drawn_once() -> None:
    for path in FILES:
        workflow = workflow_parser.parse(
            loads(path.read_text(encoding="utf-8")), name=path.stem, file=path.name
        )
        for current in workflow.states:
            boxes = [box for rank in drawn(workflow, current).ranks for box in rank]
            assert len(boxes) == len(workflow.states)
            assert [box.label for box in boxes if box.current] == [workflow.states[current].agent]
            assert sum(len(box.arrows) for box in boxes) == sum(
                len(move.from_) for move in workflow.transitions.values()
            )
        ranks = drawn(workflow).ranks
        assert [box.label for box in ranks[0]] == ["Brouillon"]
        assert all(ranks), path.stem
        assert all(box.terminal for box in ranks[-1])
        assert not any(box.current for rank in drawn(workflow, "nowhere").ranks for box in rank)


def test_delays_and_roles_are_in_words() -> None:
    avis, declaration = (
        workflow_parser.parse(loads(path.read_text(encoding="utf-8")), name=path.stem, file=path.name)
        for path in (FILES[0].with_name("avis.json"), FILES[0].with_name("declaration.json"))
    )
    words = {name: delay_in_words(avis.transitions[name]).replace("\u00a0", " ") for name in avis.transitions}
    assert words["opinions_late"] == "délai des avis écoulé"
    assert words["opinions_complete"] == "tous les avis donnés"
    assert words["accept_by_silence"] == "silence qui vaut accord"
    assert words["refuse_by_silence"] == "silence qui vaut rejet"
    assert delay_in_words(declaration.transitions["register"]) == "aussitôt"
    assert (role_name("manager"), role_name("wizard")) == ("responsable", "wizard")
