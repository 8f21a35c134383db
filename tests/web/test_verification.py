"""Anybody verifies a document: by its code, by its QR code, by the file; nothing personal is shown."""

import json

from app.core.proof.mark_codes import mark_code, spell_mark_code
from app.core.proof.public_keys import read_key_set
from app.usecases.documents import verifying
from app.usecases.ports import Ports
from tests.fixtures.application import settle
from tests.web.pages import Page, Visitor


def test_a_stranger_verifies_a_document_by_its_code_its_qr_code_and_its_file(
    ports: Ports, sent: Page, another: Visitor
) -> None:
    settle(ports)
    paper = next(paper for paper in ports.documents.papers if paper.kind == "form")
    entry = another.get("/verification")
    code = paper.mark.spelled.lower()
    page = another.submit(entry, {"code": code}, having="code")
    with ports.store.reading() as tx:
        document = tx.marks.by_code(paper.mark.code)
    issuer = paper.definition.service.name
    for word in (document.sha256, paper.reference, issuer, paper.title, "en vigueur", "24 novembre 2026"):
        assert word in page.text
    name = paper.acting.beneficiary.name
    assert name
    assert [word for word in name.split() if word in page.text] == []

    by_qr = another.get("/verification/" + paper.mark.address[1])
    assert by_qr.heading == "Ce document existe"
    content = ports.files.get(document.sha256)
    for given, heading in (
        (content, "Ce fichier est authentique"),
        (content + b" ", "Ce fichier a été modifié"),
        (b"%PDF-1.7", "Ce fichier est un autre document"),
    ):
        compared = another.submit(by_qr, {"fichier": [("a.pdf", given)]}, having="fichier")
        assert compared.heading == heading
    alone = another.submit(entry, {"fichier": [("a.pdf", content)]}, having="fichier")
    assert alone.heading == "Ce fichier est authentique"


def test_what_cannot_be_verified_is_said_and_what_was_typed_stays(another: Visitor, ports: Ports) -> None:
    entry = another.get("/verification")
    unknown = mark_code("ab" * 32)
    for values, having, said in (
        ({"code": ""}, "code", "Saisissez le code"),
        ({"code": "K4M"}, "code", "contient une faute"),
        ({"code": unknown}, "code", "Aucun document n’a ce code"),
        ({}, "fichier", "Saisissez le code"),
        ({"fichier": [("a.pdf", b"")]}, "fichier", "Ce fichier est vide"),
        ({"fichier": [("a.pdf", b"%PDF")]}, "fichier", "ne porte pas de marque"),
    ):
        page = another.submit(entry, values, having=having, status=422)
        assert said in page.text, said
        assert page.title.startswith("Erreur :")
        assert values.get("code", "") in page.source
    assert "est un faux" in another.get(f"/verification/{unknown}", status=422).text
    forged = f"{unknown}.7K4M92QXC.20261124.{'A' * 103}"
    assert "n’a pas été fait par ce service" in another.get(f"/verification/{forged}", status=422).text
    too_heavy = [("a.pdf", bytes(ports.max_upload + 1))]
    page = another.submit(entry, {"fichier": too_heavy}, having="fichier", status=422)
    assert "dépasse 10,5 Mo" in page.text


def test_wrong_codes_end_in_a_pause(another: Visitor) -> None:
    for number in range(verifying.WRONG_CODES):
        another.get(f"/verification/{mark_code(f'{number:064x}')}", status=422)
    page = another.get(f"/verification/{spell_mark_code(mark_code('f' * 64))}", status=429)
    assert "Patientez" in page.text


def test_the_public_keys_are_published_where_programs_look(another: Visitor, ports: Ports) -> None:
    answer = another.raw.get("/.well-known/jwks.json")
    assert answer.mimetype == "application/jwk-set+json"
    assert list(read_key_set(answer.data).values()) == list(ports.proof.public_keys())
    assert set(json.loads(answer.data)["keys"][0]) == {"alg", "crv", "kid", "kty", "use", "x"}
