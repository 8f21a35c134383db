"""The guides about kinds of fields say what the code says: the example is the file, every kind is named."""

from pathlib import Path
from re import DOTALL, search

import pytest

from app.core.field_types import FIELD_TYPES

ROOT = Path(__file__).parents[1]
HOW_TO = (ROOT / "docs/add-a-form.md").read_text(encoding="utf-8")
SECTION = HOW_TO.partition("## Add a field type in two files\n")[2].partition("\n## ")[0]
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
EXAMPLE = "app/core/field_types/rna.py"
TABLE = "tests/core/field_types/clumsy_inputs/rna.json"


def block(language: str) -> str:
    found = search(rf"```{language}\n(.*?)```", SECTION, DOTALL)
    assert found, language
    return found[1]


def test_the_example_of_the_guide_is_the_file_itself() -> None:
    assert block("python") == (ROOT / EXAMPLE).read_text(encoding="utf-8")


def test_the_cases_of_the_guide_are_in_its_table() -> None:
    table = (ROOT / TABLE).read_text(encoding="utf-8").splitlines()
    assert all(line in table for line in block("json").splitlines())


@pytest.mark.parametrize(
    "path",
    [
        EXAMPLE,
        TABLE,
        "app/core/field_types/__init__.py",
        "app/web/questions.py",
        "app/adapters/documents/cells.py",
        "app/core/importing/proposals.py",
        "tests/core/field_types/test_registry.py",
    ],
)
def test_every_file_that_the_guide_names_is_there(path: str) -> None:
    assert path.rpartition("/")[2] in SECTION
    assert (ROOT / path).is_file()


@pytest.mark.parametrize("kind", FIELD_TYPES)
def test_every_kind_is_named_in_the_architecture_and_its_format_in_the_guide(kind: str) -> None:
    assert f"`{kind}`" in ARCHITECTURE
    formats = [name for name in FIELD_TYPES[kind].formats if name]
    assert not formats or any(f'"{name}"' in HOW_TO for name in formats) or kind == "text"
