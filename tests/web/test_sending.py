"""The recap, the declaration, sending once, and coming back to a dossier."""

import re

import pytest

from app.core.account import Account
from app.usecases.desk import process
from app.usecases.ports import Ports
from tests.fixtures.application import settle
from tests.fixtures.doubles import RememberingQueue, SettableClock
from tests.web.conftest import Walker
from tests.web.pages import Page, Visitor, form_values
from tests.web.walking import declare_and_send, step_of


def reference_and_code(page: Page) -> tuple[str, str]:
    """As printed on the page: number in groups of three, code in groups of four."""
    number, code = page.tree.xpath("//dl[@class='reference']//dd//text()")
    return number, code


def test_the_recap_reads_every_answer_back_with_a_way_to_change_it(client: Visitor, walk: Walker) -> None:
    recap = walk().go()
    assert "Kerouac" in recap.text
    assert "3 février 1978" in recap.text
    step = client.get(recap.link("Modifier : Votre identité"))
    assert step_of(step) == "identite"
    back = client.submit(step, {"demandeur.nom": "Le Goff"}, button="suivant")
    assert back.heading == "Vérifier et envoyer"
    assert "Le Goff" in back.text


def test_what_would_be_sent_is_read_as_a_pdf_that_says_it_is_a_project_and_is_not_kept(
    client: Visitor, ports: Ports, walk: Walker
) -> None:
    recap = walk().go()
    link = recap.tree.xpath("//a[contains(., 'Voir le projet en PDF')]/@href")[0]
    shown = client.raw.get(link)
    assert shown.headers["Content-Disposition"].startswith("inline; filename=projet-")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    [paper] = ports.documents.papers  # type: ignore[attr-defined]
    assert (paper.draft, paper.mark, paper.submitted_at, paper.deposit) == (True, None, None, {})
    assert paper.title.split(maxsplit=1)[0] == "Projet"
    assert [client.raw.get(link).status_code for _time in range(10)] == [200] * 9 + [429]


def test_without_the_declaration_nothing_is_sent(client: Visitor, ports: Ports, walk: Walker) -> None:
    recap = walk().go()
    refused = client.submit(recap, having="declaration", status=422)
    assert len(refused.errors) == 1
    assert refused.tree.xpath("//*[@id='champ-declaration'][@aria-invalid='true']")
    assert ports.queue.woken == []  # type: ignore[attr-defined]


def test_the_confirmation_gives_number_code_and_what_comes_next(sent: Page) -> None:
    number, code = reference_and_code(sent)
    assert re.fullmatch(r"\w{3}-\w{3}-\w{3}", number)
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", code)
    assert "au plus tard le" in sent.text
    assert "Nous préparons vos documents" in sent.text


def test_a_double_click_sends_once_and_shows_the_same_confirmation(
    client: Visitor, ports: Ports, walk: Walker
) -> None:
    recap = walk().go()
    first = declare_and_send(client, recap)
    second = declare_and_send(client, recap)
    assert first.url == second.url
    assert reference_and_code(first) == reference_and_code(second)
    settle(ports)
    followed = client.get(first.link("Suivre ma demande"))
    assert len([link for link in followed.tree.xpath("//@href") if link.endswith(".pdf")]) == 2
    assert followed.text.count("Demande envoyée") <= 1


def test_a_queue_out_of_reach_does_not_stop_the_person(client: Visitor, ports: Ports, walk: Walker) -> None:
    assert isinstance(ports.queue, RememberingQueue)
    ports.queue.reachable = False
    page = declare_and_send(client, walk().go())
    assert page.heading == "Votre demande est envoyée"
    settle(ports)
    assert "Nous préparons" not in client.get(page.url).text


def test_a_sent_dossier_can_no_longer_be_changed(client: Visitor, walk: Walker) -> None:
    walking = walk()
    page = walking.to("identite")
    sent = declare_and_send(client, walking.go(client.get(page.url)))
    assert client.get(page.url).heading == "Suivi de votre demande"
    assert client.post(page.url, form_values(page.form())).heading == "Suivi de votre demande"
    for page_ in ("/verifier", "/enregistrer"):
        assert client.get(sent.url.replace("/envoye", page_)).heading == "Suivi de votre demande"


def test_nobody_else_opens_a_dossier_by_its_number(
    client: Visitor, another: Visitor, ports: Ports, sent: Page
) -> None:
    settle(ports)
    pdf = client.get(sent.url).link("PDF")
    for url in (
        sent.url,
        sent.url.replace("/envoye", "/verifier"),
        sent.url.replace("/envoye", "/enregistrer"),
    ):
        asked = another.get(url)
        assert asked.heading == "Reprendre ou suivre un dossier"
        assert "Kerouac" not in asked.text
    another.get(pdf, status=404)
    unknown = another.get("/dossiers/222222223/envoye", status=404)
    assert unknown.heading == "Cette page n’existe pas"


def test_number_and_code_open_the_dossier_anywhere(another: Visitor, sent: Page) -> None:
    number, code = reference_and_code(sent)
    typed = {"numero": number.lower(), "code": code.lower().replace("-", " ")}
    followed = another.submit(another.get("/suivi"), typed)
    assert followed.heading == "Suivi de votre demande"
    assert number in followed.text


WRONG = {"numero": "ACDEFGHJK", "code": "ACDE-FGHJ-KMNP"}


@pytest.mark.parametrize("half", WRONG)
def test_a_wrong_pair_is_told_without_saying_which_half(another: Visitor, sent: Page, half: str) -> None:
    number, code = reference_and_code(sent)
    typed = {"numero": number, "code": code, half: WRONG[half]}
    refused = another.submit(another.get("/suivi"), typed, status=422)
    assert len(refused.errors) == 1
    assert "ne vont pas ensemble" in refused.errors[0]


def test_too_many_wrong_codes_are_slowed_down_but_the_right_one_always_opens(
    client: Visitor, another: Visitor, clock: SettableClock, sent: Page
) -> None:
    number, code = reference_and_code(sent)
    page = another.get("/suivi")
    for _try in range(10):
        another.submit(page, {"numero": number, "code": WRONG["code"]}, status=422)
    stopped = another.submit(page, {"numero": number, "code": WRONG["code"]}, status=429)
    assert "Réessayez dans 15 min" in stopped.text
    mine = client.submit(client.get("/suivi"), {"numero": number, "code": code})
    assert mine.heading == "Suivi de votre demande"
    clock.move(minutes=16)
    another.submit(page, {"numero": number, "code": WRONG["code"]}, status=422)


@pytest.mark.parametrize("number", ["7K4M92QXC", "ACDEFGHJK", "222222223"])
def test_an_invented_number_makes_wait_like_a_real_one(another: Visitor, number: str) -> None:
    page = another.get("/suivi")
    for _try in range(10):
        another.submit(page, {"numero": number, "code": WRONG["code"]}, status=422)
    another.submit(page, {"numero": number, "code": WRONG["code"]}, status=429)


@pytest.mark.parametrize(
    ("number", "code", "told"),
    [
        ("", "", ["le numéro de dossier, par exemple 7K4-M92-QXC", "le code, par exemple C4XV-R23N-ZN6X"]),
        ("7K4-M92-QXC", "C4XV", ["le code, par exemple"]),
        ("7K4", "C4XV-R23N-ZN6X", ["le numéro de dossier, par exemple"]),
    ],
)
def test_a_field_left_empty_or_short_is_told_before_any_pair_is_tried(
    another: Visitor, number: str, code: str, told: list[str]
) -> None:
    page = another.submit(another.get("/suivi"), {"numero": number, "code": code}, status=422)
    assert len(page.errors) == len(told)
    assert all(words in error for words, error in zip(told, page.errors, strict=True))


def test_a_draft_is_put_aside_and_resumed_by_the_mailed_link(
    client: Visitor, another: Visitor, ports: Ports, walk: Walker
) -> None:
    page = walk().to("identite")
    later = client.submit(page, {"demandeur.nom": "Le Goff"}, button="plus-tard")
    assert later.heading == "Votre brouillon est enregistré"
    wrong = client.submit(later, {"adresse": "pas une adresse"}, status=422)
    assert "nom@domaine.fr" in wrong.errors[0]
    told = client.submit(wrong, {"adresse": "m.legoff@exemple.fr"})
    assert "Le lien est envoyé à m.legoff@exemple.fr" in told.text

    settle(ports)
    outbox = another.get("/courriels")
    assert "m.legoff@exemple.fr" in outbox.text
    resumed = another.get(outbox.link("Ouvrir le lien de ce courriel"))
    assert step_of(resumed) == "identite"
    assert form_values(resumed.form())["demandeur.nom"] == "Le Goff"


def test_a_wrong_link_is_a_404_that_says_what_to_do(another: Visitor, sent: Page) -> None:
    number, _code = reference_and_code(sent)
    refused = another.get(f"/suivi/{number}/ACDE-FGHJ-KMNP", status=404)
    assert "numéro et son code" in refused.text


def test_a_correction_is_told_with_its_motive_made_and_sent_again(
    client: Visitor, ports: Ports, agent: Account, sent: Page
) -> None:
    number, _code = reference_and_code(sent)
    reference = number.replace("-", "")
    process.act(ports, agent, reference, "ask_correction", motive="Écrivez votre nom en entier.")
    followed = client.get(f"/suivi/{reference}")
    assert "Écrivez votre nom en entier." in followed.text
    recap = client.get(followed.link("Corriger ma demande"))
    step = client.get(recap.link("Modifier : Votre identité"))
    corrected = client.submit(step, {"demandeur.nom": "Kerouac-Martin"}, button="suivant")
    assert "Envoyer mes corrections" in corrected.text
    again = declare_and_send(client, corrected)
    assert reference_and_code(again) == reference_and_code(sent)
    assert "Écrivez votre nom" not in client.get(f"/suivi/{reference}").tree.xpath(
        "string(//*[@class='notice-title'])"
    )

    process.act(ports, agent, reference, "take")
    process.act(ports, agent, reference, "refuse", motive="Vous avez une adresse stable.")
    settle(ports)
    refused = client.get(f"/suivi/{reference}")
    assert "Si vous n’êtes pas d’accord" in refused.text
    assert len({link for link in refused.tree.xpath("//@href") if link.endswith(".pdf")}) >= 3
