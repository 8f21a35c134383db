"""Edits drawn at random on a document: most are sensible, some are what a bad hand would send."""

from collections.abc import Callable
from random import Random
from typing import Any

from app.core.editing.copying import clip
from app.core.editing.outline import asked
from app.core.editing.palette import PALETTE
from app.core.editing.properties import PROPERTIES
from tests.core.editing.drafts import a_draft

Json = Any
_VALUES: tuple[Json, ...] = (
    None, "", "Un libellé", "x" * 400, 0, 5, -3, 200, 250, True, False, [], ["2027"], {},
    {"required": "Répondez"}, {"width": "half"}, "^[a-z]+$", "(", "today-18y", "2026-02-30", "table",
    "pages", 0.01, {"from": "question"},
)  # fmt: skip
_NAMES = ("question", "nom", "groupe.nom", "groupe.rang.nom", "item", "é", "a.b.c", "enfants", "x")


def some_edit(document: Json, rng: Random) -> Json:
    """One edit; the verbs that make things are drawn more often than those that take away."""
    return rng.choice(_MAKERS)(document, rng)


def _path(document: Json, rng: Random) -> str:
    return rng.choice(list(asked(document)))


def _step(document: Json, rng: Random) -> str:
    return str(rng.choice(document["steps"])["id"])


def _to(document: Json, rng: Random) -> Json:
    repeats = [path for path, one in asked(document).items() if "fields" in _dress(document, one.keys)]
    to = {"rows": rng.choice(repeats)} if repeats and rng.random() < 0.3 else {"step": _step(document, rng)}
    return {**to, **rng.choice(({}, {"after": ""}, {"after": _path(document, rng)}))}


def _dress(document: Json, keys: Any) -> Json:
    for key in keys:
        document = document[key]
    return document


def _condition(document: Json, rng: Random) -> Json:
    paths = list(asked(document))
    read = [
        {"answered": [{"var": rng.choice(paths).replace("[].", rng.choice(("[].", ".")))}]} for _n in range(2)
    ]
    rows = [path for path in paths if "[]." in path]
    if rows and rng.random() < 0.4:
        cell = rng.choice(rows)
        repeat, _inside, own = cell.rpartition("[].")
        read[0] = rng.choice((
            {"some": [{"var": repeat}, {"answered": [{"var": f"item.{own}"}]}]},
            {"answered": [{"var": f"item.{own}"}]},
        ))  # fmt: skip
    return rng.choice(
        (None, read[0], {"and": read}, {"!": [read[0]]}, {"==": [{"var": paths[0]}, True]}, {"x": 1})
    )


def _scenario(document: Json, rng: Random) -> Json:
    path = _path(document, rng)
    case = {"name": "Un cas", "answers": {}, "steps": [_step(document, rng)], "hidden": [path]}
    return rng.choice((None, case, {**case, "errors": {path.replace("[]", "[0]"): "required"}}))


Maker = Callable[[Json, Random], Json]


def _add(d: Json, r: Random) -> Json:
    edit = {
        "verb": "add-question",
        "kind": r.choice(list(PALETTE)),
        "label": r.choice(("Nom", "Date ?", "")),
        "to": _to(d, r),
    }
    return {**edit, **r.choice(({}, {"required": True}, {"path": r.choice(_NAMES)}, {"group": "groupe"}))}


def _paste(d: Json, r: Random) -> Json:
    there = r.choice((d, a_draft()))
    return {"verb": "paste-questions", "clip": clip(there, _many(there, r)), "to": _to(d, r)}


def _formula(d: Json, r: Random) -> Json:
    """Sums what may not be there, or may be no number: most are refused."""
    read = r.choice(
        [path for path, one in asked(d).items() if _dress(d, one.schema).get("type") == "number"] or ["x"]
    )
    beside = f"item.{read.rpartition('[].')[2]}" if "[]" in read and r.random() < 0.5 else read
    return r.choice((None, {"+": [1, 2]}, {"+": [{"var": beside}, 2]}))


def _choices(d: Json, r: Random) -> Json:
    kinds = [path for path, one in asked(d).items() if "oneOf" in str(_dress(d, one.schema))]
    text = r.choice(("Oui\nNon", "a ; Un\nb ; Deux", "", "\n".join(map(str, range(40)))))
    return {"verb": "paste-choices", "question": r.choice(kinds or list(asked(d))), "text": text}


def _many(d: Json, r: Random) -> list[str]:
    return list(dict.fromkeys(_path(d, r) for _n in range(r.choice((1, 1, 1, 2, 3)))))


_MAKERS: tuple[Maker, ...] = (
    _add,
    _add,
    _add,
    _add,
    _paste,
    _choices,
    lambda d, r: {
        "verb": "add-step",
        "title": r.choice(("Vous", "Vos revenus", "")),
        "after": r.choice(("", _step(d, r))),
    },
    lambda d, r: {"verb": "rename-question", "question": _path(d, r), "path": r.choice(_NAMES)},
    lambda d, r: {"verb": "rename-question", "question": _path(d, r), "path": r.choice(_NAMES)},
    lambda d, r: {"verb": "require-question", "question": _path(d, r), "required": r.random() < 0.5},
    lambda d, r: {"verb": "retype-question", "question": _path(d, r), "kind": r.choice(list(PALETTE))},
    lambda d, r: {"verb": "duplicate-question", "question": _path(d, r)},
    lambda d, r: {"verb": "duplicate-questions", "questions": _many(d, r)},
    lambda d, r: {"verb": "delete-questions", "questions": _many(d, r), "anyway": r.random() < 0.8},
    lambda d, r: {
        "verb": "set-property",
        "question": _path(d, r),
        "property": r.choice(list(PROPERTIES)),
        "value": r.choice(_VALUES),
    },
    lambda d, r: {
        "verb": "set-property",
        "question": _path(d, r),
        "property": "title",
        "value": "Un autre libellé",
    },
    lambda d, r: {"verb": "shift-question", "question": _path(d, r), "by": r.choice((1, -1))},
    lambda d, r: {"verb": "move-questions", "questions": _many(d, r), "to": _to(d, r)},
    lambda d, r: {"verb": "move-questions", "questions": _many(d, r), "to": _to(d, r)},
    lambda d, r: {
        "verb": "set-step-property",
        "step": _step(d, r),
        "property": r.choice(("title", "description", "id")),
        "value": r.choice(_VALUES),
    },
    lambda d, r: {"verb": "rename-step", "step": _step(d, r), "id": r.choice(("etape-1", "vous", "É"))},
    lambda d, r: {"verb": "move-step", "step": _step(d, r), "after": r.choice(("", _step(d, r)))},
    lambda d, r: {"verb": "shift-step", "step": _step(d, r), "by": r.choice((1, -1))},
    lambda d, r: {"verb": "delete-step", "step": _step(d, r), "anyway": r.random() < 0.8},
    lambda d, r: {
        "verb": "set-chapters",
        "chapters": [
            {"title": "Une", "steps": [s["id"] for s in d["steps"][:1]]},
            {"title": "Deux", "steps": [s["id"] for s in d["steps"][1:]]},
        ],
    },
    lambda d, r: {"verb": "set-condition", "question": _path(d, r), "when": _condition(d, r)},
    lambda d, r: {"verb": "set-condition", "question": _path(d, r), "when": _condition(d, r)},
    lambda d, r: {"verb": "set-step-condition", "step": _step(d, r), "when": _condition(d, r)},
    lambda d, r: {"verb": "set-formula", "question": _path(d, r), "value": _formula(d, r)},
    lambda d, r: {
        "verb": "set-check",
        "index": r.randrange(3),
        "value": r.choice((None, {"assert": _condition(d, r), "at": _path(d, r), "message": "Vérifiez"})),
    },
    lambda d, r: {
        "verb": "set-eligibility",
        "index": r.randrange(3),
        "value": r.choice((None, {"when": _condition(d, r), "message": "Vous ne pouvez pas demander."})),
    },
    lambda d, r: {"verb": "set-scenario", "index": r.randrange(3), "value": _scenario(d, r)},
    lambda d, r: {
        "verb": "set-sheet",
        "place": r.choice(("title", "service.email", "legal.dpo", "start.minutes", "slug")),
        "value": r.choice(_VALUES),
    },
)
