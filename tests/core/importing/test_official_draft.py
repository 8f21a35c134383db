"""A paper form made of places and words becomes questions: labels, kinds, groups, steps, and a mapping."""

from typing import Any

from app.core.definition.parser import parse
from app.core.importing.importer import FILE
from app.core.importing.official.draft import import_paper
from app.core.importing.official.neighbours import cleaned
from app.core.importing.official.paper import Box, Paper, Place, Said, Seen
from app.core.official.mapping import read_map
from app.core.official.rules import lint_map
from tests.core.tables import each

Json = Any


def box(left: float, middle: float, width: float = 100, height: float = 12) -> Box:
    return Box(left, middle - height / 2, left + width, middle + height / 2)


def said(left: float, middle: float, text: str, size: float = 10, page: int = 0) -> Said:
    return Said(page, box(left, middle, 5 * len(text), size), text, size)


def seen(name: str, left: float, middle: float, width: float = 100, kind: str = "text", **more: Any) -> Seen:
    page, height = more.pop("page", 0), more.pop("height", 12)
    return Seen(name, kind, (Place(page, box(left, middle, width, height)),), **more)


def boxes(name: str, places: dict[str, tuple[float, float]], kind: str = "choice") -> Seen:
    return Seen(name, kind, tuple(Place(0, box(x, y, 8, 8), state) for state, (x, y) in places.items()))


def asked(fields: list[Seen], words: list[Said], **more: Any) -> tuple[Json, Json, Json]:
    """(definition, mapping, report) of a paper."""
    found, mapping = import_paper(Paper(tuple(fields), tuple(words), 1, **more), slug="essai")
    return found.definition, mapping, found.report


def only(fields: list[Seen], words: list[Said]) -> Json:
    """The schema of the one question."""
    definition, _mapping, _report = asked(fields, words)
    (schema,) = definition["schema"]["properties"].values()
    return schema


@each(
    ("field", "words", "label"),
    [
        (seen("a", 100, 700), [said(40, 700, "Ville :")], "Ville"),
        (seen("a", 100, 700), [said(100, 688, "Commune", 6)], "Commune"),  # a caption below
        (seen("a", 100, 700), [said(85, 700, "à"), said(100, 689, "Commune", 6)], "Commune"),
        (seen("a", 100, 700), [said(100, 715, "Motif de la demande")], "Motif de la demande"),
        (seen("a", 100, 700), [said(40, 700, "VILLE")], "Ville"),
        (seen("a", 100, 700), [said(40, 700, "Courriel2 :")], "Courriel"),  # the call of a footnote
        (
            seen("a", 40, 640, 400, multiline=True, height=60),
            [said(40, 677, "Motif"), said(2, 640, "12")],
            "Motif",
        ),
        (seen("a", 100, 700, tooltip="Nom de l’organisme"), [], "Nom de l’organisme"),
        (seen("txtNomVoie", 100, 700, tooltip="txtNomVoie"), [], "Txt nom voie (à rédiger)"),
        (seen("a", 300, 700), [said(10, 700, "Trop loin")], "A (à rédiger)"),
    ],
)
def test_the_label_is_what_stands_nearest(field: Seen, words: list[Said], label: str):
    assert only([field], words)["title"] == label


def test_words_between_two_fields_belong_to_the_second():
    fields = [seen("cp", 60, 700, 40), seen("ville", 160, 700)]
    definition, _mapping, _report = asked(fields, [said(20, 700, "Code"), said(110, 700, "Commune")])

    assert [schema["title"] for schema in definition["schema"]["properties"].values()] == ["Code", "Commune"]


@each(
    ("field", "label", "found"),
    [
        (seen("a", 100, 700, length=14, comb=True), "Numéro SIRET", {"format": "fr-siret"}),
        (seen("a", 100, 700, length=5, comb=True), "Code postal", {"format": "fr-postcode"}),
        (seen("a", 100, 700, length=10, comb=True), "Téléphone", {"format": "fr-phone"}),
        (seen("a", 100, 700), "Courriel", {"format": "email"}),
        (seen("a", 100, 700, length=8, comb=True), "Né(e) le", {"format": "date"}),
        (seen("a", 100, 700, length=8, tooltip="JJ MM AAAA"), "Jusqu’au", {"format": "date"}),
        (seen("a", 100, 700, length=8, comb=True), "Numéro", {"maxLength": 8}),
        (seen("a", 100, 700), "Numéro SIREN ou RNA", {"maxLength": 200}),
        (seen("a", 100, 700, length=5), "Numéro SIRET", {"maxLength": 5}),  # too few cells for one
        (seen("a", 100, 700, length=1400, multiline=True), "Motif", {"maxLength": 1400}),
        (seen("a", 100, 700, kind="box"), "Urgent", {"type": "boolean"}),
    ],
)
def test_the_kind_comes_from_cells_and_words(field: Seen, label: str, found: Json):
    schema = only([field], [said(95 - 5 * len(label), 700, label)])

    assert found.items() <= schema.items()
    assert "format" in found or "format" not in schema


@each(
    ("lengths", "widths", "patterns"),
    [
        ((2, 2, 4), (20, 20, 40), ("JJ", "MM", "AAAA")),
        ((2, 2, 2), (20, 20, 20), ("JJ", "MM", "AA")),
        ((0, 0, 0), (20, 20, 30), ("JJ", "MM", "AAAA")),  # without a limit, narrow
    ],
)
def test_a_date_in_three_fields_is_one_question(lengths: Json, widths: Json, patterns: Json):
    fields, left = [], 100.0
    for number, (length, width) in enumerate(zip(lengths, widths, strict=True)):
        fields.append(seen(f"d{number}", left, 700, width, length=length))
        left += width + 4
    definition, mapping, _report = asked(fields, [said(60, 700, "Né le")])

    assert [s["format"] for s in definition["schema"]["properties"].values()] == ["date"]
    assert [rule["pattern"] for rule in mapping["fields"].values()] == list(patterns)


def test_a_choice_takes_its_question_and_its_options_from_around_its_boxes():
    field = boxes("CAC0", {"0": (60, 700), "1": (120, 700)})
    definition, mapping, _report = asked(
        [field], [said(20, 700, "Sexe :"), said(70, 700, "F"), said(130, 700, "M")]
    )

    (path,) = definition["schema"]["properties"]
    schema = definition["schema"]["properties"][path]
    assert (schema["title"], [o["title"] for o in schema["oneOf"]]) == ("Sexe", ["F", "M"])
    assert mapping["fields"]["CAC0"] == {"path": path, "states": {"f": "0", "m": "1"}}


def test_hidden_reserved_and_signed_fields_are_left_out_with_their_reason():
    fields = [
        seen("nom", 100, 700), seen("logiciel", 100, 600, hidden=True),
        seen("sign", 100, 500, kind="signature"), seen("agent", 100, 300), Seen("perdu", "text", ()),
    ]  # fmt: skip
    words = [said(60, 700, "Nom"), said(20, 330, "Cadre réservé à l’administration"), said(60, 300, "Agent")]
    definition, mapping, report = asked(fields, words)

    assert list(mapping["fields"]) == ["nom"]
    assert sorted(name for names in mapping["left_empty"].values() for name in names) == [
        "agent",
        "perdu",
        "sign",
    ]
    assert {entry.pointer: entry.status for entry in report.entries} == {
        "nom": "rendered", "logiciel": "ignored", "sign": "ignored", "agent": "ignored", "perdu": "ignored",
    }  # fmt: skip
    assert len(definition["steps"]) == 1


def test_pages_are_steps_and_a_page_that_asks_much_follows_its_headings():
    fields = [seen(f"a{n}", 100, 700 - 20 * n) for n in range(8)]
    fields += [seen(f"b{n}", 100, 500 - 20 * n) for n in range(4)]
    fields += [seen(f"c{n}", 100, 700 - 20 * n, page=1) for n in range(2)]
    words = [
        said(20, 800, "Demande d’aide", 20),
        said(20, 720, "Vous", 14),
        said(20, 520, "Votre logement", 14),
    ]
    words += [said(20, 700 - 20 * n, f"Réponse {n}") for n in range(20)]
    definition, _mapping, _report = asked(fields, words)

    assert definition["title"] == "Demande d’aide"
    assert [step["title"] for step in definition["steps"]] == [
        "Vous",
        "Votre logement",
        "Page 2 (à renommer)",
    ]


def test_the_draft_holds_whatever_the_paper_and_its_mapping_agrees_with_it():
    names = [
        "",
        "a" * 300,
        "Prénom(s)[0]",
        "topmostSubform[0].Page1[0].n°",
        "é",
        "item",
        "item",
        "<b>",
        "\u202e",
    ]
    fields = [seen(name, 100, 700 - 15 * n, length=n, tooltip=name[::-1]) for n, name in enumerate(names)]
    fields += [boxes("vide", {}), boxes("x", {"": (9, 9)}), boxes("oui", {"Oui": (50, 20)}, "box")]
    fields += [Seen("liste", "list", (Place(0, box(50, 50)),), options=(("01", "Ain"), ("02", "Aisne")))]
    found, raw = import_paper(Paper(tuple(fields), (said(0, 0, "x" * 500),), 1, "\x00"), slug="essai")

    definition = parse(found.definition, file=FILE)
    mapping = read_map(raw)
    assert [
        problem for problem in lint_map(mapping, definition, file="f") if problem.severity == "error"
    ] == []
    assert list(found.report.lines())


def test_a_paper_without_a_question_gives_no_draft_and_says_why():
    definition, mapping, report = asked([seen("x", 0, 0, hidden=True)], [])

    assert definition is None
    assert mapping["fields"] == {}
    assert len(report.entries) == 1


@each(
    ("text", "label"),
    [("Nom :…………", "Nom"), ("Courriel2 :", "Courriel"), ("N° 12", "N° 12"), ("Le  :", "Le")],
)
def test_a_label_loses_what_is_only_drawing(text: str, label: str):
    assert cleaned(text) == label
