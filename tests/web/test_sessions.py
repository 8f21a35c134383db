"""Sessions: nothing for who only reads, a random id in the cookie, the rest in the database."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import cast

import pytest
from flask import Flask, Response, session
from sqlalchemy import text

from app.core.account import Account
from app.core.dossier import Acting, Person
from app.usecases.ports import Ports
from app.web.access import begin_acting
from app.web.sessions import ServerSession
from tests.fixtures.doubles import SettableClock
from tests.web.conftest import Walker
from tests.web.pages import Page, Visitor
from tests.web.staff import post, signed_in


def rows(ports: Ports) -> list[str]:
    """The digests of the stored sessions."""
    with ports.store._engine.connect() as connection:  # type: ignore[attr-defined]
        return list(connection.execute(text("SELECT digest FROM sessions")).scalars())


def test_reading_sets_no_cookie_and_stores_nothing(client: Visitor, ports: Ports) -> None:
    for path in ("/", "/aide", "/demarches/rien"):
        client.raw.get(path, buffered=True)
    assert client.raw.get_cookie("guichet") is None
    assert rows(ports) == []


def test_the_cookie_holds_an_id_that_is_stored_only_as_a_digest(
    client: Visitor, ports: Ports, walk: Walker
) -> None:
    walk().start()
    cookie = client.raw.get_cookie("guichet")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert ports.keys.digest(cookie.value) in rows(ports)
    assert cookie.value not in rows(ports)


def test_a_session_ends_after_twelve_hours_without_activity(
    client: Visitor, clock: SettableClock, walk: Walker
) -> None:
    page = walk().start()
    clock.move(hours=11)
    assert client.get(page.url).heading == "Votre situation"
    clock.move(hours=11)
    assert client.get(page.url).heading == "Votre situation"
    clock.move(hours=13)
    assert client.get(page.url).heading == "Reprendre ou suivre un dossier"


def test_an_invented_cookie_opens_nothing(client: Visitor, another: Visitor, walk: Walker) -> None:
    page = walk().start()
    another.raw.set_cookie("guichet", "x" * 43)
    assert another.get(page.url).heading == "Reprendre ou suivre un dossier"


# --- a new id with each new right -----------------------------------------------------------


def test_an_id_planted_in_a_browser_opens_nothing_that_its_owner_opens(
    client: Visitor, another: Visitor, sent: Page
) -> None:
    number, code = sent.tree.xpath("//dl[@class='reference']//dd//text()")
    another.get("/suivi")
    planted = another.raw.get_cookie("guichet")
    victim = Visitor(another.raw.application)
    victim.raw.set_cookie("guichet", planted.value if planted else "")
    followed = victim.submit(victim.get("/suivi"), {"numero": number, "code": code})
    assert followed.heading == "Suivi de votre demande"
    assert another.get(followed.url).heading == "Reprendre ou suivre un dossier"


def test_acting_for_somebody_comes_with_a_new_id(client: Visitor, during) -> None:
    client.get("/suivi")
    request = during(cookie_of(client))
    begin_acting(Acting(Person("Nadia", "adviser", "a1"), Person("Ousmane"), "accompagne"))
    assert request.end() not in ("", cookie_of(client))
    assert during(cookie_of(client)).session == {}


# --- requests at the same time --------------------------------------------------------------


@pytest.fixture
def during(application: Flask) -> Iterator["Callable[[str], Request]"]:
    """`during(cookie)`: a request that has read its session and has not ended yet."""
    with ExitStack() as stack:

        def begun(cookie: str) -> Request:
            context = application.test_request_context("/", headers={"Cookie": f"guichet={cookie}"})
            stack.enter_context(context)
            return Request(application)

        yield begun


class Request:
    """A request in flight: its session, and its end."""

    def __init__(self, application: Flask) -> None:
        self.application = application
        self.session = cast(ServerSession, session._get_current_object())

    def end(self) -> str:
        """Save as Flask does; the cookie that the answer sets, or ""."""
        answer = Response()
        self.application.session_interface.save_session(self.application, self.session, answer)
        return str(answer.headers.get("Set-Cookie", "")).removeprefix("guichet=").split(";")[0]


def cookie_of(visitor: Visitor) -> str:
    cookie = visitor.raw.get_cookie("guichet")
    assert cookie is not None
    return cookie.value


def test_two_requests_at_once_lose_nothing_of_each_other(client: Visitor, during, walk: Walker) -> None:
    page = walk().start()
    first, second = during(cookie_of(client)), during(cookie_of(client))
    first.session["dossiers"] = {**first.session["dossiers"], "AAA": ["a", 0]}
    second.session["dossiers"] = {**second.session["dossiers"], "BBB": ["b", 0]}
    second.session["told"] = "yes"
    assert (first.end(), second.end()) == ("", "")
    kept = during(cookie_of(client)).session
    assert {"AAA", "BBB"} < set(kept["dossiers"])
    assert kept["told"] == "yes"
    assert client.get(page.url).heading == "Votre situation"


def test_a_double_click_on_begin_leaves_a_session_that_opens_the_draft(
    client: Visitor, ports: Ports, during
) -> None:
    client.get("/suivi")
    clicks = [during(cookie_of(client)), during(cookie_of(client))]
    for click in clicks:
        click.session["dossiers"] = {str(id(click)): ["x", 0]}
        click.session.rotate()
    cookies = [click.end() for click in clicks]
    for click, cookie in zip(clicks, cookies, strict=True):
        assert cookie
        assert str(id(click)) in during(cookie).session["dossiers"]


@pytest.mark.parametrize("rotating", [False, True])
def test_a_request_that_ends_after_a_sign_out_brings_nothing_back(
    application: Flask, ports: Ports, agent: Account, during, rotating: bool
) -> None:
    visitor = signed_in(application, agent)
    cookie = cookie_of(visitor)
    slow = during(cookie)
    slow.session["x"] = 1
    if rotating:
        slow.session.rotate()
    post(visitor, "/deconnexion")
    assert slow.end() == ""
    assert "account" not in during(cookie).session
    assert rows(ports) == []
