"""An address on paper: its parts, with the boxes of the postcode; a foreign one by its lines."""

import pytest

from app.adapters.documents.cells import cell
from app.core.definition import Field
from app.core.summary import Line

FIELD = Field("adresse", "address", "Adresse", schema={"type": "object", "format": "fr-address"})


@pytest.mark.parametrize(
    ("value", "blank", "labels"),
    [
        ({"numero_voie": "1", "code_postal": "35000", "commune": "Rennes"}, False,
         ["Numéro et rue", "Code postal", "Commune"]),
        ({"pays": "BE", "lignes": "Rue Haute 1"}, False, ["Adresse complète", "Pays"]),
        (None, True, ["Numéro et rue", "Complément d’adresse", "Lieu-dit", "Code postal", "Commune",
                      "Pays, si ce n’est pas la France"]),
    ],
)  # fmt: skip
def test_its_parts_are_drawn_in_order(value, blank, labels):
    drawn = cell(Line("adresse", "Adresse", "", value, FIELD), blank=blank)
    assert drawn.shape == "parts"
    assert [one.label for one in drawn.rows[0].cells] == labels


@pytest.mark.parametrize(("postcode", "shape"), [("35000", "comb"), ("35", "text"), ("350000", "text")])
def test_a_postcode_that_does_not_fit_its_boxes_is_written(postcode, shape):
    drawn = cell(Line("adresse", "Adresse", "", {"code_postal": postcode}, FIELD), blank=False)
    assert next(one.shape for one in drawn.rows[0].cells if one.label == "Code postal") == shape
