"""Dossiers under a rule of silence and a workflow of one's choice, at a day of one's choice."""

import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from json import dumps, loads
from pathlib import Path

from app.adapters.forms import FormFiles
from app.core.dossier import Dossier, Event
from app.usecases.fill.submit import submit
from app.usecases.ports import Ports
from tests.usecases.conftest import DATA, filled


def on(ports: Ports, day: str) -> None:
    """From now on it is ten o'clock in UTC on this day."""
    ports.clock.instant = datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC)  # type: ignore[attr-defined]


def with_workflow(ports: Ports, tmp_path: Path, name: str, **silence: object) -> Ports:
    """The same form under another workflow, or with another rule of silence."""
    folder = shutil.copytree(DATA / "forms", tmp_path / "forms")
    for path in folder.glob("demande/*.json"):
        raw = loads(path.read_text(encoding="utf-8"))
        raw["workflow"] = name
        raw["legal"]["silence"] = silence or raw["legal"]["silence"]
        path.write_text(dumps(raw), encoding="utf-8")
    return replace(ports, forms=FormFiles(folder))


def accepting(ports: Ports, tmp_path: Path, name: str = "instruction") -> Ports:
    return with_workflow(ports, tmp_path, name, rule="acceptation", months=2)


def rejecting(ports: Ports, tmp_path: Path, name: str = "instruction") -> Ports:
    return with_workflow(ports, tmp_path, name, rule="rejet", months=2)


def sent(ports: Ports) -> Dossier:
    return submit(ports, filled(ports).id, declared=True).dossier


def now(ports: Ports, dossier: Dossier) -> Dossier:
    with ports.store.reading() as tx:
        return tx.dossiers.get(dossier.id)


def moves(ports: Ports, dossier: Dossier) -> list[Event]:
    with ports.store.reading() as tx:
        return [event for event in tx.events.of(dossier.id) if event.kind == "transition"]


def effects(ports: Ports, dossier: Dossier) -> Counter[str]:
    with ports.store.reading() as tx:
        return Counter(effect.name for effect in tx.effects.of(dossier.id))
