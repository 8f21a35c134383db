"""Pages that ask for identifiers, names, dates and times: inputs, errors, doubts, what stays unseen."""

import pytest

from app.adapters.forms import FormFiles
from app.usecases import operate
from app.usecases.ports import Ports
from tests.web.conftest import Walker
from tests.web.pages import Visitor
from tests.web.test_step_words import words
from tests.web.walking import declare_and_send, step_of

SLUG = "numeros-et-dates"
NIR = "255081416802538"


@pytest.fixture
def form_files(forms_with_numbers: FormFiles) -> FormFiles:
    return forms_with_numbers


def attributes(page, name):  # type: ignore[no-untyped-def]
    (found,) = page.tree.xpath(f"//input[@name='{name}']")
    return found.get("inputmode"), found.get("autocomplete")


@pytest.mark.parametrize(
    ("step", "name", "input_mode", "autocomplete"),
    [
        ("vous", "nom", None, "family-name"),
        ("vous", "naissance:jour", "numeric", "bday-day"),
        ("vous", "naissance:annee", "numeric", "bday-year"),
        ("vous", "courriel", "email", "email"),
        ("numeros", "siren", "numeric", None),
        ("numeros", "iban", None, None),
        ("numeros", "plaque", None, None),
        ("numeros", "fiscal", "numeric", None),
        ("dates", "mois:mois", "numeric", None),
        ("dates", "mois:annee", "numeric", None),
        ("dates", "heure", None, None),
        ("dates", "rendez_vous:jour", "numeric", None),
        ("dates", "rendez_vous:heure", None, None),
    ],
)
def test_each_input_helps_the_keyboard(
    walk: Walker, step: str, name: str, input_mode: str, autocomplete: str
) -> None:
    assert attributes(walk(SLUG).to(step), name) == (input_mode, autocomplete)


def test_the_civility_is_two_radios_without_an_autocomplete_that_html_forbids(walk: Walker) -> None:
    page = walk(SLUG).to("vous")
    radios = page.tree.xpath("//input[@name='civilite']")
    assert [(radio.get("type"), radio.get("value")) for radio in radios] == [
        ("radio", "madame"), ("radio", "monsieur"),
    ]  # fmt: skip
    assert not any(radio.get("autocomplete") for radio in radios)


def test_wrong_answers_come_back_as_typed_each_with_its_message(client: Visitor, walk: Walker) -> None:
    page = walk(SLUG).to("dates")
    typed = {"mois:mois": "2", "mois:annee": "26", "heure": "25h", "rendez_vous:jour": "31",
             "rendez_vous:mois": "2", "rendez_vous:annee": "2026", "rendez_vous:heure": "14h30"}  # fmt: skip
    refused = client.submit(page, typed, button="suivant", status=422)
    told = words(refused)
    for message in ("Saisissez l’année avec 4 chiffres", "Saisissez une heure entre 0 h et 23 h 59",
                    "Le 31 février n’existe pas"):  # fmt: skip
        assert message.lower() in told.lower()
    values = {field.get("name"): field.get("value") for field in refused.tree.xpath("//input[@type='text']")}
    assert values == typed


def test_a_slip_in_the_address_is_doubted_on_the_recap_and_blocks_nothing(
    client: Visitor, walk: Walker
) -> None:
    walking = walk(SLUG)
    first = walking.to("vous")
    typed = walking.values(first) | {"courriel": "anais@gmial.com"}
    following = client.submit(first, typed, button="suivant")
    assert step_of(following) == "numeros", "the step is not held back"
    recap = walking.go(following)
    assert "Vouliez-vous dire anais@gmail.com ?" in words(recap)
    again = client.get(recap.link("Modifier"))
    (doubt,) = again.tree.xpath("//p[@class='advice']")
    (box,) = again.tree.xpath("//input[@name='courriel']")
    assert doubt.get("id") in box.get("aria-describedby")
    assert not box.get("aria-invalid")
    unchanged = client.submit(again, typed, button="suivant")
    assert unchanged.url.endswith("/verifier")
    declare_and_send(client, client.get(recap.url))


def test_a_nir_is_read_by_its_holder_and_is_in_no_list_and_no_mail(
    client: Visitor, walk: Walker, desk: Visitor, ports: Ports
) -> None:
    recap = walk(SLUG).go()
    spaced = "2 55 08 14 168 025 38"
    assert spaced in words(recap)
    sent = declare_and_send(client, recap)
    queue = desk.get("/bureau")
    for effect_id in tuple(ports.queue.woken):
        operate.run_effect(ports, effect_id)
    mails = " ".join(str(mail) for mail in operate.outbox(ports))
    assert "anais@exemple.fr" in mails
    for seen in (words(sent), words(queue), mails):
        assert NIR not in seen
        assert spaced not in seen
