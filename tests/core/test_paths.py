"""Dotted paths: reading, writing and removing in nested answers."""

import pytest

from app.core import paths
from tests.core.tables import each

ANSWERS = {"nom": "Martin", "adresse": {"rue": "rue Basse"}, "enfants": [{"prenom": "Léo"}, {}]}


@each(
    ("path", "keys"),
    [
        ("nom", ("nom",)),
        ("adresse.rue", ("adresse", "rue")),
        ("enfants[0].prenom", ("enfants", 0, "prenom")),
        ("enfants[12]", ("enfants", 12)),
    ],
)
def test_a_path_and_its_keys_say_the_same(path, keys):
    assert paths.split(path) == keys
    assert paths.join(keys) == path


@each("path", ["", ".", "a..b", "a[", "a[x]", "[0]", "a[-1]", "a[٣]"])
def test_what_is_not_a_path_is_refused(path):
    with pytest.raises(ValueError):
        paths.split(path)


@each(
    ("path", "value"),
    [
        ("nom", "Martin"),
        ("adresse.rue", "rue Basse"),
        ("enfants[0].prenom", "Léo"),
        ("enfants[1].prenom", None),
        ("enfants[9].prenom", None),
        ("nom.initiale", None),
        ("nom[0]", None),
        ("adresse[0].rue", None),
    ],
)
def test_get_finds_a_value_or_nothing(path, value):
    assert paths.get(ANSWERS, path) == value


@each(
    ("path", "expected"),
    [
        ("nom", {"nom": 1}),
        ("a.b.c", {"a": {"b": {"c": 1}}}),
        ("enfants[1].prenom", {"enfants": [{}, {"prenom": 1}]}),
        ("enfants[0]", {"enfants": [1]}),
    ],
)
def test_put_makes_objects_and_rows_on_the_way(path, expected):
    answers = {}
    paths.put(answers, path, 1)
    assert answers == expected


def test_put_replaces_a_value_that_stands_in_the_way():
    answers = {"adresse": "rue Basse"}
    paths.put(answers, "adresse.rue", "rue Haute")
    assert answers == {"adresse": {"rue": "rue Haute"}}


def test_put_refuses_a_row_beyond_the_limit():
    with pytest.raises(ValueError):
        paths.put({}, f"enfants[{paths.ROW_LIMIT}].prenom", "Léo")


@each(
    ("answers", "path", "left"),
    [
        ({"a": {"b": 1}}, "a.b", {}),
        ({"a": {"b": {"c": 1}, "d": 2}}, "a.b.c", {"a": {"d": 2}}),
        ({"e": [{"p": 1}, {"p": 2}]}, "e[0].p", {"e": [{}, {"p": 2}]}),
        ({"e": [{"a": {"b": 1}}]}, "e[0].a.b", {"e": [{}]}),
        ({"e": [{"p": 1}, {"p": 2}]}, "e[0]", {"e": [{"p": 2}]}),
        ({"e": [{"p": 1}]}, "e[0]", {}),
        ({"a": 1}, "b.c", {"a": 1}),
        ({"a": 1}, "a.c", {"a": 1}),
        ({"e": []}, "e[3]", {}),
    ],
)
def test_drop_leaves_no_empty_object_but_keeps_rows(answers, path, left):
    paths.drop(answers, path)
    assert answers == left
