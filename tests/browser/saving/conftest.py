"""A small form of which one question is sensitive, on a real port; a person on its first step."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.adapters.forms import FormFiles
from tests.browser.conftest import PHONE, Site, Visitor
from tests.browser.saving.steps import SENSITIVE, begun
from tests.browser.serving import served

FORM = Path(__file__).parents[2] / "usecases/data/forms/demande/1.json"


@pytest.fixture(scope="module")
def form_files(tmp_path_factory: pytest.TempPathFactory) -> FormFiles:
    """The small form of the use cases, with one question that is sensitive and one that is optional."""
    form = json.loads(FORM.read_text(encoding="utf-8"))
    for field in form["steps"][0]["fields"]:
        if field["path"] == SENSITIVE:
            field["sensitive"] = True
    folder = tmp_path_factory.mktemp("forms")
    (folder / "demande").mkdir()
    (folder / "demande/1.json").write_text(json.dumps(form), encoding="utf-8")
    return FormFiles(folder)


@pytest.fixture
def site(application: Flask, tmp_path: Path) -> Iterator[Site]:
    with served(application, tmp_path) as site:
        yield site


@pytest.fixture
def page(visit: Visitor) -> Page:
    """The first step of a new draft, on a phone."""
    return begun(visit(PHONE))
