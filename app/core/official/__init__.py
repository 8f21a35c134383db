"""Answers brought to the fields of an official PDF: the mapping file, what it means, what is wrong in it.

It refuses to know PDF: a field has a name, a text or a state.
"""
