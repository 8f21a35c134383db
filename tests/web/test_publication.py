"""Publishing without JavaScript, and what citizens meet then: news of a draft, late pages, closed forms."""

from pathlib import Path

import pytest
from flask import Flask

from app.usecases.ports import Ports
from tests.fixtures.doubles import SettableClock
from tests.web.conftest import Walker
from tests.web.designers import WHOLE, a_designer, press, serving
from tests.web.page import Page
from tests.web.pages import Visitor
from tests.web.saving import Window
from tests.web.staff import signed_in

SLUG = "cerfa-16029"
FORM = f"/demarches/{SLUG}"


@pytest.fixture
def ports(ports: Ports, tmp_path: Path) -> Ports:
    return serving(ports, tmp_path)


@pytest.fixture
def lea(application: Flask, ports: Ports) -> Visitor:
    return signed_in(application, a_designer(ports))


def _next_version(lea: Visitor) -> str:
    """The address of the draft of version 2: a name renamed, the usual name removed."""
    page = press(lea, lea.get("/atelier"), "Préparer une nouvelle version : Demande d’élection")
    address = page.url.partition("?")[0]
    page = lea.get(f"{address}?question=demandeur.nom")
    press(lea, page, "Changer le nom technique", chemin="demandeur.nom_de_naissance")
    page = press(lea, lea.get(f"{address}?question=demandeur.nom_usage"), "Supprimer", status=422)
    press(lea, page, "Supprimer partout")
    return address


def _publish(lea: Visitor, address: str) -> Page:
    page = lea.get(f"{address}/publication")
    return press(lea, page, "Publier en urgence la version 2", motif="Nouveau barème")


def test_each_task_says_what_it_lacks_and_where_it_is_mended(application: Flask, lea: Visitor) -> None:
    page = lea.submit(lea.get("/atelier"), {"titre": "Salle"}, having="titre")
    address = page.url.partition("?")[0]
    page = lea.get(f"{address}/publication")
    assert "5 points sont à régler" in page.text
    links = {link.get("href") for link in page.tree.xpath("//ol[contains(@class,'checklist')]//li//ul//a")}
    for place in ("legal-dpo", "legal-silence", "legal-retention_months", "start-summary", "legal-basis"):
        assert f"{address}/fiche#f-{place}" in links
        assert lea.get(f"{address}/fiche").tree.xpath(f"//*[@id='f-{place}']")
    page = press(lea, page, "Publier la version 1", status=422)
    assert page.errors == ["Ce formulaire ne peut pas être publié : il reste 5 points à régler."]
    page = press(lea, page, "Publier en urgence", status=422)
    assert page.errors == ["Dites pourquoi vous publiez en urgence. Par exemple : crue du 12 octobre"]
    page = press(
        lea,
        lea.get(f"{address}/fiche"),
        "Enregistrer la fiche",
        **{**WHOLE, "silence_mois": "deux"},
        status=422,
    )
    assert page.errors == ["Saisissez un nombre entier. Exemple : 12"]
    page = press(lea, page, "Enregistrer la fiche", **WHOLE)
    page = press(lea, lea.get(f"{address}/publication"), "Publier la version 1", status=422)
    assert page.errors == ["Cochez la case pour continuer"]
    page = press(
        lea,
        page,
        "Publier la version 1",
        accessibilite="oui",
        ouverture="1er décembre 2026",
        ouverture_heure="à l’aube",
        status=422,
    )
    assert "Saisissez une date et une heure" in page.errors[0]
    assert page.tree.xpath("//input[@name='ouverture_heure']/@value") == ["à l’aube"]
    page = press(
        lea,
        page,
        "Publier la version 1",
        accessibilite="oui",
        ouverture="1er décembre 2026",
        ouverture_heure="",
    )
    assert "La version 1 est en ligne." in page.text
    assert "Pas encore ouverte" in page.text
    page = lea.get(f"{address}/publication")
    assert "Léa Martin a publié la version 1 à" in page.text
    assert (
        "Cette démarche ouvre le 1er décembre 2026 à 0 h 00"
        in Visitor(application).get("/demarches/salle").text
    )


def test_a_draft_follows_the_version_and_its_late_pages_lose_nothing(
    client: Visitor, lea: Visitor, walk: Walker
) -> None:
    late = walk().to("identite")
    reference = late.url.split("/")[2]
    window = Window(client, late)
    window.save({"demandeur.nom_usage": "Kervella"})
    address = _next_version(lea)
    page = lea.get(f"{address}/publication")
    assert "le nom technique « demandeur.nom » devient « demandeur.nom_de_naissance »" in page.text
    assert "Un brouillon passera à la nouvelle version" in page.text
    assert page.tree.xpath("string(//table[contains(@class,'fates')]//th[contains(., 'usage')])")
    page = _publish(lea, address)
    assert "Version 2 publiée en urgence" in page.text
    told = window.save({"demandeur.nom": "Le Goff"}, _version=window.hidden["_version"])
    assert (told.status_code, told.json["saved"]) == (200, ["demandeur.nom"])
    assert told.json["renewed"].startswith("Le formulaire a changé.")
    page = client.submit(
        late, {"demandeur.nom": "Le Goff", "demandeur.nom_usage": "Kervella-Roux"}, button="suivant"
    )
    assert page.heading == "Le formulaire a changé"
    assert "« Nom d’usage » n’est plus demandé." in page.text
    assert "Kervella-Roux" in page.text
    assert client.get(f"/dossiers/{reference}/verifier").heading == "Le formulaire a changé"
    page = client.submit(page)
    page = client.get(late.url)
    assert page.tree.xpath("//input[@name='demandeur.nom_de_naissance']/@value") == ["Le Goff"]
    assert "Kervella-Roux" in client.get(page.link("Relire mes anciennes réponses")).text
    client.post(late.url, {"_version": "0" * 64, "_revision": "0"}, status=400)


def test_a_closed_form_says_so_plainly_and_its_drafts_stay_readable(
    application: Flask, client: Visitor, lea: Visitor, walk: Walker, clock: SettableClock
) -> None:
    recap, start = walk().go(), client.get(FORM)
    page = lea.get(f"/atelier{FORM}/versions")
    alone = lea.submit(page, {"ouverture_heure": "18h00"}, having="fermeture", status=422)
    assert alone.errors == ["Saisissez une date et une heure. Exemple : 31/12/2026, 18h00"]
    assert alone.tree.xpath("//input[@name='ouverture_heure']/@value") == ["18h00"]
    wrong = {"ouverture": "2/12/2026", "fermeture": "2026-12-01"}
    page = lea.submit(page, wrong, having="fermeture", status=422)
    assert page.errors == ["La fermeture vient après l’ouverture. Changez l’une des deux."]
    dates = {
        "ouverture": "",
        "fermeture": "24 novembre 2026",
        "fermeture_heure": "10\u00a0h\u202f40",
        "remplacement": "cerfa-12669",
        "explication": "Venez en mairie.",
    }
    page = lea.submit(page, dates, having="fermeture")
    assert "ferme le 24 novembre 2026 à 10 h 40" in page.text
    shown = {name: page.tree.xpath("//input[@name=$name]/@value", name=name) for name in list(dates)[1:3]}
    assert shown == {"fermeture": ["24/11/2026"], "fermeture_heure": ["10h40"]}, "and is read again as it is"
    assert "ferme le 24 novembre" in client.get(FORM).text
    clock.move(minutes=20)
    page = client.submit(start)
    assert "Cette démarche est fermée depuis le 24 novembre 2026 à 10 h 40." in page.text
    assert "Venez en mairie." in page.text
    assert page.link("Faire plutôt").endswith("/demarches/cerfa-12669")
    assert not [link for link in client.get("/").tree.xpath("//main//a/@href") if link.endswith(FORM)]
    page = client.get(recap.url)
    assert "Vous pouvez relire vos réponses, mais plus les envoyer." in page.text
    page = client.submit(page, {"declaration": "oui"}, having="declaration", status=409)
    assert "fermée depuis" in page.text


def test_a_session_that_ends_in_the_middle_publishes_nothing_and_says_so(
    application: Flask, lea: Visitor, clock: SettableClock
) -> None:
    address = _next_version(lea)
    page = lea.get(f"{address}/publication")
    clock.move(minutes=31)
    page = press(lea, page, "Publier la version 2", accessibilite="oui")
    assert "Vous avez été déconnecté après 30 minutes" in page.text
    assert "/demarches/cerfa-16029" in Visitor(application).get("/").link("Demande d’élection")


def test_the_dates_of_a_stale_page_overwrite_nothing(application: Flask, ports: Ports, lea: Visitor) -> None:
    ali = signed_in(application, a_designer(ports, "ali@exemple.fr", "Ali Benali"))
    address = f"/atelier{FORM}/versions"
    old = ali.get(address)
    press(lea, lea.get(address), "Fermer maintenant", motif="Incendie")
    page = press(ali, old, "Fermer maintenant", status=409)
    assert "Quelqu’un d’autre vient de changer ces dates" in page.errors[0]
    assert "Incendie" in ali.get(address).text
    assert "Elle ne change rien" not in ali.get(f"{address}/1").text
