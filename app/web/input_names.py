"""How questions are named in a page: the absolute path, ":part" for one of several inputs.

"demandeur.naissance:jour", "enfants[0].prenom". Names are the contract with whoever posts;
ids are names made safe for CSS and fragments.
"""

from re import compile as pattern

_UNSAFE = pattern(r"[^A-Za-z0-9_]+")
_CELL = pattern(r"^(?P<base>[^\[\]]+)\[(?P<index>\d{1,3})\]\.(?P<cell>[^\[\]]+)$")


def input_name(path: str, part: str = "") -> str:
    """ "demandeur.naissance:jour"."""
    return f"{path}:{part}" if part else path


def input_id(path: str, part: str = "") -> str:
    """ "q-demandeur-naissance-jour"."""
    return "q-" + _UNSAFE.sub("-", input_name(path, part)).strip("-")


def cell_path(repeat: str, index: int, cell: str) -> str:
    """ "enfants[0].prenom"."""
    return f"{repeat}[{index}].{cell}"


def split_cell(path: str) -> tuple[str, int, str] | None:
    """("enfants", 0, "prenom") for the path of a cell, None for any other."""
    found = _CELL.match(path)
    return (found["base"], int(found["index"]), found["cell"]) if found else None
