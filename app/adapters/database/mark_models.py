"""The table of marks: the code printed on a document, and the document that it names."""

from sqlalchemy import Column, ForeignKey, Table, Text

from app.adapters.database.models import metadata

document_marks = Table(
    "document_marks",
    metadata,
    Column("code", Text, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, unique=True),
)
