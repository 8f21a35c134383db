"""The same dossiers over again, under other numbers and some weeks later: a million in the time of fifty
thousand, since the database copies them by itself."""

from sqlalchemy import Connection, text

from app.adapters.database.models import dossiers
from app.core.dossier import REFERENCE_ALPHABET

MOST = 20  # times: each copy has its own letter in the ids
_LETTERS = "ghijklmnopqrstuvwxyz"  # no id that was drawn begins so
_LATER = {
    "sqlite": "strftime('%Y-%m-%d %H\\:%M\\:%f', {0}, '+' || (k * :days) || ' days') || '000'",
    "postgresql": "{0} + k * CAST(:days AS integer) * interval '1 day'",
}
_DAY = {
    "sqlite": "date({0}, '+' || (k * :days) || ' days')",
    "postgresql": "{0} + k * CAST(:days AS integer)",
}
_PLACE = {"sqlite": "instr({0}, {1})", "postgresql": "strpos({0}, {1})"}


def multiply(connection: Connection, times: int, drawn: int, days: int) -> None:
    """Make `times` as many dossiers out of those `drawn`, received within so many days, with their words and
    their index of answers: each copy comes when the one before has ended, so that all stay in order of
    arrival and no dossier is beside its own copy."""
    dialect, alphabet = connection.dialect.name, f"'{REFERENCE_ALPHABET}'"
    place = _PLACE[dialect].format(alphabet, "substr(reference, 1, 1)")
    shifted = f"substr({alphabet}, ({place} - 1 + k) % {len(REFERENCE_ALPHABET)} + 1, 1)"
    own_id, number = f"substr('{_LETTERS}', k, 1) || substr({{}}, 2)", "number + k * :drawn"
    later, day = _LATER[dialect].format, _DAY[dialect].format
    changed = {
        "id": own_id.format("id"),
        "reference": f"{shifted} || substr(reference, 2)",
        "search": f"lower({shifted}) || substr(search, 2)",
        **{name: later(name) for name in ("created_at", "updated_at", "submitted_at", "decided_at")},
        "due_on": day("due_on"),
        "due_order": f"CASE WHEN due_on IS NULL THEN due_order ELSE {day('due_on')} END",
        "number": number,
    }
    names = dossiers.c.keys()
    told = ", ".join(changed.get(name, name) for name in names)
    given = {"times": times, "drawn": drawn, "days": days}
    for copied in (
        "INSERT INTO dossier_words (number, dossier_id, words) {copies} "
        f"SELECT dossier_words.{number} AS place, {own_id.format('dossier_id')}, "
        f"lower({shifted}) || substr(words, 2, 9) || lower({shifted}) || substr(words, 12) "
        "FROM dossier_words JOIN dossiers ON dossiers.id = dossier_id CROSS JOIN copy ORDER BY place",
        f"INSERT INTO dossiers ({', '.join(names)}) {{copies}} SELECT {told} "
        "FROM dossiers CROSS JOIN copy ORDER BY k, number",
        "INSERT INTO answer_values (dossier, question, word, amount) {copies} "
        "SELECT dossier + k * :drawn AS place, question, word, amount "
        "FROM answer_values CROSS JOIN copy ORDER BY place, question",
    ):
        copies = "WITH RECURSIVE copy(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copy WHERE k < :times - 1)"
        connection.execute(text(copied.replace("{copies}", copies)), given)
