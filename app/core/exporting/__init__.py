"""Dossiers as tables: columns of every version of a form, typed cells, safe texts and names.

It refuses to know files, formats' libraries and the database: it gives values, writers write them.
"""
