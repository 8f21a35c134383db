"""Compiled templates serve the next start; what is wrong with their folder never takes a page away."""

from pathlib import Path

from jinja2 import DictLoader, Environment

from app.web.kept_templates import KeptTemplates

NAME = "Bonjour {{ name }}"


def page(folder: Path, template: str = NAME) -> str:
    env = Environment(loader=DictLoader({"page": template}), bytecode_cache=KeptTemplates(folder))
    return env.get_template("page").render(name="Ana")


def test_a_template_is_compiled_once_for_two_starts(tmp_path: Path) -> None:
    assert page(tmp_path / "new") == "Bonjour Ana"
    (kept,) = (tmp_path / "new").iterdir()
    written = kept.stat().st_mtime_ns
    assert page(tmp_path / "new") == "Bonjour Ana"
    assert [(one, one.stat().st_mtime_ns) for one in (tmp_path / "new").iterdir()] == [(kept, written)]


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    page(tmp_path)
    assert page(tmp_path, "Au revoir {{ name }}") == "Au revoir Ana"


def test_a_damaged_file_is_compiled_anew(tmp_path: Path) -> None:
    page(tmp_path)
    for kept in tmp_path.iterdir():
        kept.write_bytes(b"half a fi")
    assert page(tmp_path) == "Bonjour Ana"


def test_a_folder_that_is_gone_costs_only_time(tmp_path: Path) -> None:
    env = Environment(loader=DictLoader({"page": NAME}), bytecode_cache=KeptTemplates(tmp_path / "gone"))
    (tmp_path / "gone").rmdir()
    assert env.get_template("page").render(name="Ana") == "Bonjour Ana"
