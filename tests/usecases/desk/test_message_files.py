"""Files of messages, both ways: judged as any other file, kept beside the message, handed over by right."""

from dataclasses import replace

import pytest

from app.core.account import Account
from app.core.dossier import Dossier
from app.core.errors import NotScanned
from app.usecases.desk import messages
from app.usecases.desk.message_files import MOST, Given
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.desk.process import act, open_case
from app.usecases.fill import attach
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports, Scan
from tests.core.files import JPEG, PDF
from tests.usecases.conftest import filled


@pytest.fixture
def sent(ports: Ports) -> Dossier:
    return submit(ports, filled(ports).id, declared=True).dossier


def pdf(name: str = "plan.pdf") -> Given:
    return Given(name, iter([PDF]))


def names(ports: Ports, dossier: Dossier) -> list[list[str]]:
    found = messages.thread(ports, dossier.id)
    return [[file.name for file in found.files.get(text.id, ())] for text in found.texts]


def test_both_sides_join_files_which_a_correction_leaves_in_place(
    ports: Ports, agent: Account, sent: Dossier
) -> None:
    messages.to_citizen(ports, agent, sent.reference, "Voici le plan.", files=[pdf()])
    ports.clock.move(minutes=1)
    files = [Given("moi.jpg", [JPEG]), pdf("bail.pdf")]
    messages.from_citizen(ports, sent.id, " ", files=files)  # files may speak for themselves
    assert names(ports, sent) == [["plan.pdf"], ["moi.jpg", "bail.pdf"]]
    case = open_case(ports, agent, sent.reference)
    assert [len(files) for files in case.message_files.values()] == [1, 2]
    assert case.attachments == (), "they are no answers"
    act(ports, agent, sent.reference, "ask_correction", motive="Précisez.")
    submit(ports, sent.id, declared=True)
    assert names(ports, sent) == [["plan.pdf"], ["moi.jpg", "bail.pdf"]]


def test_a_file_that_is_refused_is_named_and_nothing_is_sent(
    ports: Ports, agent: Account, sent: Dossier
) -> None:
    bad = Given("virus.exe", [b"MZ\x90\x00\x03"])
    for write in (
        lambda: messages.to_citizen(ports, agent, sent.reference, "Bonjour", files=[pdf(), bad]),
        lambda: messages.from_citizen(ports, sent.id, "Bonjour", files=[bad]),
        lambda: messages.from_citizen(ports, sent.id, "Bonjour", files=[pdf()] * (MOST + 1)),
    ):
        with pytest.raises(CaseworkRefused) as refused:
            write()
        assert refused.value.place == "pieces-message"
        assert "virus.exe" in str(refused.value) or str(MOST) in str(refused.value)
    assert names(ports, sent) == []
    with ports.store.reading() as tx:
        assert tx.attachments.of(sent.id) == ()


class Away:
    """An antivirus that cannot look."""

    def scan(self, _stream: object) -> Scan:
        return Scan(known=False)


def test_a_file_that_was_not_scanned_waits_on_the_other_side(
    ports: Ports, agent: Account, sent: Dossier
) -> None:
    ports = replace(ports, scanner=Away())
    messages.to_citizen(ports, agent, sent.reference, "Voici.", files=[pdf()])
    ports.clock.move(minutes=1)
    messages.from_citizen(ports, sent.id, "Voilà.", files=[pdf()])
    found = messages.thread(ports, sent.id)
    [theirs], [own] = (found.files[text.id] for text in found.texts)
    for file, as_holder, readable in ((theirs, True, False), (own, True, True), (own, False, False)):
        given = attach.read(ports, file.id)
        assert given.sent
        if readable:
            attach.content(ports, given, own=as_holder).close()
        else:
            with pytest.raises(NotScanned):
                attach.content(ports, given, own=as_holder)
