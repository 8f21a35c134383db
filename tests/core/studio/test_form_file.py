"""A form as one file: what is written is read back, and each bad file is told by what is wrong with it."""

from json import dumps, loads
from typing import Any

import pytest

from app.core.json_text.reading import JsonRefused, lines_of, read_text
from app.core.studio.form_file import FORMAT, FormFileRefused, digest, read, written
from tests.core.tables import each
from tests.plain import plain

Json = Any
DEFINITION = {"slug": "salle", "schema": {}, "steps": [{"id": "a", "title": "Salle"}]}
WHOLE = loads(written(DEFINITION, None, {"cerfa": {"template.html": "<p>"}}))


def test_what_is_written_is_read_back_with_its_places() -> None:
    file = read(dumps(WHOLE, indent=1).encode("utf-8-sig"))
    assert (file.definition, file.templates) == (DEFINITION, {"cerfa": {"template.html": "<p>"}})
    line = dumps(WHOLE, indent=1).split("\n")[file.line("/steps/0/title") - 1]
    assert '"title"' in line
    alone = read(dumps(DEFINITION).encode())
    assert (alone.definition, alone.inside) == (DEFINITION, "")


def _with(**changed: Json) -> bytes:
    whole = {**WHOLE, **changed}
    return dumps({key: value for key, value in whole.items() if value is not None}).encode()


@each(
    ("content", "told"),
    [
        (b"", "JSON illisible, ligne 1"),
        (b"[]", "n’est pas un formulaire exporté"),
        (b'{"a": 1}', "n’est pas un formulaire exporté"),
        (b"\xff\xfe\x00", "n’est pas un formulaire exporté"),
        (b"PK\x03\x04" + b"\0" * 40, "archive ZIP"),
        (b"[" * 100_000, "trop de niveaux"),
        (b'{"a":' * 3_000 + b"1" + b"}" * 3_000, "trop de niveaux"),
        (_with(definition=loads('{"a":' * 400 + "1" + "}" * 400)), "trop de niveaux"),
        (_with(workflow={"content": "a\x00b"}), "caractères invisibles"),
        (b" " * 5_000_001, "dépasse 5 Mo"),
        (_with(format=FORMAT + 1), "au format 2"),
        (_with(format=[1] * 999), "au format [1"),
        (_with(inconnu=1), "« inconnu » n’est pas attendu"),
        (_with(definition=None), "manque une partie"),
        (_with(templates={"cerfa": {"a": 1}}), "manque une partie"),
        (_with(templates={"cerfa": 3}), "manque une partie"),
        (_with(definition={**DEFINITION, "slug": "autre"}), "a changé depuis son export"),
        (_with(digest="sha256:0"), "retirez sa ligne « digest »"),
        (b'{"guichet": "formulaire", "guichet": "x"}', "écrite deux fois"),
        (b'{"guichet": NaN}', "n’est pas un nombre"),
    ],
)
def test_a_bad_file_is_refused_with_what_to_do(content: bytes, told: str) -> None:
    with pytest.raises(FormFileRefused) as refused:
        read(content)
    assert told in plain(str(refused.value))


def test_a_file_changed_by_hand_is_taken_without_its_digest() -> None:
    assert read(_with(definition={**DEFINITION, "slug": "autre"}, digest=None)).definition["slug"] == "autre"
    assert digest(WHOLE) == WHOLE["digest"]


def test_lines_are_those_that_a_person_counts() -> None:
    lines = lines_of('{\n "a": {\n  "b": [1,\n   2]\n }\n}')
    assert [lines.of(place) for place in ("", "/a", "/a/b/1", "/a/b/7/c", "/z")] == [1, 2, 4, 3, 1]
    assert lines_of("[" * 300 + "]" * 300).of("/0") == 0
    with pytest.raises(JsonRefused) as refused:
        read_text('{\n "a": 1,\n}')
    assert refused.value.line == 3
