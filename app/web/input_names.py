"""How questions are named in a page: the absolute path, ":part" for one of several inputs.

"demandeur.naissance:jour", "enfants[0].prenom". Names are the contract with whoever posts; ids are
names made safe for CSS and fragments.
"""

from re import compile as pattern

_UNSAFE = pattern(r"[^A-Za-z0-9_]+")


def input_name(path: str, part: str = "") -> str:
    """ "demandeur.naissance:jour"."""
    return f"{path}:{part}" if part else path


def input_id(path: str, part: str = "") -> str:
    """ "q-demandeur-naissance-jour"."""
    return "q-" + _UNSAFE.sub("-", input_name(path, part)).strip("-")
