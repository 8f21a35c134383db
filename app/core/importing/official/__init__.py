"""From the fields and words of an official PDF to the draft of a form, and the mapping between both.

It reads places and texts: no file, no PDF.
"""
