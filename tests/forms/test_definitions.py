"""The forms of the house: complete, right in French, and true to every case kept with them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from json import loads
from pathlib import Path
from re import compile as pattern
from typing import Any

import pikepdf
import pytest

from app.core import answers, linting, reading, scenarios, working
from app.core.definition import Field, FormDefinition
from app.core.definition import parser as definition_parser
from app.core.field_types import field_type
from tests.adapters import pdf_reading
from tests.forms.listed_fields import LISTED
from tests.forms.paper_captions import CAPTIONS
from tests.forms.paper_fields import ADMINISTRATION, PAPERS

Json = Any
ROOT = Path(__file__).parents[2]
CERFA = ROOT.parent / "shared" / "cerfa"
FILES = {path.parent.name: path for path in sorted((ROOT / "forms_definitions").glob("cerfa-*/1.json"))}
SLUGS = tuple(FILES)
DATA = sorted((ROOT / "tests" / "forms").glob("cerfa-*/*.json"))

_MISSING_NO_BREAK = pattern(r" [:;?!»]|« |\w[;?!](?=\s|$)|[^\W\d]:(?=\s|$)")
_NOT_PROSE = {"$schema", "path", "var", "const", "autocomplete", "format", "pattern", "id", "name"}


def read(path: Path) -> Json:
    return loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


@cache
def parsed(slug: str) -> FormDefinition:
    """Read once for all the tests of a form: nothing of it can be changed."""
    return definition_parser.parse(read(FILES[slug]), file=str(FILES[slug].relative_to(ROOT)))


def texts(value: Json, pointer: str = "") -> Iterator[tuple[str, str]]:
    """(JSON Pointer, text) of everything that a person reads."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for key, child in value.items():
            if key not in _NOT_PROSE:
                yield from texts(child, f"{pointer}/{key}")
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from texts(child, f"{pointer}/{number}")


def questions(definition: FormDefinition) -> Iterator[Field]:
    """Every question, those of rows included."""
    for _step, field in definition.fields():
        yield field
        yield from field.fields


def paths_of(field: Field) -> Iterator[str]:
    """The path of a question, and those of its cells ("periodes[].debut"), lines ("achats.autres") or parts
    ("adresse.code_postal")."""
    yield field.path
    kind = field_type(field)
    yield from (f"{field.path}.{part}" for part in kind.parts if part in kind.attributes)
    yield from (f"{field.path}.{line}" for line in field.schema.get("properties", ()))
    yield from (f"{field.path}[].{cell.path}" for cell in field.fields)


def paper_fields(path: Path) -> set[str]:
    """The full names of the AcroForm's fields: a field without a named child is a leaf."""

    def leaves(field: Any, above: str) -> Iterator[str]:
        name = ".".join(filter(None, [above, str(field.get("/T", ""))]))
        kids = [kid for kid in field.get("/Kids", []) if "/T" in kid]
        if not kids:
            yield name
        for kid in kids:
            yield from leaves(kid, name)

    with pikepdf.open(path) as pdf:
        return {name for field in pdf.Root.AcroForm.Fields for name in leaves(field, "")}


def places(mapping: Mapping[str, str], definition: FormDefinition) -> set[str]:
    """The paths named by a mapping of the paper; an option ("path=code") must be one of its question."""
    asked = {field.path: field for _step, field in definition.fields()}
    for path, code in (value.split("=") for value in mapping.values() if "=" in value):
        assert code in [option.value for option in asked[path].options], (path, code)
    return {value.partition("=")[0] for value in mapping.values()} - {ADMINISTRATION}


def test_the_forms_are_there() -> None:
    assert set(SLUGS) >= {*PAPERS, *LISTED}


@pytest.mark.parametrize("slug", SLUGS)
def test_the_form_is_accepted_without_a_warning(slug: str) -> None:
    definition = parsed(slug)
    assert [str(problem) for problem in linting.lint(definition, file=slug)] == []
    assert definition.slug == slug
    assert (ROOT / "workflows" / f"{definition.workflow}.json").is_file()
    assert set(definition.documents) == {"form", "receipt", "decision"}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_scenario_kept_with_the_form_passes(slug: str) -> None:
    definition = parsed(slug)
    assert [str(problem) for problem in scenarios.run(definition)] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_scenarios_show_each_kind_of_case(slug: str) -> None:
    kept = parsed(slug).scenarios
    assert len(kept) >= 4
    assert all(scenario.today for scenario in kept)
    assert any(scenario.errors for scenario in kept)
    assert any(scenario.ineligible for scenario in kept)
    assert len({scenario.steps for scenario in kept}) > 1 or slug == "cerfa-15646"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_french_is_typographically_right(slug: str) -> None:
    for pointer, text in texts(read(FILES[slug])):
        assert "'" not in text, pointer
        assert not _MISSING_NO_BREAK.search(text), (pointer, text)
        assert "  " not in text, pointer


@pytest.mark.parametrize("slug", SLUGS)
def test_each_step_can_be_taken_in_at_a_glance(slug: str) -> None:
    for step in parsed(slug).steps:
        assert 1 <= len(step.fields) <= 8, step.id


@pytest.mark.parametrize("slug", SLUGS)
def test_no_label_says_facultatif_and_each_required_question_has_its_sentence(slug: str) -> None:
    for field in questions(parsed(slug)):
        assert "facultatif" not in (field.label + field.hint).lower(), field.path
        if field.required and field.calculated is None:
            assert "required" in field.messages, field.path


@pytest.mark.parametrize("slug", SLUGS)
def test_contact_points_are_fictive(slug: str) -> None:
    service = parsed(slug).service
    assert service.email.endswith((".example.org", ".exemple.fr"))
    assert service.phone.replace(" ", "").startswith("026191")  # reserved by the ARCEP for examples


@pytest.mark.parametrize("slug", PAPERS)
def test_every_field_of_the_official_paper_has_its_place(slug: str) -> None:
    name, mapping = PAPERS[slug]
    if not (CERFA / name).is_file():
        pytest.skip(f"the official PDF is kept outside the project, in {CERFA}")
    definition = parsed(slug)
    asked = {path for _step, field in definition.fields() for path in paths_of(field)}
    assert paper_fields(CERFA / name) == set(mapping)
    assert places(mapping, definition) <= asked
    if ADMINISTRATION in mapping.values():
        assert definition.paper["administration"], "what the service fills is printed, not asked"


@pytest.mark.parametrize("slug", CAPTIONS)
def test_every_caption_of_the_official_paper_has_its_place(slug: str) -> None:
    name, captions, block, roots = CAPTIONS[slug]
    if not (CERFA / name).is_file():
        pytest.skip(f"the official PDF is kept outside the project, in {CERFA}")
    definition, printed = parsed(slug), pdf_reading.text((CERFA / name).read_bytes()).replace("'", "’")
    asked = {path for _step, field in definition.fields() for path in paths_of(field)}
    assert [caption for caption in (*captions, *block) if pdf_reading.flat(caption) not in printed] == []
    assert places(captions, definition) <= asked
    for root in roots:
        assert places({caption: f"{root}.{path}" for caption, path in block.items()}, definition) <= asked
    assert definition.paper["administration"], "what the service fills is printed, not asked"


@pytest.mark.parametrize("slug", LISTED)
def test_every_field_that_the_paper_is_known_to_have_has_its_place(slug: str) -> None:
    asked = {path for _step, field in parsed(slug).fields() for path in paths_of(field)}
    assert sorted(LISTED[slug] - asked) == []


def test_each_form_has_enough_typed_scenarios() -> None:
    for slug in SLUGS:
        assert len([path for path in DATA if path.parent.name == slug]) >= 4


@pytest.mark.parametrize("path", DATA, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_a_person_types_becomes_the_expected_answers(path: Path) -> None:
    case, definition = read(path), parsed(path.parent.name)
    today, given = date.fromisoformat(case["today"]), {}
    for act in case["typed"]:
        step = definition.step(act["step"])
        assert step is not None
        verdict = answers.judge(definition, given, today=today)
        assert step in verdict.open_steps, f"{step.id} is closed"
        found = reading.read(step.fields, typed_parts(act["values"]))
        assert not found.not_understood
        given = working.laid_over(given, found)
        for path, ids in act.get("files", {}).items():  # a file is given, never typed
            given = working.with_value(given, path, ids)
        assert not answers.judge(definition, given, today=today).of_step(step.id)
    verdict = answers.judge(definition, given, today=today)
    assert (verdict.errors, verdict.ineligible) == ((), None)
    assert verdict.answers == case["answers"]


def typed_parts(values: dict[str, str | list[str]]) -> dict[str, dict[str, tuple[str, ...]]]:
    """ "naissance:jour": "27" → {"naissance": {"jour": ("27",)}}, as the web hands it over."""
    parts: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for name, value in values.items():
        path, _colon, part = name.partition(":")
        parts[path][part] = (value,) if isinstance(value, str) else tuple(value)
    return parts
