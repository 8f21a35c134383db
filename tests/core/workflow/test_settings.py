"""A workflow set for one form: delays and roles change, states do not; what it does not have is refused."""

from typing import Any

import pytest

from app.core.errors import DefinitionRefused
from app.core.workflow.settings import advice, configured, delays_of, kept, levels, roles_of
from tests.core.house_workflows import workflow
from tests.core.tables import each

Json = Any


def test_delays_and_roles_are_set_and_the_file_stays() -> None:
    avis = workflow("avis")
    settings = {"delays": {"correction": "P15D", "consulting": "P2M"}, "roles": {"accept": ["manager"]}}
    found = configured(avis, settings)
    assert (found.states["correction"].grants, found.states["consulting"].consults) == ("P15D", "P2M")
    assert (found.transitions["accept"].by, avis.transitions["accept"].by) == (("manager",), ("agent",))
    assert (list(found.states), found.name, found.hash != avis.hash) == (list(avis.states), "avis", True)
    assert configured(avis, {}) is avis
    assert [one.id for one in delays_of(avis)] == ["consulting", "correction"]
    assert "submit" not in {one.id for one in roles_of(avis)}


@each(
    ("settings", "pointer"),
    [
        ({"delays": {"corection": "P1M"}}, "/circuit/delays/corection"),
        ({"delays": {"accepted": "P1M"}}, "/circuit/delays/accepted"),
        ({"roles": {"submit": ["agent"]}}, "/circuit/roles/submit"),
        ({"roles": {"accept": ["citizen"]}}, "/circuit/roles/accept"),
    ],
)
def test_what_cannot_be_set_is_told_with_its_place(settings: Json, pointer: str) -> None:
    with pytest.raises(DefinitionRefused) as refused:
        configured(workflow("instruction"), settings)
    assert [one.pointer for one in refused.value.problems] == [pointer]


def test_levels_silence_and_what_is_kept_from_one_workflow_to_the_next() -> None:
    names = ("guichet", "instruction", "visa", "double-visa")
    assert [levels(workflow(name)) for name in names] == [1, 1, 2, 3]
    visa = workflow("visa")
    same = {
        "delays": {"correction": "P1M"},
        "roles": {"take": ["agent"], "sign_refusal": ["agent", "manager"]},
    }
    assert kept(visa, same) == {"roles": {"sign_refusal": ["agent", "manager"]}}
    assert advice(workflow("relecture"), "rejet")
    assert not advice(visa, "rejet")
    assert not advice(workflow("relecture"), "aucune")
