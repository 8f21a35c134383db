"""The decision letters of a service in its own words: judged when kept, printed at the next decision."""

import pytest

from app.core.account import Account
from app.core.errors import NotFound
from app.usecases.desk import service_letters
from app.usecases.desk.on_duty import CaseworkRefused
from app.usecases.desk.process import act
from app.usecases.fill.submit import submit
from app.usecases.operate import run_effect
from app.usecases.ports import Paper, Ports
from tests.usecases.conftest import filled, person

OWN = "Bonjour {{ demandeur }},\n\n> C’est **non**.\n\n{{ motif }}\n\n# Contester\n\n{{ recours }}"


@pytest.fixture
def manager(ports: Ports) -> Account:
    return person(ports, "manager", "ccas", "responsable@exemple.fr")


def keep(ports: Ports, manager: Account, state: str, title: str, body: str) -> None:
    one = service_letters.find(ports, manager, "ccas", state)
    service_letters.change(ports, manager, one, title, body)


def refusal(ports: Ports, agent: Account) -> Paper:
    """The letter of a refusal taken now."""
    reference = submit(ports, filled(ports).id, declared=True).dossier.reference
    act(ports, agent, reference, "take")
    act(ports, agent, reference, "refuse", motive="# Pas de **lien** : {{ recours }}")
    for effect_id in ports.queue.woken:
        run_effect(ports, effect_id)
    ports.queue.woken.clear()
    return next(paper for paper in reversed(ports.documents.papers) if paper.kind == "decision")


def words(paper: Paper) -> list[str]:
    return ["".join(part.text for part in block.parts) for block in paper.facts["blocks"]]


def test_the_words_of_the_service_are_printed_and_the_motive_stays_as_the_agent_wrote_it(
    ports: Ports, manager: Account, agent: Account
) -> None:
    usual = refusal(ports, agent)
    assert "Votre demande est refusée." in words(usual)
    keep(ports, manager, "refused", "Refus : {{ demarche }}", OWN)
    own = refusal(ports, agent)
    assert own.title.startswith("Refus : ")
    greeting, framed, motive, title, appeal = words(own)
    assert (greeting.startswith("Bonjour "), framed, title) == (True, "C’est non.", "Contester")
    assert motive == "# Pas de **lien** : {{ recours }}"
    assert "ribunal administratif" in appeal
    assert own.facts["author_name"] == agent.name


WRONG = [
    ("", OWN, "titre", "Saisissez"),
    ("x" * 121, OWN, "titre", "120"),
    ("{{ prenom }}", OWN, "titre", "n’existe pas"),
    ("Refus", " ", "texte", "Écrivez"),
    ("Refus", "Non.", "texte", "{{ motif }}"),
]


def test_what_cannot_be_kept_says_why_and_where(ports: Ports, manager: Account) -> None:
    for title, body, place, told in WRONG:
        with pytest.raises(CaseworkRefused) as refused:
            keep(ports, manager, "refused", title, body)
        assert (refused.value.place, told in str(refused.value)) == (place, True)
    assert service_letters.find(ports, manager, "ccas", "refused").own is None


def test_the_standard_letter_comes_back_and_a_preview_has_every_variable_filled(
    ports: Ports, manager: Account
) -> None:
    keep(ports, manager, "refused", "Refus", OWN)
    changed = service_letters.find(ports, manager, "ccas", "refused")
    assert changed.own is not None
    assert changed.own.by == manager.name
    for _again in range(2):
        service_letters.back_to_standard(ports, changed)
    for one in service_letters.of_my_services(ports, manager):
        keep(ports, manager, one.letter.state, one.text.subject, one.text.body)
        shown = service_letters.preview(ports, one, one.text)
        assert shown.title == one.letter.done
        assert "{{" not in str(shown)
    assert all(one.own is None for one in service_letters.of_my_services(ports, manager))


def test_only_the_manager_of_the_service_has_its_letters(
    ports: Ports, agent: Account, manager: Account
) -> None:
    stranger = person(ports, "manager", "autre", "ailleurs@exemple.fr")
    for account in (agent, stranger):
        with pytest.raises(NotFound):
            service_letters.find(ports, account, "ccas", "refused")
    with pytest.raises(NotFound):
        service_letters.find(ports, manager, "ccas", "submitted")
