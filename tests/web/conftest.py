"""Short cuts into the forms that the tests of pages walk most."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.core.account import Account, Membership
from app.usecases import account as accounts
from app.usecases.ports import Ports
from tests.fixtures.application import PASSWORD
from tests.fixtures.doubles import SettableClock
from tests.web.pages import Page, Visitor
from tests.web.staff import signed_in
from tests.web.walking import Walk, declare_and_send

Walker = Callable[..., Walk]


@pytest.fixture
def walk(client: Visitor, ports: Ports, clock: SettableClock) -> Walker:
    """`walk("cerfa-16029")`: the first scenario of the form, in the hands of the client."""

    def begun(slug: str = "cerfa-16029", case: int = 0, visitor: Visitor = client) -> Walk:
        definition = ports.forms.current(slug)
        return Walk(visitor, definition, definition.scenarios[case].answers)

    return begun


@pytest.fixture
def sent(client: Visitor, walk: Walker) -> Page:
    """The confirmation page of a form that was just sent."""
    return declare_and_send(client, walk().go())


@pytest.fixture
def desk(application: Flask, agent: Account) -> Visitor:
    """The right agent's browser."""
    return signed_in(application, agent)


@pytest.fixture
def manager(application: Flask, ports: Ports, agent: Account) -> Visitor:
    """The manager of the agent's service, signed in."""
    place = Membership(agent.memberships[0].service_id, "manager")
    return signed_in(
        application,
        accounts.create(
            ports,
            email="responsable@exemple.fr",
            name="Claire Morel",
            password=PASSWORD,
            memberships=(place,),
        ),
    )
