"""The full-text index of the desk: one row of folded words a submitted dossier, written with the dossier.

SQLite looks it up with FTS5, PostgreSQL with a tsvector under a GIN index; both are kept by the database
itself (triggers, index). The words are folded in Python first, so that both find the same dossiers and
neither needs an extension.
"""

from collections.abc import Iterable, Mapping, Sequence
from json import dumps
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    cast,
    column,
    false,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

from app.adapters.database.definitions import SqlDefinitions
from app.adapters.database.desk_models import dossier_words
from app.adapters.database.models import dossiers
from app.adapters.database.searching import fold
from app.core.desk.searchable import searchable
from app.core.dossier import Dossier, spell_reference
from app.core.errors import DefinitionRefused, NotFound
from app.usecases.ports import Definitions

WORD = 60  # characters of a word that count: PostgreSQL refuses lexemes of more than 2 kB
WORDS = 20_000  # different words of one dossier
ASKED = 12  # words of one search
BATCH = 500
NEWEST, PAGE = 4_000, 26  # dossiers that tell whether words are common, and how many of them must have these
TERMS = 8  # words of the index that a typed word begins, beyond which they are not named
_BELOW = 10_000  # characters of a search that are read at all


def words_of(reference: str, title: str, texts: Sequence[str]) -> str:
    """The different words of a dossier, folded: its number (whole and in groups), its person, its answers."""
    words = fold(" ".join((reference, spell_reference(reference), title, *texts))).split()
    return " ".join(list(dict.fromkeys(word[:WORD] for word in words))[:WORDS])


def store_words(connection: Connection, rows: Sequence[tuple[str, str]]) -> None:
    """Write (dossier id, words), overwriting only words that have changed."""
    made = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = made(dossier_words)
    changed = statement.on_conflict_do_update(
        index_elements=["dossier_id"],
        set_={"words": statement.excluded.words},
        where=dossier_words.c.words != statement.excluded.words,
    )
    if rows:
        connection.execute(changed, [{"dossier_id": id_, "words": words} for id_, words in rows])


def _asked(typed: str) -> list[str]:
    """Folded: letters and digits only, nothing that LIKE, FTS5 or a tsquery would take for an operator."""
    return [word[:WORD] for word in fold(typed[:_BELOW]).split()[:ASKED]]


def candidates(connection: Connection, typed: str) -> Select[Any] | None:
    """The numbers of the dossiers where each word typed begins a word; None for no letter nor digit."""
    words = _asked(typed)
    if not words:
        return None
    if connection.dialect.name == "sqlite":
        return _in_fts5(words)
    return _in_gin(f"'{word}':*" for word in words)


def along(
    connection: Connection, typed: str
) -> tuple[ColumnElement[int], FromClause, tuple[ColumnElement[bool], ...]] | None:
    """The numbers of the rows where each word typed begins a word, to be read in their order and no further
    than is asked: the column, where it is, the condition. None for no letter nor digit."""
    words = _asked(typed)
    if not words:
        return None
    if connection.dialect.name == "sqlite":
        return _FTS.c.rowid, _FTS, (_matching(connection, words),)
    return dossier_words.c.number, dossier_words, _begun(dossier_words.c.words, words, func.strpos)


def are_common(typed: str) -> ColumnElement[bool]:
    """On PostgreSQL: whether the last arrived alone fill a page. GIN then need not be asked, which gathers
    every dossier that has the words before it gives the first."""
    last = select(dossier_words.c.words).order_by(dossier_words.c.number.desc()).limit(NEWEST).subquery()
    found = select(literal(1)).select_from(last).where(*_begun(last.c.words, _asked(typed), func.strpos))
    return select(func.count()).select_from(found.limit(PAGE).subquery()).scalar_subquery() >= PAGE


def said(typed: str) -> Select[Any]:
    """On PostgreSQL: the dossiers that have these very words. GIN skips from one to the next, where for the
    words that these begin it gathers all of each."""
    return _in_gin(f"'{word}'" for word in _asked(typed))


def _begun(held: ColumnElement[str], words: Sequence[str], place: Any) -> tuple[ColumnElement[bool], ...]:
    """Each of the words begins one of those held. `place` is quicker than LIKE, which folds again."""
    spaced = literal(" ") + held
    return tuple(place(spaced, f" {word}") > 0 for word in words)


def matches(typed: str, dialect: str, number: ColumnElement[int]) -> ColumnElement[bool]:
    """The same, judged for the dossier of this number. What holds no letter nor digit finds nothing."""
    words = _asked(typed)
    if not words:
        return false()
    its = dossier_words.alias("its_words")  # the list itself may be read along these words
    each = _begun(its.c.words, words, func.instr if dialect == "sqlite" else func.strpos)
    # One row a dossier, not EXISTS: PostgreSQL would look all the words up at once to join them.
    found = select(literal(1)).where(its.c.number == number, *each)
    return found.correlate_except(its).limit(1).scalar_subquery() == literal(1)


_FTS = table("dossier_words_fts", column("rowid", BigInteger))


def _in_fts5(words: Sequence[str]) -> Select[Any]:
    return select(_FTS.c.rowid.label("number")).where(_match(f'"{word}" *' for word in words))


def _matching(connection: Connection, words: Sequence[str]) -> ColumnElement[bool]:
    """Words are named when they are few: FTS5 then reads their dossiers as they are asked for, whereas for
    a prefix it first gathers those of all its words."""
    held = _terms(connection, words)
    return _match(
        "(" + " OR ".join(f'"{term}"' for term in held[word]) + ")" if word in held else f'"{word}" *'
        for word in words
    )


def _match(asked: Iterable[str]) -> ColumnElement[bool]:
    matching = text("dossier_words_fts MATCH :asked")
    return matching.bindparams(asked=" AND ".join(asked))  # type: ignore[return-value]


def _terms(connection: Connection, words: Sequence[str]) -> dict[str, list[str]]:
    """The words of the index that each of these begins, for those that begin few; jumps from one to the next.
    Plain letters only: others, the index may have folded otherwise."""
    plain = [word for word in dict.fromkeys(words) if word.isascii()]
    found: dict[str, list[str]] = {}
    if plain:
        for word, term in connection.execute(_LISTED, {"words": dumps(plain), "most": TERMS}):
            found.setdefault(word, []).append(term)
    return {word: terms for word, terms in found.items() if len(terms) <= TERMS}


_LISTED = text("""
    WITH RECURSIVE found(word, term, number) AS (
        SELECT value, (SELECT term FROM dossier_words_fts_terms WHERE term >= value LIMIT 1), 1
        FROM json_each(:words)
        UNION ALL
        SELECT word, (SELECT term FROM dossier_words_fts_terms WHERE term >= found.term || char(1) LIMIT 1),
            number + 1
        FROM found WHERE number <= :most AND substr(term, 1, length(word)) = word
    )
    SELECT word, term FROM found WHERE substr(term, 1, length(word)) = word
""")


def _in_gin(words: Iterable[str]) -> Select[Any]:
    # Word for word the expression of the index made by the migration.
    lexemes: ColumnElement[Any] = literal_column(
        "array_to_tsvector(string_to_array(dossier_words.words, ' '))"
    )
    asked = cast(literal(" & ".join(words)), postgresql.TSQUERY)
    return select(dossier_words.c.number).where(lexemes.op("@@", return_type=Boolean)(asked))


def rebuild(connection: Connection) -> int:
    """Index every submitted dossier again, a batch at a time; how many there are."""
    definitions, last, done = SqlDefinitions(connection, {}), "", 0
    while rows := _batch(connection, last):
        store_words(connection, [(row.id, _words(definitions, row)) for row in rows])
        last, done = rows[-1].id, done + len(rows)
    return done


def _batch(connection: Connection, after: str) -> Sequence[Any]:
    held = dossiers.c
    statement = select(held.id, held.reference, held.title, held.definition_hash, held.answers)
    some = statement.where(held.submitted_at.is_not(None), held.id > after).order_by(held.id).limit(BATCH)
    return connection.execute(some).all()


def _words(definitions: Definitions, row: Any) -> str:
    """Of a dossier, or of a row that has the same names."""
    return words_of(row.reference, row.title, _texts(definitions, row.definition_hash, row.answers))


def index(connection: Connection, definitions: Definitions, *many: Dossier) -> None:
    """Write the words of these dossiers; a draft has none."""
    sent = [dossier for dossier in many if dossier.submitted_at is not None]
    store_words(connection, [(dossier.id, _words(definitions, dossier)) for dossier in sent])


def _texts(definitions: Definitions, hash_: str, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Nothing when the form can no longer be read: which answers are sensitive is then not known."""
    try:
        return searchable(definitions.get(hash_), answers)
    except (DefinitionRefused, NotFound):
        return ()
