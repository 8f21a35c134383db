"""What an adviser reads while helping: the name in the form is the person's, and nobody offers them help."""

import pytest
from flask import Flask

from app.core.account import Account
from app.usecases.ports import Ports
from tests.web.pages import Page, Visitor
from tests.web.staff import signed_in
from tests.web.walking import Walk


def recap_for(application: Flask, adviser: Account, ports: Ports, person: str) -> Page:
    desk = signed_in(application, adviser)
    typed = {"personne": person, "demarche": "cerfa-16029", "mode": "accompagne", "courriel": ""}
    begun = desk.submit(desk.get("/accompagner/nouveau"), typed, having="personne")
    assert "Besoin d’aide" not in begun.text
    form = ports.forms.current("cerfa-16029")
    return Walk(desk, form, form.scenarios[0].answers).go(begun)


def test_another_name_than_the_person_s_is_told_before_sending(
    application: Flask, adviser: Account, ports: Ports
) -> None:
    recap = recap_for(application, adviser, ports, "Maryvonne Le Goff")
    said = "Vous aidez Maryvonne Le Goff, mais la demande est au nom de Yann Marie Kerouac."
    assert said in recap.text


@pytest.mark.parametrize("person", ["Yann Kerouac", "KEROUAC Yann-Marie", "Kérouac Yann"])
def test_the_same_name_written_otherwise_is_no_matter(
    application: Flask, adviser: Account, ports: Ports, person: str
) -> None:
    assert "au nom de" not in recap_for(application, adviser, ports, person).text


def test_a_citizen_alone_is_offered_help(client: Visitor) -> None:
    begun = client.submit(client.get("/demarches/cerfa-16029"))
    assert "Besoin d’aide" in begun.text
