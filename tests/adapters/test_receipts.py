"""The receipt of each published form: one sheet, whatever the form has to say after sending."""

import pytest

from app.adapters.forms import FormFiles
from app.core.answers import judge
from app.usecases.studio.specimens import Specimen, specimen
from tests.adapters import paper_samples as samples
from tests.adapters.drawing import DOCUMENTS, TEMPLATES
from tests.adapters.pdf_reading import page_count

FORMS = TEMPLATES.parent / "forms_definitions"


@pytest.mark.parametrize("slug", sorted(folder.name for folder in FORMS.iterdir() if folder.is_dir()))
def test_a_receipt_is_one_sheet(slug: str) -> None:
    form = FormFiles(FORMS, only=slug).current(slug)
    scenario = next(one for one in form.scenarios if not one.errors and not one.ineligible)
    verdict = judge(form, scenario.answers, today=samples.NOW.date())
    paper = specimen("receipt", Specimen(form, verdict, samples.NOW))
    assert page_count(DOCUMENTS.render(samples.marked(paper))) == 1
