"""The export pages in a real browser: accessible at every width, and a file that arrives."""

from pathlib import Path

from tests.adapters.tables.reading import read_xlsx
from tests.browser.conftest import DESKTOP, Visitor
from tests.browser.walking import check_accessible, sign_in

AGENT = "agent@ccas.example"
PAGE = "/bureau/exporter/cerfa-16029"
PATHS = (
    "/bureau/exporter",
    PAGE,
    f"{PAGE}?format=pieces&sensibles=oui",
    f"{PAGE}?depuis=hier",
    f"{PAGE}/modele",
)


def test_the_export_pages_are_accessible(visit: Visitor) -> None:
    page = visit(DESKTOP)  # on a phone: with every page of the desk
    sign_in(page, AGENT)
    for path in PATHS:
        page.goto(path)
        check_accessible(page)


def test_a_template_is_made_and_the_file_arrives(visit: Visitor, tmp_path: Path) -> None:
    page = visit(DESKTOP)
    sign_in(page, AGENT)
    page.goto(f"{PAGE}/modele")
    page.get_by_label("Nom du modèle").fill("Suivi du mois")
    page.get_by_label("État", exact=True).check()
    page.get_by_role("button", name="Enregistrer le modèle").click()
    page.get_by_label("Excel (XLSX)").check()
    page.get_by_role("button", name="Mettre à jour le contenu").click()
    with page.expect_download() as awaited:
        page.get_by_role("button", name="Télécharger le fichier").click()
    target = tmp_path / awaited.value.suggested_filename
    awaited.value.save_as(target)
    assert target.suffix == ".xlsx"
    assert read_xlsx(target.read_bytes())["Dossiers"][0] == ["Numéro de dossier", "État"]
    page.get_by_role("button", name="Supprimer le modèle Suivi du mois").click()
    check_accessible(page)
