"""Pages that anyone may open; each is policed on arrival (see pages.py)."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.settings import Settings
from app.usecases.ports import Ports
from app.web.factory import create_app
from tests.web.pages import Visitor


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/aide",
        "/accessibilite",
        "/donnees-personnelles",
        "/sources",
        "/suivi",
        "/verification",
        "/courriels",
    ],
)
def test_anyone_may_open_it_and_nothing_is_remembered(client: Visitor, path: str) -> None:
    client.get(path)
    if path not in ("/suivi", "/verification"):  # a form that posts needs a session for its token
        assert not client.raw.get_cookie("guichet")


def test_the_catalogue_lists_every_form(client: Visitor, ports: Ports) -> None:
    page = client.get("/")
    for form in ports.forms.published():
        assert f"/demarches/{form.slug}" in page.source


@pytest.mark.parametrize(
    "query", ["domicile", "DOMICILE", "élection", "election de domicile", "16029", "domiciliation"]
)
def test_search_forgives_accents_case_and_empty_words(client: Visitor, query: str) -> None:
    page = client.get(f"/?q={query}")
    found = page.tree.xpath("//main//h2/a/@href")
    assert found[0] == "/demarches/cerfa-16029"


def test_search_leaves_out_what_was_not_sought(client: Visitor) -> None:
    assert "/demarches/cerfa-14952" not in client.get("/?q=domicile").source


def test_a_search_without_result_says_so_and_shows_everything(client: Visitor) -> None:
    page = client.get("/?q=zzzz")
    assert "Aucune démarche trouvée" in page.text
    assert "/demarches/cerfa-16029" in page.source


def test_every_start_page_tells_what_one_needs_before_starting(client: Visitor, ports: Ports) -> None:
    for form in ports.forms.published():
        page = client.get(f"/demarches/{form.slug}")
        for words in ("Pour qui", "À avoir sous la main", "minutes", "Et ensuite", "données", "papier"):
            assert words in page.text, (form.slug, words)
        assert form.service.name in page.text


def test_a_form_that_does_not_exist_is_a_calm_404(client: Visitor) -> None:
    page = client.get("/demarches/rien", status=404)
    assert page.heading == "Cette page n’existe pas"
    assert "Code : 404" in page.text


@pytest.mark.parametrize(("method", "path", "status"), [("get", "/nulle-part", 404), ("delete", "/", 405)])
def test_http_errors_are_calm_pages(client: Visitor, method: str, path: str, status: int) -> None:
    response = getattr(client.raw, method)(path)
    assert response.status_code == status
    assert "<h1>" in response.get_data(as_text=True)


def test_health_tells_what_a_monitor_needs(client: Visitor) -> None:
    answer = client.raw.get("/sante")
    assert answer.status_code == 200
    assert answer.json["status"] == "ok"


def test_a_service_has_its_own_logo(ports: Ports, settings: Settings, tmp_path: Path) -> None:
    picture = tmp_path / "logo.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    visitor = Visitor(create_app(ports, replace(settings, logo=str(picture))))
    page = visitor.get("/")
    assert page.tree.xpath("//header//img/@src") == ["/logo"]
    assert visitor.raw.get("/logo", buffered=True).mimetype == "image/svg+xml"


def test_static_files_may_be_kept_and_change_address_with_their_content(client: Visitor) -> None:
    page = client.get("/")
    for url in page.tree.xpath("//link/@href|//script/@src"):
        answer = client.raw.get(url, buffered=True)
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert "v=" in url or url.startswith("/scripts/")


def test_a_static_file_without_its_version_is_asked_for_again(client: Visitor) -> None:
    answer = client.raw.get("/statique/conditions.js", buffered=True)
    assert answer.headers["Cache-Control"] == "no-cache"
    kept = {"If-None-Match": answer.headers["ETag"]}
    assert client.raw.get("/statique/conditions.js", headers=kept, buffered=True).status_code == 304


def test_scripts_are_kept_for_a_year_under_an_address_of_their_content(client: Visitor) -> None:
    [address] = client.get("/").tree.xpath("//script/@src")
    for name in ("guichet.js", "live.js", "conditions.js"):  # imported by relative addresses
        answer = client.raw.get(address.replace("guichet.js", name), buffered=True)
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.mimetype == "text/javascript"
    old = client.raw.get("/scripts/00000000/live.js", buffered=True)
    assert old.status_code == 200, "a page that was opened before an upgrade still works"
    assert "31536000" not in old.headers["Cache-Control"]
    for wrong in ("/scripts/x/base.css", "/scripts/x/absent.js", "/scripts/x/..%2Ffactory.py"):
        assert client.raw.get(wrong, buffered=True).status_code == 404
