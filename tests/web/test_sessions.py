"""Sessions: nothing for who only reads, a random id in the cookie, the rest in the database."""

from sqlalchemy import text

from app.usecases.ports import Ports
from tests.fixtures.doubles import SettableClock
from tests.web.conftest import Walker
from tests.web.pages import Visitor


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
    assert rows(ports) == [ports.keys.digest(cookie.value)]
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
