"""Dossiers read in bulk: each once, in order of receipt, of the right services; templates and the trace."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.dossier import Attachment
from app.usecases.ports import ExportDone, ExportTemplate, Place, Selection, Store
from tests.adapters.database.cases import DRAFT, NOW, document, keep, numbered
from tests.adapters.database.test_accounts import ALONE, NADIA

EVERY = Selection("demande-simple", ("ccas",), before=NOW + timedelta(days=365))
# Several received at the same instant: the case where a page could repeat or lose one.
SEVEN = [
    numbered(n, submitted_at=NOW + timedelta(minutes=n // 3), state="received" if n % 2 else "accepted")
    for n in range(1, 8)
]


def walk(store: Store, selection: Selection, limit: int) -> list[str]:
    found: list[str] = []
    after: Place | None = None
    while True:
        with store.reading() as tx:
            page = tx.exports.ids(selection, "ccas", after, limit)
        found += [place.id for place in page]
        if len(page) < limit:
            return found
        after = page[-1]


@pytest.fixture
def seven(store: Store) -> Store:
    others = (
        numbered(20, service_id="mairie"),
        numbered(21, slug="autre"),
        replace(DRAFT, reference="BROUILLON"),
    )
    for dossier in (*SEVEN, *others):
        keep(store, dossier)
    return store


def test_each_dossier_comes_once_whatever_the_size_of_batches(seven: Store):
    for limit in (1, 2, 3, 7, 500):
        assert walk(seven, EVERY, limit) == [dossier.id for dossier in SEVEN]


def test_a_selection_is_by_state_and_period(seven: Store):
    accepted = replace(EVERY, states=("accepted",))
    late = replace(EVERY, since=NOW + timedelta(minutes=1), before=NOW + timedelta(minutes=2))
    with seven.reading() as tx:
        assert tx.exports.count(EVERY) == 7
        assert tx.exports.count(accepted) == 3
        assert tx.exports.count(late) == 3
        assert tx.exports.states(accepted) == {"accepted": 3, "received": 4}
        assert tx.exports.services("demande-simple") == ("ccas", "mairie")
    assert walk(seven, accepted, 2) == [d.id for d in SEVEN if d.state == "accepted"]
    assert walk(seven, late, 2) == [dossier.id for dossier in SEVEN[2:5]]


def test_facts_come_in_the_order_asked_and_never_a_draft_nor_another_service(seven: Store):
    asked = [SEVEN[3].id, numbered(20).id, DRAFT.id, "inconnu", SEVEN[0].id]
    with seven.reading() as tx:
        facts = tx.exports.facts(asked, ("ccas",))
    assert [one.id for one in facts] == [SEVEN[3].id, SEVEN[0].id]
    first = facts[0]
    assert (first.answers, first.acting, first.submitted_at, first.due_on) == (
        SEVEN[3].answers, SEVEN[3].acting, SEVEN[3].submitted_at, SEVEN[3].due_on,
    )  # fmt: skip


def test_files_of_many_dossiers_come_in_one_statement(seven: Store):
    file = Attachment("a1", SEVEN[0].id, "piece", "carte.pdf", "application/pdf", 3, "f" * 64, NOW)
    made = replace(document("d1"), dossier_id=SEVEN[1].id, effect_id="")
    with seven.transaction() as tx:
        tx.attachments.add(file)
        tx.documents.add(made)
    with seven.reading() as tx:
        ids = [dossier.id for dossier in SEVEN]
        assert tx.exports.attachments(ids) == (file,)
        assert tx.exports.documents(ids) == (made,)
        assert tx.exports.attachments([SEVEN[1].id]) == ()


def test_the_trace_of_downloads_is_kept(store: Store):
    done = ExportDone("x1", NOW, "agent", "Anne", "demande-simple", "csv", True, 7, {"states": ["received"]})
    with store.transaction() as tx:
        tx.exports.log(done)
        tx.exports.log(replace(done, id="x2", at=NOW + timedelta(hours=1)))
    with store.reading() as tx:
        assert [one.id for one in tx.exports.logged()] == ["x2", "x1"]
        assert tx.exports.logged()[1] == done


def test_a_writer_does_not_wait_for_an_export(seven: Store):
    with seven.reading() as reading:
        assert reading.exports.count(EVERY) == 7
        keep(seven, numbered(30))
        assert reading.exports.facts([SEVEN[0].id], ("ccas",))


def test_templates_are_their_owner_s_or_shared_with_the_service(store: Store):
    mine = ExportTemplate("t1", "a1", "ccas", "demande", "Suivi", False, ("nom", "revenu"), NOW)
    shared = replace(mine, id="t2", account_id="a2", name="À tous", shared=True)
    hers = replace(mine, id="t3", account_id="a2", name="À elle")
    elsewhere = replace(shared, id="t4", service_id="mairie", name="Ailleurs")
    with store.transaction() as tx:
        for account in (NADIA, ALONE):
            tx.accounts.add(account)
        assert all(tx.export_templates.add(one) for one in (mine, shared, hers, elsewhere))
        assert not tx.export_templates.add(replace(mine, id="t5"))  # her name for this form already
        assert tx.export_templates.usable("a1", ("ccas",), "demande") == (mine, shared)
        assert tx.export_templates.usable("a1", ("ccas",), "autre") == ()
        assert not tx.export_templates.remove("t2", "a1")
        assert tx.export_templates.remove("t1", "a1")
        assert tx.export_templates.usable("a1", ("ccas",), "demande") == (shared,)
