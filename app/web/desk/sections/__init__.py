"""The sections of a dossier's page, one module each; `case_page.SECTIONS` puts them in order."""
