"""The pieces of an import, one by one: names, labels, references, conditions, order, proposals."""

from app.core.importing.labels import TO_WRITE, humanised, label_of, legal_name, one_line
from app.core.importing.located import Located, keywords, occurrences
from app.core.importing.merging import Merger
from app.core.importing.ordering import ordered, pages, step_ids
from app.core.importing.predicates import ALWAYS, condition
from app.core.importing.proposals import format_of, is_civility, linear, may_be_a_nir
from app.core.importing.questions import Gathered, Question, Spot
from app.core.importing.references import References
from app.core.importing.report import REFUSED, Report
from tests.core.tables import each


@each(
    ("name", "legal"),
    [("nom", "nom"), ("Né le", "Ne_le"), ("1er", "q_1er"), ("", "q"), ("a.b/c", "a_b_c"), ("item", "item_1"),
     ("__proto__", "proto"), ("日本", "q"), ("x" * 300, "x" * 48)],
)  # fmt: skip
def test_a_name_becomes_a_path(name, legal):
    assert legal_name(name) == legal


@each(
    ("key", "words"),
    [("dateNaissance", "Date naissance"), ("NOM_USAGE", "Nom usage"), ("code-postal", "Code postal"),
     ("_", "Question")],
)  # fmt: skip
def test_a_key_is_made_readable(key, words):
    assert humanised(key) == words


@each(
    ("schema", "label", "to_write"),
    [
        ({"title": "Nom"}, "Nom", 0),
        ({"description": "Nom de naissance. En capitales."}, "Nom de naissance", 0),
        ({"description": "x " * 60}, f"Nom {TO_WRITE}", 1),
        ({}, f"Nom {TO_WRITE}", 1),
        ({"title": " "}, f"Nom {TO_WRITE}", 1),
    ],
)
def test_a_label_is_the_title_or_a_short_description_or_is_left_to_write(schema, label, to_write):
    report = Report()
    merged = Merger(References(schema), report).merge([Located(schema, "")])

    assert label_of(merged, "nom", "nom", report) == label
    assert len(report.labels) == to_write


def test_a_text_is_cut_at_a_word():
    assert one_line("un  deux\ntrois", 8) == "un deux"


@each(
    ("reference", "found"),
    [
        ("#/$defs/a", "/$defs/a"), ("#nom", "/$defs/a"), ("#/$defs/b~1c", "/$defs/b~1c"), ("#", ""),
        ("https://x.fr/s.json#/$defs/a", "/$defs/a"), ("autre.json", "/$defs/autre"), ("#/no/where", None),
        ("https://y.fr/s.json", None), ("http://[", None), (3, None), ("#/allOf/9", None), ("#absent", None),
    ],
)  # fmt: skip
def test_a_reference_is_found_inside_the_file_or_nowhere(reference, found):
    schema = {
        "$id": "https://x.fr/s.json",
        "$defs": {"a": {"$anchor": "nom"}, "b/c": {}, "autre": {"$id": "autre.json"}},
        "allOf": [{}],
    }
    target = References(schema).find(reference, "")

    assert (target.pointer if target else None) == found


@each(
    ("old", "keyword", "value"),
    [
        ({"definitions": {}}, "$defs", {}),
        ({"id": "x"}, "$id", "x"),
        ({"items": [True]}, "prefixItems", [True]),
        ({"items": [True], "additionalItems": False}, "items", False),
        ({"minimum": 3, "exclusiveMinimum": True}, "exclusiveMinimum", 3),
        ({"minimum": 3, "exclusiveMinimum": False}, "minimum", 3),
        ({"dependencies": {"a": ["b"], "c": {}}}, "dependentRequired", {"a": ["b"]}),
        ({"dependencies": {"a": ["b"], "c": {}}}, "dependentSchemas", {"c": {}}),
    ],
)
def test_older_drafts_are_read_as_the_newest(old, keyword, value):
    assert keywords(Located(old, ""))[keyword].value == value


def test_two_rules_that_disagree_are_narrowed_or_refused():
    schema = {"allOf": [{"minLength": 2, "pattern": "a"}, {"minLength": 5, "pattern": "b"}]}
    report = Report()
    merged = Merger(References(schema), report).merge([Located(schema, "")])

    assert merged.value("minLength") == 5
    assert report.marks["/allOf/1/pattern"][0] == REFUSED


SITUATION = Question("situation", {"type": "string"}, "Situation")
AGE = Question("age", {"type": "integer"}, "Âge")
KNOWN = Gathered(by_name={("", "situation"): SITUATION, ("", "age"): AGE})
SALARIED = {"==": [{"var": "situation"}, "salarie"]}


@each(
    ("schema", "wanted"),
    [
        (True, ALWAYS),
        ({"required": ["age"]}, {"answered": [{"var": "age"}]}),
        ({"properties": {"situation": {"const": "salarie"}}, "required": ["situation"]}, SALARIED),
        (
            {"properties": {"situation": {"const": "salarie"}}},
            {"or": [{"!": {"answered": [{"var": "situation"}]}}, SALARIED]},
        ),
        ({"properties": {"age": {"minimum": 18}}, "required": ["age"]}, {">=": [{"var": "age"}, 18]}),
        ({"not": {"required": ["age"]}}, {"!": {"answered": [{"var": "age"}]}}),
        (
            {"properties": {"situation": {"enum": ["a", "b"]}}, "required": ["situation"]},
            {"in": [{"var": "situation"}, ["a", "b"]]},
        ),
        ({"properties": {"inconnu": {"const": 1}}}, None),
        ({"properties": {"situation": {"pattern": "a"}}}, None),
        ({"minProperties": 2}, None),
        ({"properties": {"age": {"const": "dix"}}}, None),
        (3, None),
    ],
)
def test_an_if_becomes_a_condition_or_nothing(schema, wanted):
    assert condition(Located(schema, "/if"), KNOWN, Spot()) == wanted


def question(path, *reads, sections=()):
    shown = [tuple({"answered": [{"var": read}]} for read in reads)]
    return Question(path, {"type": "string"}, path, shown=shown, sections=sections)


@each(
    ("given", "wanted"),
    [
        ([question("a", "b"), question("b")], ["b", "a"]),
        ([question("a", "b"), question("b", "c"), question("c")], ["c", "b", "a"]),
        ([question("a", "b"), question("b", "a")], ["b", "a"]),
        ([question("a"), question("b", "a")], ["a", "b"]),
    ],
)
def test_a_source_comes_before_its_readers(given, wanted):
    assert [found.path for found in ordered(given)] == wanted


def test_pages_follow_objects_and_their_names_differ():
    listed = [question(f"a{n}") for n in range(8)] + [
        question(f"b.{n}", sections=("Vous",)) for n in range(3)
    ]
    found = pages(listed)

    assert [len(page.questions) for page in found] == [6, 2, 3]
    assert step_ids([*found, *found])[2:] == ["vous", "etape-1-4", "etape-2-5", "vous-6"]


@each(
    ("schema", "name", "wanted"),
    [
        ({"pattern": r"^\d{14}$"}, "siret", "fr-siret"),
        ({"pattern": r"^\d{13}$"}, "siret", ""),
        ({}, "code_postal", "fr-postcode"),
        ({"maxLength": 4}, "code_postal", ""),
        ({"pattern": r"^\d{4}-\d\d-\d\d$"}, "debut", "date"),
        ({"pattern": r"^\d\d/\d\d/\d{4}$"}, "debut", ""),
        ({"format": "email"}, "x", "email"),
        ({"format": "ipv4"}, "x", ""),
        ({"pattern": r"^\d{9}$"}, "entreprise", "fr-siren"),
        ({"pattern": r"^[0-9]{14}$"}, "entreprise", "fr-siret"),
        ({"pattern": r"^\d{4}-\d{2}$"}, "debut", "month"),
        ({"pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}, "debut", "time"),
        ({"pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}, "ne", "partial-date"),
        ({"pattern": r"^.{4,10}$"}, "debut", ""),
        ({"format": "time"}, "debut", "time"),
        ({"format": "date-time"}, "debut", "date-time"),
        ({"pattern": r"^[A-Z]{2}-\d{3}-[A-Z]{2}$"}, "immatriculation", "fr-plate"),
        ({"pattern": r"^\d{3}$"}, "immatriculation", ""),
        ({}, "vin", "fr-vin"),
        ({}, "vins_rouges", ""),
        ({}, "numeroFiscal", "fr-tax-number"),
        ({}, "numero_rna", "fr-rna"),
        ({}, "iban", "iban"),
        ({}, "prenom", "fr-person-name"),
        ({}, "nomDeNaissance", "fr-person-name"),
        ({"pattern": "^[a-z]+$"}, "prenom", ""),
        ({"pattern": r"^[12]\d{14}$"}, "nir", ""),
        ({"format": "fr-nir"}, "x", ""),
        ({"format": "fr-nir", "x-legal": "Décret"}, "x", "fr-nir"),
        ({}, "nom", ""),
    ],
)
def test_a_french_kind_is_proposed_only_when_it_fits(schema, name, wanted):
    assert format_of(schema, name)[0] == wanted


@each(
    ("schema", "name", "found"),
    [
        ({}, "nir", True),
        ({}, "numero_securite_sociale", True),
        ({"format": "fr-nir"}, "x", True),
        ({}, "tenir", False),
    ],
)
def test_a_nir_is_pointed_at_and_never_proposed(schema, name, found):
    assert may_be_a_nir(schema, name) is found


@each(
    ("codes", "ours"),
    [
        (["monsieur", "madame"], True),
        (["madame"], False),
        (["M", "Mme"], False),
        (["madame", "monsieur", "x"], False),
    ],
)
def test_a_closed_list_of_madame_and_monsieur_is_the_civility(codes, ours):
    assert is_civility(codes) is ours


def test_only_linear_expressions_are_taken():
    assert linear("^a+$")
    assert not linear("(?=a)b")
    assert not linear("(")


def test_every_keyword_is_met_once_with_its_place():
    schema = {"properties": {"a/b": {"type": "string"}}, "allOf": [True, {"minLength": 1}]}

    assert list(occurrences(schema)) == [
        ("/properties", "properties"), ("/allOf", "allOf"), ("/properties/a~1b/type", "type"),
        ("/allOf/1/minLength", "minLength"),
    ]  # fmt: skip
