"""The pure core: forms, answers, dossiers and workflows, as values and functions.

It knows the standard library, JSON Schema and pure validators. It refuses to
know Flask, WTForms, SQLAlchemy, RQ, WeasyPrint, the clock, chance and the disk.
"""
