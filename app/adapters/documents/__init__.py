"""Documents on paper: the neutral summary in, a tagged PDF out (PDF/UA-1 and PDF/A-3a, French).

Satisfies the port `Documents`. It knows templates, Jinja2 and WeasyPrint; it refuses to know
dossiers in storage, the network and the files of the disk beyond its templates.

Facts that each kind reads in `Paper.facts` (see `usecases.documents.papers`, which builds them):

- form, blank: none;
- receipt: `follow_url`, `todo` and `next` (lists of sentences), `resumed_on` (date or None);
- decision: `outcome` (accepted, complete, refused, closed), `blocks` (see `core.texts.letters.Block`),
  `author_name`, `author_quality`, `decided_on` (date);
- summary: see `usecases.desk.archive_paper`;
- mandate: `scope` (titles of the forms; the rest is in `Paper.mandate`).
"""

from app.adapters.documents.compiled.documents import CompiledDocuments
from app.adapters.documents.weasy import WeasyDocuments

__all__ = ["CompiledDocuments", "WeasyDocuments"]
