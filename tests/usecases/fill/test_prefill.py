"""Drafts that begin filled: by a signed link, or from another program."""

import pytest

from app.core.errors import NotFound, Throttled
from app.usecases import fill
from app.usecases.fill import prefill
from app.usecases.ports import Ports

GIVEN = {"demandeur": {"nom": "Kerouac", "naissance": "31/02/1990"}, "inconnu": 1}


def test_a_link_brings_back_its_answers(ports: Ports) -> None:
    link = prefill.signed_link(ports, "demande", GIVEN)
    assert link.startswith("http://guichet.example/demarches/demande?prerempli=")
    assert prefill.of_link(ports, "demande", link.partition("=")[2]) == GIVEN


@pytest.mark.parametrize("harm", ["cut", "changed", "other-form", "late", "empty", "not-text"])
def test_a_link_that_was_touched_or_is_over_brings_nothing(ports: Ports, harm: str) -> None:
    token = prefill.signed_link(ports, "demande", GIVEN, days=1).partition("=")[2]
    slug = "avec-pieces" if harm == "other-form" else "demande"
    if harm == "late":
        ports.clock.move(days=2)
    changed = {"cut": token[:-3], "changed": "x" + token, "empty": "", "not-text": "\u2028é"}.get(harm, token)
    with pytest.raises(prefill.PrefillRefused):
        prefill.of_link(ports, slug, changed)


def test_an_answer_too_long_for_a_link_is_told(ports: Ports) -> None:
    noise = "".join(chr(0x4E00 + n * n % 20_000) for n in range(6_000))
    with pytest.raises(prefill.PrefillRefused, match="trop longues"):
        prefill.signed_link(ports, "demande", {"demandeur": {"nom": noise}})


def test_a_prefilled_draft_holds_what_fits_and_shows_what_does_not(ports: Ports) -> None:
    begun = prefill.begin(ports, "demande", GIVEN)
    assert begun.dossier.working["demandeur"]["nom"] == "Kerouac"
    assert {one.path for one in begun.prefill.unfit} == {"demandeur.naissance", "inconnu"}
    page = fill.open_step(ports, begun.dossier.id, "identite")
    assert [error.path for error in page.errors] == ["demandeur.naissance"]
    with ports.store.reading() as tx:
        assert [event.kind for event in tx.events.of(begun.dossier.id)] == ["started", "prefilled"]


def test_one_sender_cannot_begin_drafts_without_end(ports: Ports) -> None:
    for _draft in range(prefill.DRAFTS):
        prefill.begin(ports, "demande", {}, sender="192.0.2.1")
    with pytest.raises(Throttled):
        prefill.begin(ports, "demande", {}, sender="192.0.2.1")
    prefill.begin(ports, "demande", {}, sender="192.0.2.2")


def test_an_unknown_form_is_not_found(ports: Ports) -> None:
    with pytest.raises(NotFound):
        prefill.begin(ports, "inconnue", {})


@pytest.mark.parametrize("text", ["", "[]", "12", "{", b"\xff", '{"a": NaN}', "[" * 100_000, "null"])
def test_what_is_not_an_object_of_answers_is_refused(text: str | bytes) -> None:
    with pytest.raises(prefill.PrefillRefused):
        prefill.read_given(text)
