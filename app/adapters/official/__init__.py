"""Official PDFs: their fields read, filled, made flat; their text read to name the fields.

It refuses to know forms and answers: a field has a name, a text or a state.
"""
