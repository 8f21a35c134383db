"""The workflow of a draft: chosen and set by its designer, followed by the dossiers that begin afterwards."""

from dataclasses import replace
from functools import partial
from json import dumps
from pathlib import Path

import pytest

from app.adapters.forms import FormFiles
from app.core.editing import EditRefused
from app.core.errors import NotFound
from app.usecases import choosing_circuit, fill, studio
from app.usecases.ports import Ports
from tests.usecases.test_studio import LEA, SERVICE


def test_a_workflow_set_in_a_draft_is_what_new_dossiers_follow(ports: Ports, tmp_path: Path) -> None:
    draft = studio.begin_blank(ports, LEA, SERVICE, "Salle")
    choose = partial(choosing_circuit.choose, ports, LEA, draft.id)
    silence = {"rule": "rejet", "months": 2}
    with pytest.raises(EditRefused, match="ne se règle pas"):
        choose("visa", {"delays": {"absent": "P1M"}}, silence, based_on=0)
    with pytest.raises(NotFound):
        choose("absent", {}, silence, based_on=0)
    settings = {"delays": {"correction": "P15D"}, "roles": {"take": ["manager"]}}
    opened = choose("visa", settings, silence, based_on=0)
    assert opened.draft.revision == 1
    assert choose("visa", settings, silence, based_on=0).draft.revision == 1  # nothing differs
    form = tmp_path / "forms" / "salle" / "1.json"
    form.parent.mkdir(parents=True)
    form.write_text(dumps(opened.draft.document), "utf-8")
    ports = replace(ports, forms=FormFiles(form.parents[1]))
    dossier = fill.start(ports, "salle")
    with ports.store.reading() as tx:
        workflow = tx.workflows.get(dossier.workflow_hash)
    assert (workflow.name, workflow.transitions["take"].by) == ("visa", ("manager",))
    assert workflow.states["correction"].grants == "P15D"
