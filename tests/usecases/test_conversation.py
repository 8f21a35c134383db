"""Notes, messages and visits: who writes, who reads, what the history and the mails say of it."""

import pytest

from app.core.account import Account
from app.core.desk.casework import AWAITED, NEW, READ
from app.core.dossier import Dossier
from app.core.errors import NotFound, Throttled
from app.core.history import tell
from app.usecases.desk import messages, notes, visits
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.desk.process import Case, act, open_case
from app.usecases.fill.submit import submit
from app.usecases.operate import run_effect
from app.usecases.ports import Ports
from tests.usecases.conftest import filled, person, save


@pytest.fixture
def sent(ports: Ports) -> Dossier:
    return submit(ports, filled(ports).id, declared=True).dossier


def visit(ports: Ports, account: Account, dossier: Dossier) -> Case:
    """Open the page, as it is shown."""
    case = open_case(ports, account, dossier.reference)
    visits.record(ports, case.dossier, case.visit)
    return case


def told(ports: Ports, dossier: Dossier, *, to_agent: bool) -> str:
    with ports.store.reading() as tx:
        return " · ".join(line.text for line in tell(tx.events.of(dossier.id), to_agent=to_agent))


def exchange(ports: Ports, dossier: Dossier) -> str:
    with ports.store.reading() as tx:
        return tx.dossiers.get(dossier.id).exchange


def test_a_note_is_written_read_by_agents_and_struck_out_once(
    ports: Ports, agent: Account, sent: Dossier
) -> None:
    notes.write(ports, agent, sent.reference, " Appeler la mairie\r\nde Rennes. ")
    [note] = open_case(ports, agent, sent.reference).texts
    assert note.body == "Appeler la mairie\nde Rennes."
    assert note.author.name == agent.name
    with pytest.raises(CaseworkRefused):
        notes.strike(ports, agent, sent.reference, note.id, " ")
    for reason in ("C’est fait.", "Une autre raison."):
        notes.strike(ports, agent, sent.reference, note.id, reason)
    [struck] = open_case(ports, agent, sent.reference).texts
    assert struck.struck is not None
    assert struck.struck.reason == "C’est fait."
    assert struck.body, "what was written stays"
    assert told(ports, sent, to_agent=True).count("Note interne") == 2
    assert "Note" not in told(ports, sent, to_agent=False)
    assert "Rennes" not in told(ports, sent, to_agent=True), "its words are not in the history"


@pytest.mark.parametrize("body", ["", "  \n ", "x" * 5001])
def test_a_text_that_cannot_be_kept_says_why(ports: Ports, agent: Account, sent: Dossier, body: str) -> None:
    for write in (notes.write, messages.to_citizen):
        with pytest.raises(CaseworkRefused):
            write(ports, agent, sent.reference, body)
    with pytest.raises(CaseworkRefused):
        messages.from_citizen(ports, sent.id, body)


def test_the_service_writes_the_citizen_is_told_by_mail_and_answers(
    ports: Ports, agent: Account, sent: Dossier
) -> None:
    ports.queue.woken.clear()
    messages.to_citizen(ports, agent, sent.reference, "Avez-vous un garant ?", awaits=True)
    assert exchange(ports, sent) == AWAITED
    for effect_id in ports.queue.woken:
        run_effect(ports, effect_id)
    mail = ports.mailer.sent[-1]
    assert mail.subject.startswith("Vous avez un message")
    assert "garant" not in str(mail), "the words stay in Guichet"
    assert [one.body for one in messages.thread(ports, sent.id).texts] == ["Avez-vous un garant ?"]
    assert messages.thread(ports, sent.id).texts[0].read_at is not None, "the first opening was noted"
    ports.clock.move(minutes=3)
    messages.from_citizen(ports, sent.id, "Oui, ma sœur.")
    assert exchange(ports, sent) == NEW
    case = visit(ports, agent, sent)
    assert [one.body for one in case.texts] == ["Avez-vous un garant ?", "Oui, ma sœur."]
    assert case.texts[1].author.name == sent.title
    assert exchange(ports, sent) == READ
    assert open_case(ports, agent, sent.reference).texts[1].read_at is not None


def test_what_comes_while_the_page_is_made_stays_new(ports: Ports, agent: Account, sent: Dossier) -> None:
    messages.from_citizen(ports, sent.id, "Un premier")
    ports.clock.move(minutes=1)
    case = open_case(ports, agent, sent.reference)
    ports.clock.move(seconds=1)
    messages.from_citizen(ports, sent.id, "Un second")
    visits.record(ports, case.dossier, case.visit)
    assert exchange(ports, sent) == NEW
    assert [one.read_at is None for one in open_case(ports, agent, sent.reference).texts] == [False, True]
    visit(ports, agent, sent)
    assert exchange(ports, sent) == READ


def test_whoever_has_the_dossier_in_charge_is_told_that_the_citizen_wrote(
    ports: Ports, agent: Account, sent: Dossier
) -> None:
    act(ports, agent, sent.reference, "take")
    ports.queue.woken.clear()
    messages.from_citizen(ports, sent.id, "Bonjour")
    for effect_id in ports.queue.woken:  # telling wakes the mail
        run_effect(ports, effect_id)
    assert ports.mailer.sent[-1].to == agent.email
    assert "Bonjour" not in str(ports.mailer.sent[-1])


def test_nobody_writes_about_a_draft_nor_about_the_dossier_of_another_service(
    ports: Ports, sent: Dossier
) -> None:
    stranger = person(ports, "agent", "autre", "ailleurs@exemple.fr")
    for write in (notes.write, messages.to_citizen):
        with pytest.raises(NotFound):
            write(ports, stranger, sent.reference, "Bonjour")
    with pytest.raises(NotFound):
        messages.from_citizen(ports, filled(ports).id, "Bonjour")


def test_writing_without_end_is_slowed_down(ports: Ports, sent: Dossier) -> None:
    for _number in range(10):
        messages.from_citizen(ports, sent.id, "Bonjour")
    with pytest.raises(Throttled):
        messages.from_citizen(ports, sent.id, "Bonjour")


def test_an_agent_sees_what_was_corrected_since_their_last_visit(
    ports: Ports, agent: Account, sent: Dossier
) -> None:
    assert visit(ports, agent, sent).changes == ()
    act(ports, agent, sent.reference, "ask_correction", motive="Le prénom.")
    ports.clock.move(hours=2)
    save(ports, sent, "identite", {"demandeur.prenom": "Maryvonne Anne"})
    submit(ports, sent.id, declared=True)
    ports.clock.move(hours=1)
    [change] = visit(ports, agent, sent).changes
    assert (change.before, change.now) == ("Maryvonne", "Maryvonne Anne")
    ports.clock.move(minutes=5)
    assert visit(ports, agent, sent).changes == (change,), "the same visit goes on"
    ports.clock.move(hours=1)
    assert visit(ports, agent, sent).changes == ()
    newcomer = person(ports, "manager", "ccas", "responsable@exemple.fr")
    assert visit(ports, newcomer, sent).changes == (), "nothing was seen before"


def test_colleagues_on_the_same_page_are_told_of_each_other_for_a_minute(
    ports: Ports, agent: Account, sent: Dossier
) -> None:
    colleague = person(ports, "manager", "ccas", "responsable@exemple.fr")
    visit(ports, colleague, sent)
    assert visit(ports, agent, sent).present == (colleague.name,)
    ports.clock.move(minutes=2)
    assert visit(ports, agent, sent).present == ()
