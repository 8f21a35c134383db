"""A postal address: in France by its parts, with the commune's code when it is recognised; abroad by lines.

Writing it by hand is always possible: a commune that the data do not know is kept as typed. It
refuses to correct a street.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from app.core import french
from app.core.definition import Field, Option
from app.core.field_types.base import Complaint, FieldType, NotUnderstood, Typed, first
from app.core.field_types.commune import CHOICE, OTHER, choice_of
from app.core.field_types.countries import COUNTRIES
from app.core.field_types.naming import named
from app.core.field_types.sentences import Params, Sentence
from app.core.language import _
from app.core.places import Commune, department_of, known
from app.core.places.search import Answer, find, in_town
from app.core.plain_text import coded, lines, one_line

Json = Any
STREET, MORE, PLACE, POSTCODE, TOWN = "numero_voie", "complement", "lieu_dit", "code_postal", "commune"
COUNTRY, LINES = "pays", "lignes"
CODE, DEPARTMENT, REGION = "code_commune", "departement", "region"
IN_FRANCE = (STREET, MORE, PLACE, POSTCODE, TOWN)
FRANCE = "FR"
LONGEST = 100  # characters of a part
LONGEST_LINES = 400
# Their addresses are French ones: a postcode in 97 or 98, no country to write.
_FRENCH = frozenset({FRANCE, "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC", "TF"})
ABROAD = tuple(Option(code, name) for code, name in COUNTRIES.items() if code not in _FRENCH)
_CODES = frozenset(option.value for option in ABROAD)


def _missing(field: Field, given: Params) -> str:
    names = {
        STREET: _("le numéro et la rue, ou le lieu-dit"), POSTCODE: _("le code postal"),
        TOWN: _("la commune"), LINES: _("l’adresse complète"), COUNTRY: _("le pays"),
    }  # fmt: skip
    wanted = french.join([names[part] for part in given.get("missing", ())]) or named(field.name)
    return _("Complétez l’adresse : il manque {wanted}").format(wanted=wanted)


def _town(field: Field, given: Params) -> str:
    if given.get("town"):
        sentence = _("Choisissez la commune dans la liste : « {town} » n’a pas le code postal {postcode}")
        return sentence.format(town=given["town"], postcode=given.get("postcode", ""))
    return _("Choisissez la commune dans la liste : plusieurs peuvent convenir")


class Address(FieldType):
    """Stored as {"numero_voie", "complement"?, "lieu_dit"?, "code_postal", "commune", "code_commune"?,
    "departement"?, "region"?, "pays": "FR"}, or abroad as {"pays": "BE", "lignes": "…"}."""

    kind = "address"
    json_type = "object"
    formats = ("fr-address",)
    parts: ClassVar[tuple[str, ...]] = (*IN_FRANCE, CHOICE, COUNTRY, LINES)
    widget = "address"
    countries = ABROAD
    attributes: ClassVar[Mapping[str, str]] = dict.fromkeys(
        (*IN_FRANCE, CODE, DEPARTMENT, REGION, COUNTRY, LINES), "text"
    )
    sentences: ClassVar[Mapping[str, Sentence]] = {
        "address-missing": _missing,
        "address-town": _town,
        "address-commune": lambda field, given: _(
            "Vérifiez le code postal et la commune : ils ne vont pas ensemble"
        ),
        "address-postcode": lambda field, given: _("Saisissez un code postal à 5 chiffres. Exemple : 35000"),
        "address-long": lambda field, given: _("Saisissez au plus {n} caractères").format(
            n=given.get("n", LONGEST)
        ),
        "address-both": lambda field, given: _("Gardez une seule adresse : en France, ou dans un autre pays"),
        "address-country": lambda field, given: _("Sélectionnez le pays dans la liste"),
        "address-in-france": lambda field, given: _("Saisissez une adresse en France"),
    }

    def parse(self, field: Field, typed: Typed) -> dict[str, Json] | None:
        given = _given(typed)
        if not any(text for part, text in given.items() if part != CHOICE):
            return None
        here = any(given[part] for part in IN_FRANCE)
        if given[COUNTRY] in _FRENCH and not given[LINES]:
            return _parsed_here(given) if here else None
        if not given[COUNTRY] and not given[LINES]:
            return _parsed_here(given)
        if here:
            raise NotUnderstood("address-both", (COUNTRY,))
        if given[COUNTRY] and given[COUNTRY] not in _CODES:
            raise NotUnderstood("address-country", (COUNTRY,))
        return {part: given[part] for part in (COUNTRY, LINES) if given[part]}

    def candidates(self, field: Field, typed: Typed) -> tuple[Option, ...]:
        given = _given(typed)
        if given[COUNTRY] not in ("", *_FRENCH) or given[LINES]:
            return ()
        answer = _answer(given)
        listed = () if answer.commune else tuple(map(choice_of, answer.candidates))
        own = Option(OTHER, _("Garder « {town} »").format(town=given[TOWN][:LONGEST]))
        return (*listed, own) if listed and given[TOWN] else listed

    def typed(self, field: Field, value: Json) -> dict[str, tuple[str, ...]]:
        held = value if isinstance(value, Mapping) else {}
        shown = {part: str(held.get(part) or "") for part in self.parts}
        shown[COUNTRY] = "" if shown.get(COUNTRY) == FRANCE else shown.get(COUNTRY, "")
        if held.get(TOWN) and not held.get(CODE):
            shown[CHOICE] = OTHER
        return {part: (text,) if text else () for part, text in shown.items() if part in self.parts}

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        wrong = next((part for part, held in value.items() if not isinstance(held, str)), None)
        if wrong is not None:
            return Complaint("type")
        here = value.get(COUNTRY, FRANCE) == FRANCE and LINES not in value
        return _judged_here(value) if here else _judged_abroad(value)

    def part_label(self, field: Field, part: str) -> str:
        """What is worked out from the commune has no input, so no label of its own on a page."""
        return {CODE: _("commune"), DEPARTMENT: _("département"), REGION: _("région")}.get(part, "")

    def in_words(self, field: Field, part: str, text: str) -> str:
        commune, department = known().commune(text), known().departments.get(text)
        names = {
            CODE: commune.label if commune else "",
            DEPARTMENT: department.name if department else "",
            REGION: known().regions.get(text, ""),
            COUNTRY: COUNTRIES.get(text, ""),
        }
        return names.get(part, "")

    def letter_lines(self, value: Json) -> tuple[str, ...]:
        if not isinstance(value, Mapping):
            return ()
        if value.get(LINES):
            country = value.get(COUNTRY, "")
            return (*str(value[LINES]).splitlines(), COUNTRIES.get(country, str(country)))
        town = " ".join(str(value[part]) for part in (POSTCODE, TOWN) if value.get(part))
        written = (*(value.get(part) for part in (MORE, STREET, PLACE)), town)
        return tuple(str(line) for line in written if line)

    def read_back(self, field: Field, value: Json) -> str:
        return ", ".join(self.letter_lines(value))


class AddressInFrance(Address):
    """The same where no other country makes sense: a building plot, a head office."""

    kind = "address-in-france"
    formats = ("fr-address-in-france",)
    parts = (*IN_FRANCE, CHOICE)

    def judge(self, field: Field, value: Json, today: date) -> Complaint | None:
        if isinstance(value, Mapping) and (value.get(COUNTRY, FRANCE) != FRANCE or LINES in value):
            return Complaint("address-in-france")
        return super().judge(field, value, today)


def _given(typed: Typed) -> dict[str, str]:
    """Each part on one line, but the free lines, which keep theirs."""
    given = {part: one_line(first(typed, part)) for part in (*IN_FRANCE, CHOICE, COUNTRY)}
    given[POSTCODE] = "".join(coded(first(typed, POSTCODE)).split())
    return {**given, LINES: lines(first(typed, LINES))}


def _answer(given: Mapping[str, str]) -> Answer:
    """The commune behind a postcode and a town; a postcode that is none is told by `judge`."""
    if not given[POSTCODE]:
        return find(known(), given[TOWN]) if given[TOWN] else Answer()
    return in_town(known(), given[TOWN], given[POSTCODE]) if _is_postcode(given[POSTCODE]) else Answer()


def _parsed_here(given: Mapping[str, str]) -> dict[str, Json]:
    answer = _answer(given)
    among = {found.commune.code: found.commune for found in answer.candidates}
    commune = answer.commune or among.get(given[CHOICE])
    kept_as_typed = given[CHOICE] == OTHER and given[TOWN]
    if commune is None and among and given[POSTCODE] and not kept_as_typed:
        told = {"town": given[TOWN][:40], "postcode": given[POSTCODE]}
        raise NotUnderstood("address-town", (TOWN,), told)
    value: dict[str, Json] = {part: given[part] for part in IN_FRANCE if given[part]}
    if commune is not None:
        value |= {TOWN: _written(commune, given[TOWN]), CODE: commune.code}
    return value | _territory(value) | {COUNTRY: FRANCE}


def _written(commune: Commune, typed: str) -> str:
    """The official name; "Rennes Cedex 7" as typed, for letters go there; "Paris" for an arrondissement."""
    if "cedex" in typed.casefold():
        return typed
    whole = known().commune(commune.parent) if commune.parent else None
    return (whole or commune).name


def _territory(value: Mapping[str, Json]) -> dict[str, str]:
    """The département and the région, by the commune, else by the postcode where it tells."""
    code = value.get(CODE) or value.get(POSTCODE, "")
    department = known().departments.get(department_of(str(code)))
    if department is None:
        return {}
    return {DEPARTMENT: department_of(str(code)), REGION: department.region}


def _is_postcode(text: str) -> bool:
    return len(text) == 5 and text.isascii() and text.isdecimal()


def _judged_here(value: Mapping[str, str]) -> Complaint | None:
    missing = [] if value.get(STREET) or value.get(PLACE) else [STREET]
    missing += [part for part in (POSTCODE, TOWN) if not value.get(part)]
    if value.get(POSTCODE) and not _is_postcode(value[POSTCODE]):
        return Complaint("address-postcode", part=POSTCODE)
    if missing:
        return Complaint("address-missing", {"missing": missing}, missing[0])
    long = next((part for part in IN_FRANCE if len(value.get(part, "")) > LONGEST), None)
    if long:
        return Complaint("address-long", {"n": LONGEST}, long)
    told = {part: value[part] for part in (DEPARTMENT, REGION) if part in value}
    unlike = told and told != _territory(value)
    unknown = CODE in value and known().commune(value[CODE]) is None
    return Complaint("address-commune", part=TOWN) if unknown or unlike else None


def _judged_abroad(value: Mapping[str, str]) -> Complaint | None:
    missing = [part for part in (COUNTRY, LINES) if not value.get(part)]
    if missing:
        return Complaint("address-missing", {"missing": missing}, missing[0])
    if value[COUNTRY] not in _CODES:
        return Complaint("address-country", part=COUNTRY)
    return (
        Complaint("address-long", {"n": LONGEST_LINES}, LINES) if len(value[LINES]) > LONGEST_LINES else None
    )
