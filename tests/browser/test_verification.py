"""A stranger verifies a document in a real browser, on a phone: each answer is told, and accessible."""

from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, expect

from app.core.account import Account
from app.usecases import assist
from app.usecases.ports import Ports
from tests.browser.conftest import PHONE
from tests.browser.serving import served
from tests.browser.walking import check_accessible
from tests.fixtures.application import settle


def test_a_stranger_verifies_a_document_by_its_code_then_by_its_file(
    application: Flask, ports: Ports, adviser: Account, browser: Browser, tmp_path: Path
) -> None:
    assist.begin(ports, adviser, slug="cerfa-16029", beneficiary="Anaïs L.", mode="mandat", consent=True)
    settle(ports)
    (paper,) = ports.documents.papers
    with ports.store.reading() as tx:
        document = tx.marks.by_code(paper.mark.code)
    with served(application, tmp_path) as site:
        page = browser.new_context(base_url=site.url, viewport=PHONE, locale="fr-FR").new_page()
        page.goto("/verification")
        page.get_by_label("Code du document").fill("K4M")
        page.keyboard.press("Enter")
        expect(page.locator("#erreurs")).to_contain_text("contient une faute")
        check_accessible(page)
        page.get_by_label("Code du document").fill(paper.mark.spelled.lower())
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ce document existe")
        check_accessible(page)
        content = ports.files.get(document.sha256)
        for given, told in (
            (content + b" ", "Ce fichier a été modifié"),
            (content, "Ce fichier est authentique"),
        ):
            file = {"name": "mandat.pdf", "mimeType": "application/pdf", "buffer": given}
            page.get_by_label("Fichier PDF à comparer").set_input_files(file)
            page.get_by_role("button", name="Comparer le fichier").click()
            expect(page.get_by_role("heading", level=1)).to_have_text(told)
            check_accessible(page)
        page.context.close()
