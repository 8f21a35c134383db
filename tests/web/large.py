"""The form of 100 questions, published among those of the project."""

import json
from dataclasses import replace
from pathlib import Path

from app.adapters.forms import FormFiles
from app.core.dossier import Dossier
from app.usecases import fill
from app.usecases.ports import Ports
from tests.core.large_forms import SLUG, answers, hundred


def published(folder: Path) -> FormFiles:
    """A folder of definitions that holds this one."""
    (folder / SLUG).mkdir(parents=True)
    (folder / SLUG / "1.json").write_text(json.dumps(hundred()), encoding="utf-8")
    return FormFiles(folder)


def answered(ports: Ports, dossier: Dossier | None = None) -> Dossier:
    """A draft of it (a new one by default) with every answer."""
    begun = dossier or fill.start(ports, SLUG)
    with ports.store.transaction() as tx:
        return tx.dossiers.save_working(replace(begun, working=answers()), based_on=begun.revision)
