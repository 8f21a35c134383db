"""JSON as a person writes it: read strictly, told by line, changed in one place."""
