"""The reference data of places, read from one file of sorted text lines kept in memory as it is.

Nothing is read before the first look-up, and each index is made when it is first needed. The format of
the file is written by `building`; it refuses to know what a question is.
"""

from app.adapters.reference.lookup import ReferenceFile

__all__ = ["ReferenceFile"]
