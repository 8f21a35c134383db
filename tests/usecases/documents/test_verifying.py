"""Anybody verifies a document: what is told, what is never told, what a changed file is told from."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.adapters.signing import KeyFolder
from app.core.account import Account
from app.core.dossier import Document, Dossier
from app.core.errors import Throttled
from app.core.proof.mark_codes import mark_code
from app.core.proof.seal import Verdict, examine
from app.usecases import assist, operate
from app.usecases.desk import process
from app.usecases.documents import verifying
from app.usecases.documents.verifying import MarkRefused, by_address, by_code, compare
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.fixtures.application import settle
from tests.usecases.conftest import filled, person

FAR = "192.0.2.1"


@pytest.fixture
def sent(ports: Ports) -> Dossier:
    dossier = submit(ports, filled(ports).id, declared=True).dossier
    settle(ports)
    return dossier


def documents(ports: Ports, dossier: Dossier, kind: str = "receipt") -> list[tuple[Document, str]]:
    """The documents of this kind with their codes, oldest first."""
    with ports.store.reading() as tx:
        found = [one for one in tx.documents.of(dossier.id) if one.kind == kind]
    return [(one, mark_code(ports.keys.digest(f"mark:{one.effect_id}"))) for one in found]


def address(ports: Ports, kind: str = "receipt") -> str:
    return next(paper.mark.address[1] for paper in ports.documents.papers if paper.kind == kind)


def test_a_code_confirms_who_when_and_what_and_tells_nobody(ports: Ports, sent: Dossier) -> None:
    ((document, code),) = documents(ports, sent)
    found = by_code(ports, code.lower(), FAR)
    assert found.document == document
    assert (found.reference, found.standing) == (sent.reference, "current")
    assert found.issuer == "Ville de Saint-Aubin, CCAS de Saint-Aubin"
    assert "Le Goff" not in repr(found)
    assert by_address(ports, address(ports), FAR) == found


def test_an_address_that_our_key_did_not_sign_is_forged(ports: Ports, sent: Dossier) -> None:
    true = address(ports)
    for forged in (true[:60] + ("A" if true[60] != "A" else "B") + true[61:], true.replace(".2026", ".2025")):
        with pytest.raises(MarkRefused, match="un faux"):
            by_address(ports, forged, FAR)


def test_a_mandate_ends_and_a_true_mark_outlives_its_document(ports: Ports, adviser: Account) -> None:
    draft = assist.begin(
        ports, adviser, slug="demande", beneficiary="M. Le Goff", mode="mandat", consent=True
    )
    settle(ports)
    ((document, code),) = documents(ports, draft, "mandate")
    content = ports.files.get(document.sha256)
    assert by_code(ports, code, FAR).standing == "current"
    ports.clock.move(days=1)
    ended = by_code(ports, code, FAR)
    assert (ended.standing, ended.issuer) == ("ended", adviser.organisation)
    with ports.store.transaction() as tx:
        tx.dossiers.delete_draft(draft.id)
    with pytest.raises(MarkRefused, match="plus conservé"):
        by_address(ports, address(ports, "mandate"), FAR)
    assert compare(ports, content, "", FAR).outcome == "gone"
    assert compare(ports, content[:-1], "", FAR).outcome == "changed"


def test_a_file_is_the_same_changed_another_or_forged(ports: Ports, sent: Dossier) -> None:
    ((receipt, code),) = documents(ports, sent)
    ((form, _code),) = documents(ports, sent, "form")
    content, other = ports.files.get(receipt.sha256), ports.files.get(form.sha256)
    for given, typed, outcome in (
        (content, code, "same"), (content, "", "same"), (content.replace(b"%PDF", b"%PDf"), "", "changed"),
        (content + b"\n", code, "changed"), (other, code, "other"), (b"anything", code, "other"),
        (_forged(content), code, "forged"), (_forged(content), "", "forged"),
    ):  # fmt: skip
        assert compare(ports, given, typed, FAR).outcome == outcome, (given[:8], typed)
    with pytest.raises(MarkRefused, match="ne porte pas de marque"):
        compare(ports, b"anything", "", FAR)


def _forged(content: bytes) -> bytes:
    """Another signature: the last character of the seal."""
    end = content.rindex(b"<")
    return content[: end - 2] + (b"A" if content[end - 2 : end - 1] != b"A" else b"B") + content[end - 1 :]


def test_wrong_codes_are_slowed_down_slips_are_not_and_right_ones_always_pass(
    ports: Ports, sent: Dossier
) -> None:
    ((_document, code),) = documents(ports, sent)
    for number in range(verifying.WRONG_CODES):
        with pytest.raises(MarkRefused, match="Aucun document"):
            by_code(ports, mark_code(f"{number:064x}"), FAR)
    with pytest.raises(Throttled):
        by_code(ports, mark_code("f" * 64), FAR)
    with pytest.raises(MarkRefused, match="une faute"):
        by_code(ports, code[:-1], FAR)
    assert by_code(ports, code, FAR).reference == sent.reference
    ports.clock.move(minutes=16)
    with pytest.raises(MarkRefused):
        by_code(ports, mark_code("f" * 64), FAR)


def test_a_decision_stands_until_the_dossier_is_examined_again(
    ports: Ports, agent: Account, sent: Dossier
) -> None:
    manager = person(ports, "manager", "ccas", "responsable@exemple.fr")
    for action in ("take", "accept"):
        process.act(ports, agent, sent.reference, action)
    settle(ports)
    ((_letter, code),) = documents(ports, sent, "decision")
    assert by_code(ports, code, FAR).standing == "current"
    process.act(ports, manager, sent.reference, "reopen", motive="Une pièce manquait.")
    assert by_code(ports, code, FAR).standing == "reexamined"
    ports.clock.move(days=1)
    process.act(ports, agent, sent.reference, "accept")
    settle(ports)
    again = by_code(ports, code, FAR)
    assert again.standing == "replaced"
    assert again.since == ports.clock.now()


def test_an_effect_that_runs_twice_keeps_one_code(ports: Ports, sent: Dossier) -> None:
    ((document, code),) = documents(ports, sent)
    operate.run_effect(ports, document.effect_id)
    assert documents(ports, sent) == [(document, code)]


def test_another_installation_does_not_know_this_mark(ports: Ports, sent: Dossier, tmp_path: Path) -> None:
    ((document, _code),) = documents(ports, sent)
    stranger = replace(ports, proof=KeyFolder(tmp_path / "other").create())
    assert compare(stranger, ports.files.get(document.sha256), "", FAR).outcome == "forged"


class Stamp:
    """Stands for the operator's certificate."""

    certificate = "ab" * 32

    def seal(self, content: bytes) -> bytes:
        return content + b" stamped"


def test_the_certificate_of_the_operator_comes_last_and_is_named_in_the_statement(ports: Ports) -> None:
    stamped = replace(ports, sealer=Stamp())
    dossier = submit(stamped, filled(stamped).id, declared=True).dossier
    settle(stamped)
    ((document, code),) = documents(ports, dossier)
    content = ports.files.get(document.sha256)
    assert content.endswith(b" stamped")
    seal = examine(content, ports.proof.verify)
    assert seal.verdict is Verdict.CONTINUED
    assert seal.statement["certificate"] == Stamp.certificate
    assert compare(ports, content, code, FAR).outcome == "same"
    assert compare(ports, content + b" twice", code, FAR).outcome == "changed"
