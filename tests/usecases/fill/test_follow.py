"""Coming back with number and code: forgiving to type, hopeless to guess."""

import pytest

from app.core.dossier import spell_reference
from app.core.errors import NotEditable, NotFound, Throttled
from app.usecases import operate
from app.usecases.fill import follow
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.usecases.conftest import filled


def test_number_and_code_open_the_dossier_however_they_are_typed(ports: Ports) -> None:
    dossier = filled(ports)
    code = ports.keys.code(dossier.id, 0)
    typed_code = f" {code.replace('-', ' ').lower()} "
    assert (
        follow.open_with_code(ports, spell_reference(dossier.reference).lower(), typed_code).id == dossier.id
    )


@pytest.mark.parametrize("wrong", ["number", "code", "nonsense"])
def test_a_wrong_pair_does_not_tell_which_half_is_wrong(ports: Ports, wrong: str) -> None:
    dossier, other = filled(ports), filled(ports)
    pairs = {
        "number": (other.reference, ports.keys.code(dossier.id, 0)),
        "code": (dossier.reference, "AAAA-AAAA-AAAA"),
        "nonsense": ("<script>", ""),
    }
    with pytest.raises(NotFound, match="ne vont pas ensemble"):
        follow.open_with_code(ports, *pairs[wrong])


def test_too_many_wrong_codes_are_slowed_down_then_forgiven(ports: Ports) -> None:
    dossier = filled(ports)
    for _time in range(follow.WRONG_CODES):
        with pytest.raises(NotFound):
            follow.open_with_code(ports, dossier.reference, "AAAA-AAAA-AAAA")
    with pytest.raises(Throttled):
        follow.open_with_code(ports, dossier.reference, "AAAA-AAAA-AAAA")
    assert follow.open_with_code(ports, dossier.reference, ports.keys.code(dossier.id, 0)).id == dossier.id
    ports.clock.move(minutes=16)
    with pytest.raises(NotFound):
        follow.open_with_code(ports, dossier.reference, "AAAA-AAAA-AAAA")


def test_the_follow_up_tells_state_history_and_documents(ports: Ports) -> None:
    dossier = filled(ports)
    submit(ports, dossier.id, declared=True)
    assert follow.follow_up(ports, dossier.id).preparing
    for effect_id in tuple(ports.queue.woken):
        operate.run_effect(ports, effect_id)
    told = follow.follow_up(ports, dossier.id)
    assert not told.preparing
    assert told.state.id == "submitted"
    assert told.correction == ""
    assert sorted(document.kind for document in told.documents) == ["form", "receipt"]
    assert {line.who for line in told.history} == {"Vous"}
    _found, owner, content = follow.document(ports, told.documents[0].id)
    assert owner.id == dossier.id
    assert content.startswith(b"%PDF")


def test_the_resume_link_is_mailed_once_and_keeps_the_address(ports: Ports) -> None:
    dossier = filled(ports)
    follow.send_resume_link(ports, dossier.id, "autre@exemple.fr")
    operate.run_effect(ports, ports.queue.woken[-1])
    mail = ports.mailer.sent[0]
    assert mail.to == "autre@exemple.fr"
    reference, code = mail.action_url.rsplit("/", 2)[1:]
    assert follow.open_with_code(ports, reference, code).id == dossier.id


def test_nobody_is_flooded_with_links(ports: Ports) -> None:
    dossier = filled(ports)
    for _time in range(follow.LINKS):
        follow.send_resume_link(ports, dossier.id, "autre@exemple.fr")
    with pytest.raises(Throttled):
        follow.send_resume_link(ports, dossier.id, "autre@exemple.fr")
    ports.clock.move(hours=2)
    follow.send_resume_link(ports, dossier.id, "autre@exemple.fr")


def test_one_mailbox_is_not_flooded_from_many_drafts(ports: Ports) -> None:
    for address in ("Victime@exemple.fr", *["victime@exemple.fr"] * (follow.LINKS - 1)):
        follow.send_resume_link(ports, filled(ports).id, address)
    with pytest.raises(Throttled):
        follow.send_resume_link(ports, filled(ports).id, "victime@exemple.fr")
    follow.send_resume_link(ports, filled(ports).id, "autre@exemple.fr")


def test_the_address_of_a_dossier_that_was_sent_is_not_changed(ports: Ports) -> None:
    dossier = filled(ports)
    submit(ports, dossier.id, declared=True)
    woken = len(ports.queue.woken)
    with pytest.raises(NotEditable):
        follow.send_resume_link(ports, dossier.id, "voleur@exemple.fr")
    with ports.store.reading() as tx:
        assert tx.dossiers.get(dossier.id).email == "m.legoff@exemple.fr"
    assert len(ports.queue.woken) == woken


@pytest.mark.parametrize("reference", ["7K4M92QXC", "ACDEFGHJK", "n’importe quoi"])
def test_tries_on_a_number_that_nobody_has_are_counted_too(ports: Ports, reference: str) -> None:
    for _time in range(follow.WRONG_CODES):
        with pytest.raises(NotFound):
            follow.open_with_code(ports, reference, "AAAA-AAAA-AAAA")
    with pytest.raises(Throttled):
        follow.open_with_code(ports, reference, "AAAA-AAAA-AAAA")
