"""The contract of a form at its address: for programs, without a session, kept for an hour."""

from typing import Any

from jsonschema import Draft202012Validator

from tests.web.pages import Visitor

URL = "/demarches/cerfa-15646/schema.json"


def test_the_contract_is_a_json_schema_that_may_be_kept(client: Visitor) -> None:
    answer = client.raw.get(URL)
    schema: Any = answer.get_json(force=True)
    Draft202012Validator.check_schema(schema)
    assert answer.status_code == 200
    assert answer.mimetype == "application/schema+json"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in answer.headers
    assert schema["allOf"][0]["if"]["properties"]["titulaire"]["properties"]["qualite"] == {"const": "autre"}


def test_a_contract_that_has_not_changed_is_not_sent_again(client: Visitor) -> None:
    mark = client.raw.get(URL).headers["ETag"]
    assert client.raw.get(URL, headers={"If-None-Match": mark}).status_code == 304


def test_the_start_page_leads_developers_to_it(client: Visitor) -> None:
    page = client.get("/demarches/cerfa-15646")
    assert page.link("Schéma JSON") == URL


def test_no_form_no_contract(client: Visitor) -> None:
    assert client.raw.get("/demarches/rien/schema.json").status_code == 404
