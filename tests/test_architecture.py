"""Who may know whom, read from the sources themselves; each rule is shown to fail on a bad source."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LONGEST_MODULE = 300
VAGUE_NAMES = {"utils", "util", "common", "misc", "helpers"}

# A layer may import what is named here, itself, and the standard library where `pure` says so.
CORE_LIBRARIES = {"jsonschema", "jsonschema_rs", "stdnum", "phonenumbers", "schwifty", "holidays"}
IMPURE = {
    "os", "socket", "subprocess", "time", "random", "secrets", "uuid", "shutil", "tempfile", "urllib.request",
}  # fmt: skip
MAY_IMPORT: Mapping[str, set[str]] = {
    "app.core": {"app.core"},
    "app.usecases": {"app.usecases", "app.core"},
    "app.adapters": {"app.adapters", "app.core", "app.usecases.ports"},
    "app.web": {"app.web", "app.usecases", "app.core", "app.settings"},
    "app.worker": {"app.usecases", "app.core", "app.bootstrap", "app.settings", "app.processes"},
    "app.scheduler": {"app.usecases", "app.core", "app.bootstrap", "app.settings"},
    "app.settings": {"app.instance", "app.core"},
    "app.instance": {"app.core"},
    "app.processes": set(),
    "app.supervision": {
        "app.supervision", "app.bootstrap", "app.settings", "app.instance", "app.processes", "app.core",
    },
    "app.bootstrap": {"app.adapters", "app.usecases.ports", "app.core", "app.settings", "app.instance"},
    "app.cli": {"app.core", "app.adapters.reference"},
    "app.commands": {
        "app.commands", "app.usecases", "app.core", "app.bootstrap", "app.settings", "app.supervision",
        "app.worker", "app.scheduler",
        # these need neither database nor queue, so no bootstrap either: check, scenario, pdf, fill, import
        "app.adapters.documents", "app.adapters.forms", "app.adapters.pdf_check",
        "app.adapters.official",
        # `verify-pdf` reads the public keys and judges a certificate's seal
        "app.adapters.signing", "app.adapters.pades",
        # the data on places are made from files that an operator brings
        "app.adapters.reference",
    },
    "tests.core": {"tests.core", "tests.plain", "app.core", "app.adapters.reference"},
}  # fmt: skip
WEB_LIBRARIES = {"flask", "wtforms", "flask_wtf", "flask_login", "werkzeug"}
HEAVY = {"weasyprint", "pikepdf", "pypdfium2", "fontTools", "uharfbuzz"}
# Where a library may be imported; nowhere else.
AT_HOME: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(WEB_LIBRARIES, ("app.web",)),
    **dict.fromkeys(HEAVY, ("app.adapters",)),
    "sqlalchemy": ("app.adapters.database",),
    "alembic": ("app.adapters.database",),
    "rq": ("app.adapters.queue", "app.bootstrap", "app.worker"),
    "smtplib": ("app.adapters.mail",),
    "granian": ("app.supervision",),
    "xlsxwriter": ("app.adapters.tables",),
    "python_calamine": ("app.adapters.sheets",),
    "segno": ("app.adapters.documents",),
    "cryptography": ("app.adapters.signing",),
    "pyhanko": ("app.adapters.pades",),
}

INDENTED = re.compile(r"^\s+(?:from|import)\s|[:;]\s*(?:from|import)\s", re.MULTILINE)
STANDARD = sys.stdlib_module_names

Sources = Mapping[str, str]  # dotted name of the module → its text


@cache
def modules(folder: str) -> Sources:
    found = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = path.read_text(encoding="utf-8")
    return found


@cache
def imports(text: str) -> Sequence[tuple[int, str]]:
    """Line and dotted name of all that is imported; `from a import b` gives a.b."""
    found: list[tuple[int, str]] = []
    for node in statements(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found += ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
    return found


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """All statements of a module, whatever they are in; an expression holds no import."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr):
            yield child
            yield from statements(child)


def inside(name: str, packages: Iterable[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def layer(module: str, layers: Iterable[str]) -> str | None:
    return next((name for name in layers if inside(module, [name])), None)


def forbidden_imports(sources: Sources) -> list[str]:
    found = []
    for module, text in sources.items():
        mine = layer(module, MAY_IMPORT)
        for line, name in imports(text):
            package = name.partition(".")[0]
            if mine and package in ("app", "tests") and not inside(name, MAY_IMPORT[mine]):
                found.append(f"{module}:{line} may not import {name}")
            if package in AT_HOME and not inside(module, AT_HOME[package]):
                found.append(f"{module}:{line} may not import {name}")
            if mine == "app.core" and not pure(name):
                found.append(f"{module}:{line} is pure and may not import {name}")
            if mine == "app.adapters" and sibling(module, name):
                found.append(f"{module}:{line} may not import a sibling, {name}")
    return found


def pure(name: str) -> bool:
    package = name.partition(".")[0]
    if inside(name, IMPURE):
        return False
    return package in CORE_LIBRARIES or package == "app" or package in STANDARD


def sibling(module: str, name: str) -> bool:
    """Adapters do not know each other; a package of adapters is one adapter."""
    return inside(name, ["app.adapters"]) and name.split(".")[2:3] != module.split(".")[2:3]


def late_imports(sources: Sources) -> list[str]:
    """Imports inside a function whose line gives no reason (# why: …)."""
    found = []
    for module, text in sources.items():
        if not INDENTED.search(text):  # reading a module whole takes longer
            continue
        lines = text.splitlines()
        for function in statements(ast.parse(text)):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in statements(function):
                if isinstance(node, ast.Import | ast.ImportFrom) and "# why:" not in lines[node.lineno - 1]:
                    found.append(f"{module}:{node.lineno} imports inside a function without a reason")
    return found


def cycles(sources: Sources) -> list[str]:
    graph = {
        module: {target for _, name in imports(text) if (target := owner(name, sources)) and target != module}
        for module, text in sources.items()
    }
    rest = dict(graph)
    while rest:  # take away what depends on nothing that is left; a cycle never goes
        free = {module for module, targets in rest.items() if not targets & rest.keys()}
        if not free:
            return [f"cycle among {', '.join(sorted(rest))}"]
        rest = {module: targets for module, targets in rest.items() if module not in free}
    return []


def owner(name: str, sources: Sources) -> str | None:
    """The module that `a.b.c` comes from: a.b.c itself, or a.b."""
    while name:
        if name in sources:
            return name
        name = name.rpartition(".")[0]
    return None


def oversized(sources: Sources) -> list[str]:
    lengths = {module: len(text.splitlines()) for module, text in sources.items()}
    return [f"{module}: {length} lines" for module, length in lengths.items() if length > LONGEST_MODULE]


def vaguely_named(sources: Sources) -> list[str]:
    return [module for module in sources if VAGUE_NAMES & set(module.split("."))]


def without_docstring(sources: Sources) -> list[str]:
    return [
        module
        for module, text in sources.items()
        if text.strip() and not text.startswith('"""') and not ast.get_docstring(ast.parse(text))
    ]


def test_each_layer_imports_only_what_it_may():
    assert forbidden_imports(modules("app")) == []
    of_the_core = {name: text for name, text in modules("tests").items() if inside(name, ["tests.core"])}
    assert forbidden_imports(of_the_core) == []


def test_no_import_hides_inside_a_function_without_a_reason():
    assert late_imports(modules("app")) == []


def test_no_modules_import_each_other_in_a_circle():
    assert cycles(modules("app")) == []


@pytest.mark.parametrize("folder", ["app", "tests", "bench"])
def test_every_module_stays_under_its_size(folder: str):
    assert oversized(modules(folder)) == []


@pytest.mark.parametrize("folder", ["app", "tests", "bench"])
def test_no_module_has_a_name_that_says_nothing(folder: str):
    assert vaguely_named(modules(folder)) == []


def test_every_module_of_the_application_says_what_it_is_for():
    assert without_docstring(modules("app")) == []


def test_importing_the_package_loads_nothing():
    assert (ROOT / "app" / "__init__.py").read_text() == ""


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("app.core.answers", "import flask"),
        ("app.core.answers", "from flask import request"),
        ("app.core.answers", "from app.usecases.fill import submit"),
        ("app.core.answers", "from app.adapters import files"),
        ("app.core.answers", "import random"),
        ("app.core.answers", "import requests"),
        ("app.usecases.fill", "from app.adapters.files import LocalFiles"),
        ("app.usecases.fill", "from app.web.factory import create_app"),
        ("app.usecases.fill", "from app.bootstrap import bootstrap"),
        ("app.usecases.fill", "import sqlalchemy"),
        ("app.adapters.files", "from app.adapters.mail import SmtpMailer"),
        ("app.adapters.files", "from app.web import factory"),
        ("app.adapters.files", "from app.usecases.fill import submit"),
        ("app.web.desk.views", "from app.adapters.database.store import SqlStore"),
        ("app.web.desk.views", "from app.bootstrap import bootstrap"),
        ("app.web.desk.views", "from weasyprint import HTML"),
        ("app.worker", "from app.web.factory import create_app"),
        ("app.worker", "import flask"),
        ("app.settings", "from app.bootstrap import bootstrap"),
        ("app.bootstrap", "from app.web.factory import create_app"),
        ("tests.core.test_answers", "from tests.adapters.paper_samples import DEFINITION"),
        ("app.commands.check", "from app.adapters.database.store import SqlStore"),
    ],
)
def test_a_forbidden_import_is_found(module: str, line: str):
    assert len(forbidden_imports({module: line})) >= 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("app.core.answers", "from stdnum.fr import siret"),
        ("app.core.answers", "from app.core.definition import Field"),
        ("app.adapters.files", "from app.usecases.ports import Files"),
        ("app.adapters.database.store", "from app.adapters.database.engine import connected"),
        ("app.web.desk.views", "from app.usecases import process"),
        ("app.bootstrap", "from app.adapters.files import LocalFiles"),
    ],
)
def test_an_import_of_the_straight_line_is_allowed(module: str, line: str):
    assert forbidden_imports({module: line}) == []


def test_a_late_import_without_a_reason_is_found():
    assert late_imports({"app.x": "def f():\n    import json\n"}) != []
    assert late_imports({"app.x": "def f():\n    import json  # why: heavy\n"}) == []


def test_a_cycle_is_found_even_a_long_one():
    around = {
        "app.a": "import app.b",
        "app.b": "from app.c import x",
        "app.c": "from app import a",
        "app": "",
    }
    assert cycles(around) == ["cycle among app.a, app.b, app.c"]
    assert cycles({"app.a": "import app.b", "app.b": "from app.c import x", "app.c": ""}) == []


def test_a_module_that_is_too_long_or_vaguely_named_is_found():
    assert oversized({"app.x": "pass\n" * 301}) == ["app.x: 301 lines"]
    assert vaguely_named({"app.web.utils": "", "app.common.dates": "", "app.core.dates": ""}) == [
        "app.web.utils",
        "app.common.dates",
    ]
    assert without_docstring({"app.x": "a = 1"}) == ["app.x"]
