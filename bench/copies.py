"""The same dossiers over again, under other numbers and some seconds later: a million in the time of fifty
thousand, since the database copies them by itself."""

from sqlalchemy import Connection, text

from app.adapters.database.models import dossiers
from app.core.dossier import REFERENCE_ALPHABET

MOST = 20  # times: each copy has its own letter in the ids
_LETTERS = "ghijklmnopqrstuvwxyz"  # no id that was drawn begins so
_LATER = {
    "sqlite": "strftime('%Y-%m-%d %H\\:%M\\:%f', {0}, '+' || k || ' seconds') || '000'",
    "postgresql": "{0} + k * interval '1 second'",
}
_PLACE = {"sqlite": "instr({0}, {1})", "postgresql": "strpos({0}, {1})"}


def multiply(connection: Connection, times: int) -> None:
    """Make `times` as many dossiers, with their words and their index of answers. The numbers leave room for
    the copies, so that all stay in order of arrival."""
    copies = f"WITH RECURSIVE copy(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copy WHERE k < {times - 1})"
    dialect, alphabet = connection.dialect.name, f"'{REFERENCE_ALPHABET}'"
    place = _PLACE[dialect].format(alphabet, "substr(reference, 1, 1)")
    shifted = f"substr({alphabet}, ({place} - 1 + k) % {len(REFERENCE_ALPHABET)} + 1, 1)"
    reference, own_id = f"{shifted} || substr(reference, 2)", f"substr('{_LETTERS}', k, 1) || substr({{}}, 2)"
    changed = {
        "id": own_id.format("id"),
        "reference": reference,
        "search": f"lower({shifted}) || substr(search, 2)",
        "submitted_at": _LATER[dialect].format("submitted_at"),
    }
    names = dossiers.c.keys()
    told = ", ".join(changed.get(name, name) for name in names)
    connection.execute(
        text(
            f"INSERT INTO dossier_words (number, dossier_id, words) {copies} "
            f"SELECT number + k, {own_id.format('dossier_id')}, "
            f"lower({shifted}) || substr(words, 2, 9) || lower({shifted}) || substr(words, 12) "
            "FROM dossier_words JOIN dossiers ON dossiers.id = dossier_id CROSS JOIN copy ORDER BY 1"
        )
    )
    connection.execute(
        text(
            f"INSERT INTO dossiers ({', '.join(names)}) {copies} SELECT {told} FROM dossiers CROSS JOIN copy"
        )
    )
    connection.execute(
        text(
            f"INSERT INTO answer_values (dossier, question, word, amount) {copies} "
            "SELECT dossier + k, question, word, amount FROM answer_values CROSS JOIN copy"
        )
    )
