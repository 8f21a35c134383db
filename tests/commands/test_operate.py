"""What an operator types, against a real SQLite database."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from app.adapters.database.engine import make_engine
from app.adapters.database.store import SqlStore
from app.adapters.database.upgrade import is_current
from app.commands import operate
from app.core.account import Membership
from app.core.dossier import ALONE
from tests.adapters.database.cases import DRAFT, NOW, effect, keep

ADD = ["add", "nadia@ville.fr", "--name", "Nadia Benali", "--role", "agent:ccas", "--role", "manager:ccas"]
PASSWORD = ["--password", "cheval agrafe pile"]


@pytest.fixture
def installed(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of an installation whose database is ready and whose Redis is away."""
    monkeypatch.setenv("GUICHET_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("REDIS_URL", f"unix://{tmp_path}/nowhere.sock")


def call(command: object, *arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))  # type: ignore[arg-type]


@pytest.mark.usefixtures("installed")
def test_an_account_is_created_listed_and_gets_a_new_password(sqlite_store: SqlStore):
    assert call(operate.user, *ADD, *PASSWORD, "--quality", "Instructrice").exit_code == 0
    with sqlite_store.reading() as tx:
        account = tx.accounts.by_email("nadia@ville.fr")
    assert account is not None
    assert account.memberships == (Membership("ccas", "agent"), Membership("ccas", "manager"))
    assert "nadia@ville.fr" in call(operate.user, "list").output
    assert call(operate.user, "password", "nadia@ville.fr", *PASSWORD).exit_code == 0
    with sqlite_store.reading() as tx:
        assert tx.accounts.get(account.id).password_hash != account.password_hash


@pytest.mark.usefixtures("installed")
def test_a_closed_account_stays_in_the_list_and_signs_in_no_more(sqlite_store: SqlStore):
    call(operate.user, *ADD, *PASSWORD)
    assert call(operate.user, "close", "nadia@ville.fr").exit_code == 0
    with sqlite_store.reading() as tx:
        account = tx.accounts.by_email("nadia@ville.fr")
    assert account is not None
    assert not account.active
    assert "(fermé)" in call(operate.user, "list").output


REFUSED = {
    "a short password": ([*ADD, "--password", "court"], "12 caractères"),
    "an unknown role": ([*ADD, *PASSWORD, "--role", "chef:ccas"], "rôle:service"),
    "a role without service": ([*ADD, *PASSWORD, "--role", "agent"], "rôle:service"),
    "nobody's account": (["close", "x@y.fr"], "n’a pas de compte"),
    "nobody's password": (["password", "x@y.fr", *PASSWORD], "n’a pas de compte"),
}


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(("arguments", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_done_is_told(arguments: list[str], told: str):
    result = call(operate.user, *arguments)
    assert result.exit_code != 0
    assert told in result.output


@pytest.mark.usefixtures("installed")
def test_an_address_cannot_have_two_accounts():
    call(operate.user, *ADD, *PASSWORD)
    result = call(operate.user, *ADD, *PASSWORD)
    assert (result.exit_code, "a déjà un compte" in result.output) == (1, True)


@pytest.mark.usefixtures("installed")
def test_failed_effects_are_listed_and_retried_even_without_redis(sqlite_store: SqlStore):
    keep(sqlite_store, DRAFT)
    with sqlite_store.transaction() as tx:
        tx.effects.add(effect(status="failed", error="address refused"))
    assert "address refused" in call(operate.effects, "list").output
    assert "1 sur 1" in call(operate.effects, "retry").output
    with sqlite_store.reading() as tx:
        assert tx.effects.of(DRAFT.id)[0].status == "pending"
    assert "0 sur 1" in call(operate.effects, "retry", "e1").output


@pytest.mark.usefixtures("installed")
def test_an_audit_passes_on_whole_chains_and_fails_on_a_broken_one(sqlite_store: SqlStore, sqlite_url: str):
    with sqlite_store.transaction() as tx:
        tx.events.append(DRAFT.id, "started", NOW, ALONE)
    assert call(operate.audit).exit_code == 0
    engine = make_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER events_refuse_update"))
        connection.execute(text("UPDATE events SET kind = 'other'"))
    engine.dispose()
    result = call(operate.audit)
    assert result.exit_code == 1
    assert DRAFT.id in result.output


@pytest.mark.usefixtures("installed")
def test_purge_tells_what_it_forgot(sqlite_store: SqlStore):
    with sqlite_store.transaction() as tx:
        tx.sessions.put("digest", {}, NOW)
    assert "sessions: 1" in call(operate.purge).output


@pytest.mark.usefixtures("installed")
def test_upgrade_makes_a_new_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    url = f"sqlite:///{tmp_path}/instance/new.db"
    monkeypatch.setenv("DATABASE_URL", url)
    assert not is_current(url)
    assert call(operate.db, "upgrade").exit_code == 0
    assert is_current(url)
