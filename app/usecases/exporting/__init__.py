"""Dossiers taken out of the house, as tables and files."""
