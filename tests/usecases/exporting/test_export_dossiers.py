"""An export from the agent's side: whose dossiers, which files, and the trace that it leaves."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import pytest

from app.core.account import Account, Membership
from app.core.dossier import Dossier, spell_reference
from app.core.errors import NotFound, TemplateRefused
from app.usecases.desk import process
from app.usecases.exporting import export_templates
from app.usecases.exporting.export_dossiers import By, Chosen, Wanted, download, export, offer
from app.usecases.fill import attach, start
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.core.files import PDF
from tests.fixtures.doubles import SettableClock

SLUG = "avec-pieces"
AGENT = Account("a1", "agent@exemple.fr", "Anne Perrin", memberships=(Membership("ccas-test", "agent"),))


@pytest.fixture
def agent(ports: Ports) -> Account:
    service = ports.forms.current(SLUG).service.id
    account = replace(AGENT, memberships=(Membership(service, "agent"),))
    with ports.store.transaction() as tx:
        tx.accounts.add(account)
    return account


@pytest.fixture
def stranger() -> Account:
    return replace(AGENT, id="a2", memberships=(Membership("autre-service", "agent"),))


def sent(ports: Ports, name: str = "Le Goff", file_name: str = "carte.pdf") -> Dossier:
    dossier = start(ports, SLUG)
    with ports.store.transaction() as tx:
        tx.dossiers.save_working(replace(dossier, working={"nom": name, "heberge": False}), based_on=0)
    attach.add(ports, dossier.id, "vous", "identite", file_name, [PDF])
    return submit(ports, dossier.id, declared=True).dossier


def content(ports: Ports, account: Account, wanted: Wanted) -> bytes:
    return b"".join(download(ports, account, wanted).chunks)


def objects(ports: Ports, account: Account, **asked: object) -> list[dict[str, object]]:
    text = content(ports, account, Wanted(SLUG, "jsonl", **asked))  # type: ignore[arg-type]
    return [json.loads(line) for line in text.decode().splitlines()]


def references(ports: Ports, account: Account, **asked: object) -> list[object]:
    return [one["dossier:numero"] for one in objects(ports, account, **asked)]


def test_an_export_holds_the_sent_dossiers_of_the_service_only(
    ports: Ports, agent: Account, stranger: Account
):
    first, second = sent(ports), sent(ports, "=1+1")
    start(ports, SLUG)  # a draft is nobody's business
    assert set(references(ports, agent)) == {spell_reference(d.reference) for d in (first, second)}
    for wanted in (Wanted(SLUG), Wanted("inconnu"), Wanted(SLUG, "exe")):
        with pytest.raises(NotFound):
            download(ports, stranger, wanted)
    with pytest.raises(NotFound):
        download(ports, agent, Wanted(SLUG, "exe"))
    with pytest.raises(NotFound):
        offer(ports, stranger, Wanted(SLUG))


def test_states_and_days_of_receipt_select(ports: Ports, agent: Account):
    clock = ports.clock
    assert isinstance(clock, SettableClock)
    old = sent(ports)
    process.act(ports, agent, old.reference, "take")
    clock.move(days=3)
    new = sent(ports)
    today, spelled = clock.today(), spell_reference(new.reference)
    assert references(ports, agent, since=today, until=today) == [spelled]
    assert references(ports, agent, states=(new.state,)) == [spelled]
    assert references(ports, agent, until=date(2020, 1, 1)) == []
    shown = offer(ports, agent, Wanted(SLUG, states=(new.state,)))
    assert shown.count == 1
    assert sum(number for _id, _label, number in shown.states) == 2


def test_names_of_files_are_told_instead_of_their_ids(ports: Ports, agent: Account):
    sent(ports)
    (one,) = objects(ports, agent)
    assert one["identite"] == ["carte.pdf"]


def test_identity_papers_are_in_the_archive_only_when_asked_for(ports: Ports, agent: Account):
    dossier = sent(ports)
    with ports.store.transaction() as tx:
        file = tx.attachments.of(dossier.id)[0]
        tx.attachments.remove(file.id)
        tx.attachments.add(replace(file, until_decision=True))
    for sensitive, status in ((False, "identity"), (True, "included")):
        wanted = Wanted(SLUG, "pieces", sensitive=sensitive)
        with ZipFile(io.BytesIO(content(ports, agent, wanted))) as archive:
            (listed,) = json.loads(archive.read("manifeste.json"))
            assert listed["etat"] == status
            assert bool(listed["chemin"]) is sensitive


def test_each_download_leaves_a_trace_before_its_first_byte(ports: Ports, agent: Account):
    sent(ports)
    download(ports, agent, Wanted(SLUG, "csv", sensitive=True, since=date(2026, 1, 1)))
    with ports.store.reading() as tx:
        (done,) = tx.exports.logged()
    assert (done.account_id, done.account_name, done.slug, done.format) == ("a1", "Anne Perrin", SLUG, "csv")
    assert done.sensitive
    assert done.dossiers == 1
    assert done.data["since"] == "2026-01-01"


def test_named_dossiers_are_exported_in_their_order_and_never_those_of_another_service(
    ports: Ports, agent: Account
):
    one, two = sent(ports), sent(ports)
    by = By(agent.services("agent"), agent.id, agent.name)
    chosen = Chosen(iter([two.id, "inconnu", one.id]), 2)
    text = b"".join(export(ports, by, Wanted(SLUG, "jsonl"), chosen=chosen).chunks).decode()
    told = [json.loads(line)["dossier:numero"] for line in text.splitlines()]
    assert told == [spell_reference(two.reference), spell_reference(one.reference)]
    other = export(ports, By(("autre",)), Wanted(SLUG, "jsonl"), chosen=Chosen([one.id], 1))
    assert b"".join(other.chunks) == b""


def test_the_archive_holds_what_may_be_given_and_lists_the_rest(ports: Ports, agent: Account):
    good, waiting, infected, gone = (sent(ports, file_name="../carte d’identité.pdf") for _n in range(4))
    with ports.store.transaction() as tx:
        for dossier, scan in ((waiting, "waiting"), (infected, "infected")):
            tx.attachments.scanned(tx.attachments.of(dossier.id)[0].id, scan)
        file = tx.attachments.of(gone.id)[0]
        tx.attachments.remove(file.id)
        tx.attachments.add(replace(file, sha256="0" * 64))
    with ZipFile(io.BytesIO(content(ports, agent, Wanted(SLUG, "pieces", sensitive=True)))) as archive:
        listed = json.loads(archive.read("manifeste.json"))
        names = archive.namelist()
    status = {one["dossier"]: one["etat"] for one in listed}
    spelled = [spell_reference(d.reference) for d in (good, waiting, infected, gone)]
    assert [status[reference] for reference in spelled] == ["included", "waiting", "infected", "missing"]
    inside = [name for name in names if "/" in name]
    assert len(inside) == 1
    assert inside[0].startswith(f"{spelled[0]}/pieces/")
    assert ".." not in inside[0].split("/")


def test_templates_are_kept_used_shared_and_refused_with_a_reason(ports: Ports, agent: Account):
    sent(ports)
    places = {"dossier:etat": "2", "nom": "1"}
    made = export_templates.keep(ports, agent, SLUG, name=" Suivi  mensuel ", places=places, shared=True)
    assert (made.name, made.columns) == ("Suivi mensuel", ("nom", "dossier:etat"))
    rows = list(csv.reader(io.StringIO(content(ports, agent, Wanted(SLUG, template=made.id)).decode()),
                           delimiter=";"))  # fmt: skip
    assert len(rows[0]) == 3
    colleague = replace(agent, id="a9")
    assert offer(ports, colleague, Wanted(SLUG)).templates == (made,)
    with pytest.raises(NotFound):
        export_templates.remove(ports, colleague, made.id)
    refusals = (
        ("Suivi mensuel", places, "name"), ("", places, "name"), ("x" * 61, places, "name"),
        ("Autre", {}, "columns"), ("Autre", {"inconnue": ""}, "columns"),
        ("Autre", {"nom": "zéro"}, "places"), ("Autre", {"nom": "0"}, "places"),
        ("Autre", {"nom": "١"}, "places"),
    )  # fmt: skip
    for name, chosen, where in refusals:
        with pytest.raises(TemplateRefused) as refused:
            export_templates.keep(ports, agent, SLUG, name=name, places=chosen, shared=False)
        assert refused.value.where == where
    export_templates.remove(ports, agent, made.id)
    with pytest.raises(NotFound):
        download(ports, agent, Wanted(SLUG, template=made.id))
