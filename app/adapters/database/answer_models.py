"""The tables of the index of answers, what the desk filters and sorts by; in `models`' metadata.

They hold nothing that is not in the dossier: they can be emptied and made again (`answer_index.rebuild`).
"""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from app.adapters.database.models import metadata

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")
# In the order of code points on both databases, whatever the locale of the server.
_WORD = Text().with_variant(Text(collation="C"), "postgresql")

# Which answers are indexed: a path of a form, once for each kind of value it has had.
answer_paths = Table(
    "answer_paths",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("slug", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("kind", Text, nullable=False),  # text, number, boolean or list
    UniqueConstraint("slug", "path", "kind"),
)

# One answer of a submitted dossier; what is not answered has no row. `dossier` is the number of its words.
answer_values = Table(
    "answer_values",
    metadata,
    Column(
        "dossier",
        _NUMBER,
        ForeignKey("dossier_words.number", ondelete="CASCADE", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("question", _NUMBER, ForeignKey("answer_paths.id"), primary_key=True, autoincrement=False),
    Column("word", _WORD, nullable=False),  # the beginning of the bare text, "" for a number
    Column("amount", Float(53), nullable=False),  # the number, or how many rows; 0 for a text
    Index(None, "question", "word", "amount", "dossier"),
    sqlite_with_rowid=False,
)
