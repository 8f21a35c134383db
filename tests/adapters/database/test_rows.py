"""Documents, attachments, mandates, definitions, sessions and throttles."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from app.adapters.database.engine import make_engine
from app.adapters.database.store import SqlStore
from app.core.definition.parser import parse
from app.core.dossier import Attachment
from app.core.errors import NotFound
from app.usecases.ports import Store
from tests.adapters.database.cases import DEFINITION, DRAFT, MANDATE, NOW, document, keep
from tests.core.minimal_definition import MINIMAL

SECOND = timedelta(seconds=1)


def test_the_same_effect_run_twice_keeps_one_document(store: Store):
    keep(store, DRAFT)
    with store.transaction() as tx:
        assert tx.documents.add(document("d1"))
        assert not tx.documents.add(document("d2"))
    with store.reading() as tx:
        assert tx.documents.of(DRAFT.id) == (document("d1"),)
        assert tx.documents.get("d1") == document("d1")
        with pytest.raises(NotFound):
            tx.documents.get("d2")


def test_documents_that_no_effect_made_do_not_exclude_one_another(store: Store):
    keep(store, DRAFT)
    with store.transaction() as tx:
        assert tx.documents.add(document("d1", effect_id=""))
        assert tx.documents.add(document("d2", effect_id=""))
        assert [found.effect_id for found in tx.documents.of(DRAFT.id)] == ["", ""]


ATTACHMENT = Attachment(
    "p1", DRAFT.id, "pieces.cni", "Carte d’identité.pdf", "application/pdf", 99, "a" * 64, NOW
)


def test_an_attachment_is_added_read_and_removed(store: Store):
    keep(store, DRAFT)
    with store.transaction() as tx:
        tx.attachments.add(ATTACHMENT)
        assert tx.attachments.of(DRAFT.id) == (ATTACHMENT,)
        assert tx.attachments.get("p1") == ATTACHMENT
        tx.attachments.remove("p1")
        with pytest.raises(NotFound):
            tx.attachments.get("p1")


def test_a_deleted_draft_takes_its_attachments(store: Store):
    keep(store, DRAFT)
    with store.transaction() as tx:
        tx.attachments.add(ATTACHMENT)
        tx.dossiers.delete_draft(DRAFT.id)
        assert tx.attachments.of(DRAFT.id) == ()


def test_a_mandate_is_revoked_once(store: Store):
    with store.transaction() as tx:
        tx.mandates.add(MANDATE)
        assert tx.mandates.get("m1") == MANDATE
        tx.mandates.revoke("m1", NOW + SECOND)
        tx.mandates.revoke("m1", NOW + 2 * SECOND)
        assert tx.mandates.get("m1") == replace(MANDATE, revoked_at=NOW + SECOND)
        with pytest.raises(NotFound):
            tx.mandates.get("m2")


def test_a_definition_is_kept_once_and_parsed_again(database_url: str):
    definition = parse(MINIMAL, file="demande-simple/1.json")
    writer, reader = SqlStore(make_engine(database_url)), SqlStore(make_engine(database_url))
    with writer.transaction() as tx:
        tx.definitions.keep(definition)
        tx.definitions.keep(definition)
    with reader.reading() as tx:
        found = tx.definitions.get(definition.hash)
        assert found == definition
        assert list(found.raw) == list(MINIMAL)  # in the author's order
        assert tx.definitions.get(definition.hash) is found
        with pytest.raises(NotFound):
            tx.definitions.get(DEFINITION.hash)
    writer.close()
    reader.close()


def test_a_session_lives_until_its_end(store: Store):
    with store.transaction() as tx:
        tx.sessions.put("digest", {"account": "a1"}, NOW + SECOND)
        tx.sessions.put("digest", {"account": "a2"}, NOW + 2 * SECOND)
        assert tx.sessions.get("digest", NOW + SECOND) == {"account": "a2"}
        assert tx.sessions.get("digest", NOW + 2 * SECOND) is None
        assert tx.sessions.get("other", NOW) is None


def test_ended_sessions_are_purged_and_a_closed_one_is_gone(store: Store):
    with store.transaction() as tx:
        for digest, lasts in (("old", 1), ("new", 3), ("closed", 3)):
            tx.sessions.put(digest, {}, NOW + lasts * SECOND)
        tx.sessions.delete("closed")
        assert tx.sessions.purge(NOW + SECOND) == 1
        assert tx.sessions.get("new", NOW) == {}
        assert tx.sessions.get("closed", NOW) is None


def test_a_session_that_is_gone_is_not_changed(store: Store):
    with store.transaction() as tx:
        tx.sessions.put("digest", {"x": 1}, NOW + SECOND)
        assert tx.sessions.change("digest", {"x": 2}, NOW + 2 * SECOND)
        assert tx.sessions.held("digest", NOW + SECOND) == {"x": 2}
        tx.sessions.delete("digest")
        assert not tx.sessions.change("digest", {"x": 3}, NOW + SECOND)
        assert tx.sessions.held("digest", NOW) is None


def test_a_session_that_is_held_waits_for_its_holder(store: Store):
    def add(name: str) -> None:
        with store.transaction() as tx:
            held = tx.sessions.held("digest", NOW) or {}
            tx.sessions.change("digest", {**held, name: 1}, NOW + SECOND)

    with store.transaction() as tx:
        tx.sessions.put("digest", {}, NOW + SECOND)
    other = Thread(target=add, args=("b",))
    with store.transaction() as tx:
        held = tx.sessions.held("digest", NOW)
        assert held is not None
        other.start()
        other.join(0.2)
        tx.sessions.change("digest", {**held, "a": 1}, NOW + SECOND)
    other.join()
    with store.reading() as tx:
        assert tx.sessions.get("digest", NOW) == {"a": 1, "b": 1}


def test_failures_are_counted_by_key_inside_the_window(store: Store):
    with store.transaction() as tx:
        for second in range(4):
            tx.throttles.record("login:a@b.fr", NOW + second * SECOND)
        tx.throttles.record("code:7K4M92QXC", NOW)
        assert tx.throttles.failures("login:a@b.fr", NOW + SECOND) == 3
        assert tx.throttles.purge(NOW + SECOND) == 2
        tx.throttles.clear("login:a@b.fr")
        assert tx.throttles.failures("login:a@b.fr", NOW) == 0
