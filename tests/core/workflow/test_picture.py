"""The picture of a workflow: every state once, every action once a state, the current one marked."""

from app.core.workflow.picture import drawn
from app.core.workflow.words import delay_in_words, role_name
from tests.core.house_workflows import NAMES, workflow


def test_every_state_and_every_action_is_drawn_once() -> None:
    for name in NAMES:
        flow = workflow(name)
        for current in flow.states:
            boxes = [box for rank in drawn(flow, current).ranks for box in rank]
            assert len(boxes) == len(flow.states)
            assert [box.label for box in boxes if box.current] == [flow.states[current].agent]
            assert sum(len(box.arrows) for box in boxes) == sum(
                len(move.from_) for move in flow.transitions.values()
            )
        ranks = drawn(flow).ranks
        assert [box.label for box in ranks[0]] == ["Brouillon"]
        assert all(ranks), name
        assert all(box.terminal for box in ranks[-1])
        assert not any(box.current for rank in drawn(flow, "nowhere").ranks for box in rank)


def test_delays_and_roles_are_in_words() -> None:
    avis, declaration = workflow("avis"), workflow("declaration")
    words = {name: delay_in_words(avis.transitions[name]).replace("\u00a0", " ") for name in avis.transitions}
    assert words["opinions_late"] == "délai des avis écoulé"
    assert words["opinions_complete"] == "tous les avis donnés"
    assert words["accept_by_silence"] == "silence qui vaut accord"
    assert words["refuse_by_silence"] == "silence qui vaut rejet"
    assert delay_in_words(declaration.transitions["register"]) == "aussitôt"
    assert (role_name("manager"), role_name("wizard")) == ("responsable", "wizard")
