"""The workflows of the house, each read once for all the tests of the core."""

from functools import lru_cache
from json import loads
from pathlib import Path
from typing import Any

from app.core.workflow import Workflow
from app.core.workflow.parser import parse

FOLDER = Path(__file__).parents[2] / "workflows"
NAMES = tuple(path.stem for path in sorted(FOLDER.glob("*.json")))


def as_written(name: str) -> Any:
    """The JSON of its file, afresh: a test may change it."""
    return loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def workflow(name: str) -> Workflow:
    """As its file says."""
    return parse(as_written(name), name=name, file=f"{name}.json")
