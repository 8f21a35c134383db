"""What is unwise in a definition that can be used: each finding has its place and a fix."""

from app.core.definition.parser import parse
from app.core.linting import lint
from tests.core.minimal_definition import edited, minimal
from tests.core.tables import each

LETTERS = "abcdefghijklm"
TEXT = {"type": "string", "title": "Texte", "maxLength": 9}


def findings(*edits):
    return lint(parse(edited(*edits), file="x.json"), file="x.json")


def many_fields(count):
    names = LETTERS[:count]
    return [
        *((f"/schema/properties/{name}", TEXT) for name in names),
        ("/steps/-", {"id": "longue", "title": "Longue", "fields": [{"path": name} for name in names]}),
    ]


def many_steps(count):
    steps = [{"id": name, "title": "Étape", "fields": [{"path": name}]} for name in LETTERS[:count]]
    return [
        *((f"/schema/properties/{name}", TEXT) for name in LETTERS[:count]),
        *(("/steps/-", step) for step in steps),
    ]


def test_the_minimal_definition_has_nothing_to_mend():
    assert findings() == ()


@each(
    ("edits", "code", "pointer"),
    [
        ([("/start/summary", "")], "missing-text", "/start"),
        ([("/start/next", [])], "missing-text", "/start"),
        ([("/start", ...)], "missing-text", "/start"),
        ([("/legal/purposes", ...)], "missing-text", "/legal"),
        ([("/legal/recipients", [])], "missing-text", "/legal"),
        ([("/legal/retention_months", 0)], "missing-text", "/legal"),
        ([("/declaration", ...)], "missing-text", ""),
        ([("/scenarios", [])], "no-scenario", "/scenarios"),
        ([("/scenarios/0/today", ...)], "scenario-without-today", "/scenarios/0"),
        ([("/steps/0/title", "Étape 1 (à renommer)")], "placeholder", "/steps/0/title"),
        ([("/schema/properties/nom/title", "À rédiger")], "placeholder", "/steps/0/fields/0"),
        ([("/steps/0/fields/3/short", ...)], "missing-short", "/steps/0/fields/3"),
        ([("/schema/properties/nom/title", "Religion")], "sensitive-word", "/steps/0/fields/0"),
        ([("/schema/properties/nom/title", "Votre NIR")], "sensitive-word", "/steps/0/fields/0"),
        (
            [("/steps/0/fields/0/messages", {"requierd": "Saisissez"})],
            "unknown-message-code",
            "/steps/0/fields/0/messages/requierd",
        ),
        ([("/schema/properties/nom/maxLength", ...)], "unbounded-text", "/steps/0/fields/0"),
        ([("/schema/properties/enfants/maxItems", ...)], "unbounded-rows", "/steps/1/fields/0"),
        (
            [("/schema/properties/situation", {"enum": ["a"], "title": "S"})],
            "options-without-titles",
            "/steps/0/fields/2",
        ),
        (
            [("/schema/properties/situation", {"oneOf": [{"const": "a"}], "title": "S"})],
            "options-without-titles",
            "/steps/0/fields/2",
        ),
        (
            [
                ("/schema/properties/nom/pattern", "^[A-Z]+$"),
                ("/steps/0/fields/0/hint", "Des capitales. Par exemple : A"),
            ],
            "pattern-without-help",
            "/steps/0/fields/0",
        ),
        (
            [
                ("/schema/properties/nom/pattern", "^[A-Z]+$"),
                ("/schema/properties/nom/examples", ["a"]),
                ("/steps/0/fields/0/hint", "Des capitales. Par exemple : A"),
                ("/steps/0/fields/0/messages", {"pattern": "Saisissez des capitales."}),
            ],
            "example-refused",
            "/steps/0/fields/0",
        ),
        ([("/schema/properties/nom/maxlength", 9)], "unknown-keyword", "/steps/0/fields/0"),
        (
            [("/steps/0/fields/0/autocomplete", "familly-name")],
            "unknown-autocomplete",
            "/steps/0/fields/0/autocomplete",
        ),
        (many_fields(11), "long-step", "/steps/2"),
        (many_steps(11), "many-steps", "/steps"),
        (
            [("/steps/1/fields/0/fields/1/when", {"!": {"==": [{"var": "item.prenom"}, "Zoé"]}})],
            "negation-over-hidden",
            "/steps/1/fields/0/fields/1/when",
        ),
        (
            [
                ("/steps/0/fields/1/when", {"answered": [{"var": "nom"}]}),
                ("/steps/0/fields/4/when", {"or": [{"!": {"answered": [{"var": "naissance"}]}}]}),
            ],
            "negation-over-hidden",
            "/steps/0/fields/4/when",
        ),
    ],
)
def test_what_is_unwise_is_a_warning_at_its_place(edits, code, pointer):
    found = findings(*edits)

    assert (code, pointer, "warning") in [(p.code, p.pointer, p.severity) for p in found]
    assert {problem.code for problem in found} <= {code, "missing-text", "nir-without-legal-reference"}
    assert all(problem.fix for problem in found)


@each(
    ("edits", "code", "pointer"),
    [
        ([("/legal/silence", {"rule": "rejet"})], "silence-without-months", "/legal/silence"),
        ([("/steps/1/when", {"or": [True, False]})], "constant-condition", "/steps/1/when"),
        (
            [("/steps/1/fields/0/fields/1/when", True)],
            "constant-condition",
            "/steps/1/fields/0/fields/1/when",
        ),
    ],
)
def test_what_only_the_whole_form_shows_wrong_is_an_error(edits, code, pointer):
    assert [(p.code, p.pointer, p.severity) for p in findings(*edits)] == [(code, pointer, "error")]


@each(
    "edits",
    [
        many_fields(10),
        many_steps(10),
        [("/legal/silence", {"rule": "aucune"})],
        [("/steps/1/when", {">": [{"today": []}, "2026-01-01"]})],
        [("/steps/0/fields/4/when", {"!": {"answered": [{"var": "naissance"}]}})],
        [("/schema/properties/nom/title", "Religion"), ("/steps/0/fields/0/sensitive", True)],
        [
            ("/schema/properties/nom/pattern", "^[A-Z]+$"),
            ("/schema/properties/nom/examples", ["A"]),
            ("/steps/0/fields/0/hint", "Des capitales. Par exemple : A"),
            ("/steps/0/fields/0/messages", {"pattern": "Saisissez des capitales."}),
        ],
        [("/steps/0/fields/0/messages", {"max-length": "Plus court"})],
        [("/steps/0/fields/0/autocomplete", "section-mandataire work tel")],
        [("/schema/properties/nom/x-source", "INSEE"), ("/schema/properties/nom/default", "")],
    ],
)
def test_what_is_right_is_not_told(edits):
    assert findings(*edits) == ()


def test_a_misspelt_message_code_is_given_its_nearest_name():
    [problem] = findings(("/steps/0/fields/0/messages", {"maxLength": "Plus court"}))

    assert "max-length" in problem.fix
    assert problem.file == "x.json"
    assert minimal()["title"]
