import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAME = r"(?:GUICHET_[A-Z_]+|DATABASE_URL|REDIS_URL|SMTP_URL)"


def read_by_the_code() -> set[str]:
    """The names that settings.py asks its reader for."""
    tree = ast.parse((ROOT / "app" / "settings.py").read_text())
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return {text for text in texts if isinstance(text, str) and re.fullmatch(NAME, text)}


def told_to_operators(guide: str) -> set[str]:
    """The names that have a row of their own in the table of settings."""
    return set(re.findall(rf"^\| `({NAME})` \|", guide, flags=re.MULTILINE))


def test_every_setting_is_in_the_operators_guide_and_no_other():
    guide = (ROOT / "docs" / "operate.md").read_text()
    assert read_by_the_code() == told_to_operators(guide)


def test_the_reading_of_both_sides_finds_something():
    assert "GUICHET_PORT" in read_by_the_code()
    assert told_to_operators("| `GUICHET_PORT` | `8000` | port |\nGUICHET_HOST") == {"GUICHET_PORT"}
