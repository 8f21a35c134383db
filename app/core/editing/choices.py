"""The verbs on lists: the choices of a question, pasted or set, and the lines of a table of amounts."""

from collections.abc import Iterator, Mapping
from re import compile as pattern
from typing import Any

from app.core.editing.outline import Asked, find, kind, question
from app.core.editing.palette import PALETTE
from app.core.editing.questions import named
from app.core.editing.refusals import EditRefused
from app.core.editing.trees import at, changed, put
from app.core.editing.verbs import Edit, Verb
from app.core.importing.labels import legal_name
from app.core.language import _
from app.core.plain_text import lines

Json = Any
MOST = 5000  # choices of one list, as the meta-schema says
_LONGEST_CODE = 60
_SPACES = pattern(" +")


def paste(document: Json, edit: Edit) -> Json:
    """One choice a line, "code ; title" or the title alone. A title that was there keeps its code, for
    answers are kept by code; blank lines and repeated titles are left out."""
    titles = list(dict.fromkeys(text for line in lines(edit["text"]).split("\n") if (text := _trimmed(line))))
    if not titles:
        raise EditRefused("no-choice", _("Écrivez au moins un choix, un par ligne."))
    if len(titles) > MOST:
        message = _("Cette liste a {n} choix : {most} au plus. Coupez-la en deux questions.")
        raise EditRefused("too-many-choices", message.format(n=len(titles), most=MOST))
    one = question(document, edit["question"])
    known = {choice.get("title"): choice["const"] for choice in _listed(document, one)}
    return _with(document, one, list(_coded(titles, known)))


def _coded(titles: list[str], known: Mapping[str, str]) -> Iterator[Json]:
    taken = {known[title] for title in titles if title in known}
    for title in titles:
        if title in known:
            yield {"const": known[title], "title": title}
            continue
        given, between, rest = title.partition(";")
        told = _trimmed(rest) if between and _trimmed(rest) else title
        base = given.strip() if told is not title else legal_name(title).lower()[:_LONGEST_CODE].rstrip("_")
        code, number = base or "choix", 1
        while code in taken:
            number += 1
            code = f"{base or 'choix'}_{number}"
        taken.add(code)
        yield {"const": code, "title": told}


def _trimmed(line: str) -> str:
    """Without spaces around nor in a row; the no-break ones of French typography stay."""
    return _SPACES.sub(" ", line).strip(" ")


def set_choices(document: Json, edit: Edit) -> Json:
    """The whole list: [{"const", "title"}…]. The parser judges it."""
    return _with(document, question(document, edit["question"]), edit["choices"])


def set_lines(document: Json, edit: Edit) -> Json:
    """The lines of a table of amounts: [{"name", "title"}…], in order; a known line keeps its limits."""
    one = question(document, edit["question"])
    if kind(document, one) != "amounts":
        raise EditRefused("not-applicable", _("Cette question n’est pas un tableau de montants."))
    before = at(document, one.schema)["properties"]
    fresh, kept = PALETTE["amount"]("")[0], {}
    for line in edit["lines"]:
        if (
            not isinstance(line, dict)
            or not {"name", "title"} == set(line)
            or not isinstance(line["name"], str)
        ):
            raise EditRefused("bad-argument", _("Une ligne a un nom (« name ») et un libellé (« title »)."))
        if line["name"] in kept:
            message = _("La ligne « {name} » est écrite deux fois.").format(name=line["name"][:60])
            raise EditRefused("duplicate-path", message)
        kept[line["name"]] = {**before.get(line["name"], fresh), "title": line["title"]}
    return put(document, (*one.schema, "properties"), kept)


def _keys(document: Json, one: Asked) -> tuple[str | int, ...]:
    found = kind(document, one)
    if found not in ("choice", "choices"):
        raise EditRefused("not-applicable", _("Cette question n’a pas de choix à elle."))
    return (*one.schema, "items") if found == "choices" else one.schema


def _listed(document: Json, one: Asked) -> list[Json]:
    listed = at(document, _keys(document, one))
    return listed.get("oneOf") or [{"const": code, "title": code} for code in listed.get("enum", ())]


def _with(document: Json, one: Asked, choices: list[Json]) -> Json:
    """With this list; the help of choices that are gone goes too."""
    keys = _keys(document, one)
    listed = {key: value for key, value in at(document, keys).items() if key != "enum"}
    document = put(document, keys, {**listed, "oneOf": choices})
    hints = at(document, (*one.keys, "options"))
    if hints:
        codes = {choice.get("const") for choice in choices if isinstance(choice, dict)}
        left = {code: hint for code, hint in hints.items() if code in codes}
        document = changed(document, (*one.keys, "options"), left or None)
    return document


def _before(document: Json, edit: Edit) -> Json:
    one = find(document, edit["question"])
    return None if one is None else at(document, one.schema)


def _told(document: Json, edit: Edit) -> str:
    return _("Changer les choix de « {name} »").format(name=named(document, edit["question"]))


CHOICE_VERBS = (
    Verb("paste-choices", {"question": "text", "text": "text"}, paste, _told, _before),
    Verb("set-choices", {"question": "text", "choices": "list"}, set_choices, _told, _before),
    Verb(
        "set-lines",
        {"question": "text", "lines": "list"},
        set_lines,
        lambda document, edit: _("Changer les lignes de « {name} »").format(
            name=named(document, edit["question"])
        ),
        _before,
    ),
)
