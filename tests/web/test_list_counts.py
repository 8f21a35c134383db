"""How many dossiers a list says it holds: one bound for the whole list and the text of its page."""

from types import SimpleNamespace
from typing import Any

import pytest

from app.core.french import NO_BREAK
from app.web.desk.listing import _page_text, _total


def desk(total: int, *, search: str = "", filters: tuple[str, ...] = ()) -> Any:
    """What these texts read of a list."""
    return SimpleNamespace(
        total=total, filters=filters, asked=SimpleNamespace(after="", before="", search=search)
    )


@pytest.mark.parametrize(
    ("listed", "total", "page"),
    [
        (desk(3), "3 dossiers", "1 à 3 sur 3"),
        (desk(501), "501 dossiers", "1 à 25 sur 501"),
        (desk(1001), "plus de 1 000 dossiers", "1 à 25 sur plus de 1 000"),
        (desk(500, search="le goff"), "500 dossiers", "1 à 25 sur 500"),
        (desk(501, search="le goff"), "plus de 500 dossiers", "1 à 25 sur plus de 500"),
        (desk(501, filters=("un",)), "plus de 500 dossiers", "1 à 25 sur plus de 500"),
    ],
)
def test_a_list_tells_one_number_wherever_it_stands(listed: Any, total: str, page: str) -> None:
    told = [_total(listed), _page_text(listed, min(25, listed.total))]
    assert [" ".join(text.replace(NO_BREAK, " ").split()) for text in told] == [total, page]
