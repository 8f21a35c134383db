"""Files sent in pieces by the page's script: resumed, judged as any other, refused when made up."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.adapters.forms import FormFiles
from app.core.account import Account
from app.usecases import operate
from app.usecases.fill import piecemeal
from app.usecases.fill.follow import link
from app.usecases.ports import Ports
from tests.core.files import JPEG, PDF
from tests.web.pages import Page, Visitor
from tests.web.staff import WITH_FILES, signed_in, with_file

BIG = PDF + b"0" * (piecemeal.PIECE + 1000)


@pytest.fixture
def form_files(forms_with_files: FormFiles) -> FormFiles:
    return forms_with_files


@pytest.fixture
def step(client: Visitor) -> Page:
    return client.submit(client.get(f"/demarches/{WITH_FILES}"))


class Script:
    """What upload.js does, one request at a time."""

    def __init__(self, visitor: Visitor, page: Page) -> None:
        self.raw, self.step = visitor.raw, page.url
        self.dossier = page.url.partition("/etapes/")[0]
        self.headers = {"X-CSRFToken": page.tree.xpath("//input[@name='csrf_token']/@value")[0]}

    def begin(self, size: object, path: str = "identite") -> Any:
        data = {"path": path, "size": str(size)}
        return self.raw.post(f"{self.step}/envois", data=data, headers=self.headers)

    def patch(self, id_: str, offset: object, content: bytes) -> Any:
        headers = {**self.headers, "Upload-Offset": str(offset)}
        url = f"{self.dossier}/envois/{id_}"
        return self.raw.patch(url, data=content, headers=headers, content_type="application/octet-stream")

    def where(self, id_: str) -> Any:
        return self.raw.get(f"{self.dossier}/envois/{id_}")

    def cancel(self, id_: str) -> Any:
        return self.raw.delete(f"{self.dossier}/envois/{id_}", headers=self.headers)

    def finish(self, id_: str, name: str = "carte.pdf", path: str = "identite") -> Any:
        data = {"path": path, "name": name}
        return self.raw.post(f"{self.step}/envois/{id_}", data=data, headers=self.headers)


@pytest.fixture
def script(client: Visitor, step: Page) -> Script:
    return Script(client, step)


def names(client: Visitor, step: Page) -> list[str]:
    return client.get(step.url).tree.xpath("//ul[@class='files']//a/text()")


def test_a_file_in_pieces_goes_on_where_it_stopped_and_is_given_at_the_end_only(
    client: Visitor, step: Page, script: Script, ports: Ports
) -> None:
    id_ = script.begin(len(BIG)).json["id"]
    assert script.patch(id_, 0, BIG[: piecemeal.PIECE]).json == {"offset": piecemeal.PIECE}
    again = script.patch(id_, 0, BIG[: piecemeal.PIECE])  # its answer was lost: sent twice, written once
    assert again.json == {"offset": piecemeal.PIECE}
    assert script.where(id_).json == {"offset": piecemeal.PIECE}
    assert names(client, step) == []
    script.patch(id_, piecemeal.PIECE, BIG[piecemeal.PIECE :])
    done = script.finish(id_)
    assert (done.status_code, done.json["name"]) == (201, "carte.pdf")
    assert names(client, step) == ["carte.pdf"]
    assert script.where(id_).status_code == 404


def test_what_is_refused_is_told_in_words_and_forgotten(client: Visitor, step: Page, script: Script) -> None:
    refused = script.begin(11 * 2**20)
    assert (refused.status_code, refused.json["message"]) == (
        422,
        "Choisissez un fichier de 10\u00a0Mo au maximum",
    )
    id_ = script.begin(4).json["id"]
    script.patch(id_, 0, b"MZ\x90\x00")
    assert script.finish(id_).json["message"].startswith("Choisissez un fichier au format")
    assert script.where(id_).status_code == 404
    assert names(client, step) == []


@pytest.mark.parametrize("size", ["", "-1", "1e9", "9" * 40, "٣", "0", None, "1.5"])
def test_a_made_up_size_is_refused(script: Script, size: object) -> None:
    assert script.begin(size).status_code in (400, 422)


@pytest.mark.parametrize("offset", ["", "-1", "1", "9" * 11, "9" * 40, "٣", "0x0", "NaN"])
def test_a_made_up_offset_writes_nothing(script: Script, offset: str) -> None:
    id_ = script.begin(100).json["id"]
    assert script.patch(id_, offset, b"abc").status_code in (400, 409)
    assert script.where(id_).json == {"offset": 0}


def test_no_piece_goes_beyond_its_size_nor_the_limit_of_a_file(
    ports: Ports, settings, client: Visitor, step: Page, script: Script
) -> None:
    id_ = script.begin(100).json["id"]
    assert script.patch(id_, 0, b"0" * (piecemeal.PIECE + 1)).status_code == 409
    assert script.patch(id_, 0, b"0" * (2**20)).status_code in (409, 413)
    for number in range(10 * 2**20 // piecemeal.PIECE):
        assert script.patch(id_, number * piecemeal.PIECE, b"0" * piecemeal.PIECE).status_code == 200
    assert script.patch(id_, 10 * 2**20, b"0").status_code == 409


@pytest.mark.parametrize("id_", ["0" * 32, "rien", "..", "%2e%2e%2fsecret.key", "A" * 32, "0" * 33])
def test_an_upload_that_was_never_begun_does_not_exist(script: Script, id_: str) -> None:
    for answer in (script.where(id_), script.patch(id_, 0, b"a"), script.finish(id_)):
        assert answer.status_code == 404
    assert script.cancel(id_).status_code in (204, 404)


def test_somebody_elses_upload_does_not_exist(client: Visitor, another: Visitor, script: Script) -> None:
    id_ = script.begin(100).json["id"]
    theirs = Script(another, another.submit(another.get(f"/demarches/{WITH_FILES}")))
    assert theirs.where(id_).status_code == 404
    assert theirs.patch(id_, 0, b"a").status_code == 404
    theirs.cancel(id_)
    assert script.where(id_).json == {"offset": 0}


@pytest.mark.parametrize("path", ["nom", "attestation", "nulle-part", "", "a[0].b", "identite[0]", "\x00"])
def test_an_upload_is_for_a_question_of_the_page(script: Script, path: str) -> None:
    assert script.begin(100, path).status_code == 400


def test_uploads_are_counted_cancelled_and_swept(script: Script, ports: Ports, tmp_path: Path) -> None:
    ids = [script.begin(100).json["id"] for _number in range(piecemeal.AT_ONCE)]
    crowded = script.begin(100)
    assert crowded.status_code == 429
    assert crowded.headers["Retry-After"]
    assert script.cancel(ids[0]).status_code == 204
    assert script.begin(100).status_code == 201
    assert operate.purge(ports)["partials"] == 0
    ports.clock.move(days=4000)  # the age of a file is the machine's
    assert operate.purge(ports)["partials"] == piecemeal.AT_ONCE
    assert not [path for path in (tmp_path / "partials").rglob("*") if path.is_file()]


def test_small_pictures_are_for_those_who_may_have_the_file(
    application: Flask, client: Visitor, another: Visitor, step: Page, agent: Account, ports: Ports
) -> None:
    page = client.submit(step, {"identite": [("photo.jpg", JPEG), ("b.pdf", PDF)]}, button="joindre:identite")
    [image] = page.tree.xpath("//ul[@class='files']//img")
    assert image.get("alt") == "Aperçu de photo.jpg"
    small = client.raw.get(image.get("src"))
    assert (small.status_code, small.mimetype) == (200, "image/jpeg")
    assert small.headers["X-Content-Type-Options"] == "nosniff"
    assert another.raw.get(image.get("src")).status_code == 404
    assert signed_in(application, agent).raw.get(image.get("src")).status_code == 404  # not sent yet


def test_the_signature_needs_a_name_and_a_box_and_no_drawing(
    client: Visitor, ports: Ports, settings, tmp_path: Path
) -> None:
    page = client.submit(client.get("/demarches/identite-et-signature"))
    page = client.submit(page, {"identite": [("carte.jpg", JPEG)]}, button="suivant")
    wrong = client.submit(page, {"signature:nom": "Marie Durand"}, button="suivant", status=422)
    assert wrong.errors == ["Signature : cochez la case pour signer"]
    forged = {"signature:nom": "Marie Durand", "signature:atteste": "oui", "signature:trace": "f" * 32}
    recap = client.submit(wrong, forged, button="suivant")
    assert "Signé par Marie Durand" in recap.text


def test_an_agent_waits_for_the_antivirus_and_the_giver_does_not(
    application: Flask, ports: Ports, agent: Account
) -> None:
    dossier = with_file(ports)
    with ports.store.transaction() as tx:
        [row] = tx.attachments.of(dossier.id)
        tx.attachments.scanned(row.id, "waiting")
    desk = signed_in(application, agent)
    assert "en cours d’analyse" in desk.get(f"/bureau/dossiers/{dossier.reference}").text
    assert "n’a pas encore été analysé" in desk.get(f"/pieces/{row.id}", status=409).text
    giver = Visitor(application)
    giver.get(link(ports, dossier))
    assert giver.raw.get(f"/pieces/{row.id}").data == PDF
    with ports.store.transaction() as tx:
        tx.attachments.scanned(row.id, "infected")
    for visitor in (desk, giver):
        assert "ne peut pas être ouvert" in visitor.get(f"/pieces/{row.id}", status=409).text
