"""Judges a PDF file against PDF/UA-1 and PDF/A-3: what is wrong, where, and by which clause.

Not a certificate: it knows the points that a program can tell. It refuses to know forms and dossiers,
and never mends what it reads.
"""

from app.adapters.pdf_check.checker import check
from app.adapters.pdf_check.rules import RULES, Fault

__all__ = ["RULES", "Fault", "check"]
