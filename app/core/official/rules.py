"""What is wrong or unwise in a mapping, read beside the form that it serves."""

from collections.abc import Iterable
from dataclasses import replace

from app.core import paths
from app.core.closeness import suggestion
from app.core.conditions.typing import check
from app.core.definition import Field, FormDefinition
from app.core.definition.reading_order import Readable, places
from app.core.errors import Problem
from app.core.field_types import field_type
from app.core.field_types.repeat import Repeat
from app.core.findings import Findings, pointer
from app.core.language import _
from app.core.official.filling import WORKED_OUT, question_at
from app.core.official.mapping import OfficialMap, Piece, Rule
from app.core.official.writings import WRITINGS, pattern_flaw

_BOXES = {"yes-no": ("true", "false"), "declaration": ("true",)}  # stored as true or false


def lint_map(mapping: OfficialMap, definition: FormDefinition, *, file: str) -> tuple[Problem, ...]:
    """Errors: unknown paths, codes, writings; warnings: questions and options that go nowhere."""
    findings = Findings(file)
    fields = tuple(field for _step, field in definition.fields())
    known = tuple(_declared(fields))
    form = Readable({place.path: place for place in places(definition.steps)})
    for name, rule in mapping.rules.items():
        place = pointer("fields", name)
        for piece, path in zip(rule.pieces, rule.paths(), strict=True):
            field = question_at(fields, path)[0]
            if field is None:
                _unknown_path(findings, place, path, known)
            else:
                _check_writing(findings, place, piece, field)
        row = replace(form, rows=rule.rows)
        for when, reading, where in (
            (rule.when, form, f"{place}/when"),
            *((piece.when, row, f"{place}/parts/{n}/when") for n, piece in enumerate(rule.pieces)),
        ):
            if when is not None:
                findings.flaws(check(when, reading.type_of, pointer=where, codes_of=reading.codes_of))
        _check_states(findings, place, rule, fields)
        if name in mapping.left_empty:
            message = _("Ce champ est à la fois rempli et laissé vide.")
            findings.error(place, "twice", message, _("Retirez-le de « left_empty »."))
    for path in mapping.not_printed:
        if question_at(fields, path)[0] is None and not any(name.startswith(f"{path}.") for name in known):
            _unknown_path(findings, pointer("not_printed"), path, known)
    if mapping.edition and definition.cerfa and mapping.edition != str(definition.cerfa):
        message = _("Cette correspondance est celle de {edition} ; la démarche suit {cerfa}.").format(
            edition=mapping.edition, cerfa=definition.cerfa
        )
        findings.warning("/edition", "other-edition", message, _("Comparez les champs des deux PDF."))
    _check_coverage(findings, mapping, fields, known)
    return tuple(findings.problems)


def _declared(fields: Iterable[Field], prefix: str = "") -> Iterable[str]:
    """Paths of the questions that have an answer, those of rows as "enfants[].prenom"."""
    for field in fields:
        if field.kind == Repeat.kind:
            yield from _declared(field.fields, f"{prefix}{field.path}[].")
        elif field.kind != "explanation":
            yield prefix + field.path


def _unknown_path(findings: Findings, place: str, path: str, known: Iterable[str]) -> None:
    message = _("La question « {path} » n’existe pas dans la démarche.").format(path=path)
    fix = suggestion(path, known) or _("Vérifiez les chemins de la démarche.")
    findings.error(place, "unknown-path", message, fix)


def _check_writing(findings: Findings, place: str, piece: Piece, field: Field) -> None:
    writing = WRITINGS.get(piece.writing)
    if writing is None:
        message = _("L’écriture « {name} » n’existe pas.").format(name=piece.writing)
        fix = suggestion(piece.writing, WRITINGS) or _("Noms possibles : {names}.").format(
            names=", ".join(WRITINGS)
        )
        findings.error(place, "unknown-writing", message, fix)
        return
    if writing.kinds is not None and field.kind not in writing.kinds:
        message = _("L’écriture « {name} » ne va pas à cette question.").format(name=piece.writing)
        findings.error(place, "wrong-writing", message, _("Choisissez une autre écriture."))
    if writing.patterned and (flaw := pattern_flaw(piece.pattern)):
        findings.error(place, "bad-pattern", flaw, _("Exemple : JJ/MM/AAAA."))


def _codes(field: Field) -> tuple[str, ...]:
    """What may be answered, () when it is free."""
    if field.kind in _BOXES:
        return _BOXES[field.kind]
    return tuple(option.value for option in field_type(field).options(field))


def _check_states(findings: Findings, place: str, rule: Rule, fields: tuple[Field, ...]) -> None:
    field = question_at(fields, rule.paths()[0])[0] if rule.states else None
    if field is None:
        return
    codes = _codes(field)
    if not codes:
        message = _("« {path} » n’est pas un choix : il n’a pas d’états.").format(path=field.path)
        findings.error(place, "no-choice", message, _("Écrivez la réponse en texte."))
        return
    for code in rule.states:
        if code not in codes:
            message = _("La réponse « {code} » n’existe pas.").format(code=code)
            fix = suggestion(code, codes) or _("Noms possibles : {names}.").format(names=", ".join(codes))
            findings.error(f"{place}{pointer('states', code)}", "unknown-code", message, fix)


def _check_coverage(
    findings: Findings, mapping: OfficialMap, fields: tuple[Field, ...], known: Iterable[str]
) -> None:
    said = {paths.declared(path) for rule in mapping.rules.values() for path in rule.paths()}
    said |= set(mapping.not_printed) | {f"{path}[]" for path in mapping.not_printed}
    for path in _parts(fields, said, known):
        if path not in said and path.partition(".")[0] not in said:
            message = _("La réponse « {path} » ne va dans aucun champ.").format(path=path)
            fix = _("Ajoutez-la à « fields », ou à « not_printed » avec la raison.")
            findings.warning(pointer("fields"), "not-printed", message, fix)
    for name in mapping.places.keys() - mapping.rules.keys():
        message = _("L’emplacement « {name} » n’a pas de règle.").format(name=name)
        findings.error(pointer("places", name), "unused-place", message, _("Ajoutez-la à « fields »."))
    for path, left in _codes_without_box(mapping, fields):
        message = _("Pour « {path} », ces réponses n’ont pas de case : {codes}.").format(
            path=path, codes=", ".join(left)
        )
        findings.warning(pointer("fields"), "no-box", message, _("Ajoutez leurs états."))


def _parts(fields: tuple[Field, ...], said: set[str], known: Iterable[str]) -> Iterable[str]:
    """The questions; one that is printed part by part (an address) gives way to its parts."""
    for path in known:
        field = question_at(fields, path)[0]
        parts = [] if field is None else [f"{path}.{part}" for part in field_type(field).attributes]
        if path not in said and said & set(parts):
            yield from (part for part in parts if part.rpartition(".")[2] not in WORKED_OUT)
        else:
            yield path


def _codes_without_box(
    mapping: OfficialMap, fields: tuple[Field, ...]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    boxed: dict[str, set[str]] = {}
    for rule in mapping.rules.values():
        if rule.states:
            boxed.setdefault(rule.paths()[0], set()).update(rule.states)
    texts = {path for rule in mapping.rules.values() if not rule.states for path in rule.paths()}
    for path, codes in boxed.items():
        field = question_at(fields, path)[0]
        # A yes or no often has one box only, and an answer written in words needs none.
        if field is not None and field.kind not in _BOXES and path not in texts:
            left = tuple(code for code in _codes(field) if code not in codes)
            if left:
                yield path, left
