"""`guichet import`: from a schema on disk to a draft that works and a report, whatever the schema."""

from json import dumps, loads
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner

from app.commands.import_schema import import_, slug_of
from app.core.answers import judge
from app.core.definition.parser import parse
from app.core.importing.importer import FILE, import_schema
from app.core.linting import lint
from app.core.scenarios import WITHOUT_TODAY, run
from tests.commands.hostile_schemas import HOSTILE, deep, wide

DATA = Path(__file__).parent / "data"
SECONDS = 10  # of processor: what explodes takes minutes


@pytest.fixture
def command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def invoke(schema, *options):
        content = schema if isinstance(schema, bytes) else dumps(schema).encode()
        Path("schema.json").write_bytes(content)
        return CliRunner().invoke(import_, ["schema.json", "-o", "sortie", *options])

    return invoke


def imported(name):
    return import_schema(loads((DATA / name).read_text(encoding="utf-8")), slug="essai")


def asked(definition):
    return {field["path"]: field for step in definition["steps"] for field in step["fields"]}


def statuses(found):
    return {entry.pointer: entry.status for entry in found.report.entries}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_schema_breaks_the_import(name):
    schema, comes_out = HOSTILE[name]
    began = process_time()
    found = import_schema(schema, slug="essai")
    list(found.report.lines())

    assert process_time() - began < SECONDS
    assert (found.definition is not None) == comes_out
    assert comes_out or [problem.code for problem in found.problems]
    if found.definition is not None:
        definition = parse(found.definition, file=FILE)
        assert not [problem for problem in lint(definition, file=FILE) if problem.severity == "error"]
        assert not run(definition)


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.schema.json")))
def test_a_government_schema_becomes_a_form_of_several_steps(name):
    found = imported(name)
    definition = parse(found.definition, file=FILE)

    assert len(definition.steps) >= 4
    assert all(len(step.fields) <= 10 for step in definition.steps)
    assert not [problem for problem in lint(definition, file=FILE) if problem.severity == "error"]
    assert run(definition) == ()


def test_what_the_schema_says_is_asked():
    found = imported("aide-mobilite.schema.json")
    fields, properties = asked(found.definition), found.definition["schema"]["properties"]

    assert properties["dateNaissance"]["format"] == "date"
    assert properties["siret_employeur"]["format"] == "fr-siret"
    assert properties["adresse"]["properties"]["code_postal"]["format"] == "fr-postcode"
    assert properties["situation"]["oneOf"][0] == {"const": "SALARIE", "title": "Salarié"}
    assert properties["certifie"]["const"] is True
    assert properties["distance"]["exclusiveMinimum"] == 0
    assert properties["justificatif"]["items"]["format"] == "attachment"
    assert "version" not in properties
    assert fields["employeur"]["when"] == {"==": [{"var": "situation"}, "SALARIE"]}
    assert "NOM" in found.definition["schema"]["required"]
    assert {check["at"] for check in found.definition["checks"]} == {"siret_employeur", "email", "permis"}


def test_an_optional_object_with_required_parts_is_asked_first():
    fields = asked(imported("aide-mobilite.schema.json").definition)

    assert "avec_adresse" not in fields
    wanted = {"==": [{"var": "avec_adresse_correspondance"}, True]}
    assert fields["adresse_correspondance.commune"]["when"] == wanted


def test_alternatives_with_a_telling_property_become_a_question():
    found = imported("prestations.schema.json")
    fields = asked(found.definition)

    assert fields["demande.surface"]["when"] == {"==": [{"var": "demande.type"}, "logement"]}
    assert len(fields["demande.montant"]["when"]["or"]) == 2
    status = statuses(found)
    assert status["/properties/demande/oneOf"] == "rendered"
    assert status["/properties/demande/oneOf/0/properties/type/const"] == "rendered"


def test_the_report_gives_each_keyword_one_fate_with_its_reason():
    found = imported("prestations.schema.json")
    status = statuses(found)

    assert len(status) == len(found.report.entries)
    assert status["/$defs/personne/properties/ascendants/items/$ref"] == "refused"
    assert status["/properties/conges/not"] == "enforced"
    assert status["/$defs/inutile/maxLength"] == "ignored"
    assert status["/properties/contact/anyOf"] == "rendered"
    pattern = next(
        entry for entry in imported("aide-mobilite.schema.json").report.entries
        if entry.pointer == "/properties/numero_permis/pattern"
    )  # fmt: skip
    assert pattern.status == "refused"
    assert "regard" in pattern.reason


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"situation": "SALARIE"}, {"employeur": "required", "siret_employeur": "check"}),
        ({"situation": "ETUDIANT"}, {}),
        ({"situation": "ETUDIANT", "telephone": "+33199001234"}, {"email": "check"}),
        ({"situation": "ETUDIANT", "distance": 0}, {"distance": "min"}),
        ({"situation": "ETUDIANT", "adresse_correspondance": {}, "avec_adresse_correspondance": True},
         {"adresse_correspondance.numero_voie": "required", "adresse_correspondance.code_postal": "required",
          "adresse_correspondance.commune": "required"}),
    ],
)  # fmt: skip
def test_the_form_enforces_what_the_schema_enforced(answers, errors):
    definition = parse(imported("aide-mobilite.schema.json").definition, file=FILE)
    complete = {
        "NOM": "Martin",
        "dateNaissance": "1985-03-27",
        "adresse": {"numero_voie": "1 rue Haute", "code_postal": "35000", "commune": "Rennes"},
        "certifie": True,
    }
    verdict = judge(definition, complete | answers, today=WITHOUT_TODAY)

    assert {error.path: error.code for error in verdict.errors} == errors


def test_the_files_are_written_and_the_schema_is_kept_byte_for_byte(command):
    schema = (DATA / "prestations.schema.json").read_bytes()
    result = command(schema)

    assert result.exit_code == 0, result.output
    assert Path("sortie/original.schema.json").read_bytes() == schema
    report = loads(Path("sortie/report.json").read_bytes())
    assert sum(report["counts"].values()) == len(report["keywords"])
    assert "## Refusé" in Path("sortie/report.md").read_text(encoding="utf-8")
    assert parse(loads(Path("sortie", FILE).read_bytes()), file=FILE).slug == "schema"
    assert "textes à rédiger" in result.output


def test_an_import_is_never_written_over(command):
    assert command({"type": "string"}).exit_code == 0
    assert command({"type": "string"}).exit_code == 1
    assert "existe déjà" in command({"type": "string"}).output
    assert command({"type": "string"}, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "bad-json"),
        (b"", "bad-json"),
        (b"\xff\xfe", "bad-encoding"),
        (b'{"type": "string", "type": "object"}', "bad-json"),
        (b'{"minimum": NaN}', "bad-json"),
        (b"[" * 100_000, "bad-json"),
        (b'{"not":' * 10_000 + b"{}" + b"}" * 10_000, "bad-json"),
        (b'{"minimum": ' + b"9" * 5000 + b"}", "bad-json"),
        (b'{"minimum": 1e999999999}', "bad-json"),
        (b'{"minimum": 1e99999999999999999999}', "bad-json"),
        (b'{"\x00": 1}', "bad-json"),
        ('{"type": "string"}'.encode("utf-16"), "bad-encoding"),
        (dumps({"enum": list(range(60_000))}).encode(), "too-large"),
        (b"[]", "not-a-schema"),
        (b"null", "not-a-schema"),
        (b'{"nom": 1}', "not-a-schema"),
        (b"false", "nothing-to-ask"),
        (b'{"a": "' + b"x" * 5_000_001 + b'"}', "too-large"),
    ],
)
def test_what_is_no_schema_is_one_line_and_writes_nothing(command, content, code):
    result = command(content)

    assert result.exit_code == 1
    assert result.output.startswith(f"schema.json: /: {code}: ")
    assert not Path("sortie").exists()


@pytest.mark.parametrize("content", [b'{"minimum": ' + b"9" * 5000 + b"}", b'{"minimum": 1e999999999}'])
def test_a_number_that_nobody_can_read_is_told_in_french(command, content):
    assert "est un nombre trop" in command(content).output


def test_a_file_that_begins_with_a_mark_is_read(command):
    assert command(b"\xef\xbb\xbf" + b'{"type": "string"}').exit_code == 0


def test_half_a_character_is_shown_as_it_was_written(command):
    result = command(b'{"properties": {"\\ud800": {"type": "string", "title": "\\udfff"}}}')

    assert result.exit_code == 0, result.output
    assert result.exception is None
    loads(Path("sortie/report.json").read_bytes())


def test_each_option_of_a_list_is_told_as_rendered():
    listed = {"oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}]}
    status = statuses(import_schema({"properties": {"choix": listed}}, slug="essai"))

    place = "/properties/choix/oneOf"
    assert {status[f"{place}/{n}/{word}"] for n in (0, 1) for word in ("const", "title")} == {"rendered"}


def test_a_schema_that_asks_nothing_still_has_its_report(command):
    result = command({"type": "null"})

    assert result.exit_code == 1
    assert "nothing-to-ask" in result.output
    assert Path("sortie/report.json").exists()
    assert not Path("sortie", FILE).exists()


def test_a_depth_of_a_thousand_ends_with_a_reason(command):
    text = b'{"properties":{"a":' * 1000 + b"{}" + b"}}" * 1000
    result = command(text)

    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert not isinstance(result.exception, RecursionError)


def test_a_large_form_has_pages_and_chapters():
    definition = import_schema(wide(400), slug="essai").definition

    assert 12 < len(definition["steps"]) <= 50
    assert [step["id"] for step in definition["steps"]] == [
        id_ for chapter in definition["chapters"] for id_ in chapter["steps"]
    ]


def test_names_that_are_no_paths_get_one_and_the_report_says_so():
    found = import_schema({"properties": {"année de naissance": {"type": "integer"}}}, slug="essai")

    assert found.report.aliases == {"annee_de_naissance": "année de naissance"}
    assert "annee_de_naissance" in found.definition["schema"]["properties"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Aide Sociale.schema.json", "aide-sociale"), ("été.json", "ete"), ("1.json", "q-1"), ("___", "q")],
)
def test_the_slug_comes_from_the_file(name, slug):
    assert slug_of(name) == slug


def test_levels_beyond_a_form_are_refused_with_their_place():
    found = import_schema(deep(20), slug="essai")

    assert any(entry.status == "refused" and "profond" in entry.reason for entry in found.report.entries)


def test_a_draft_begins_with_two_cases():
    [nothing, everything] = imported("prestations.schema.json").definition["scenarios"]

    assert nothing["answers"] == {}
    assert nothing["errors"] == {"demande.type": "required"}
    assert everything["errors"] == {}
    assert everything["answers"]["demande"]["type"] == "logement"
