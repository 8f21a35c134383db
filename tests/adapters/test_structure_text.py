"""Our reader of tagged text finds what an independent one finds."""

from re import MULTILINE, findall

from tests.adapters.pdf_reading import poppler, reading
from tests.adapters.test_documents import made


def test_it_reads_as_poppler_does() -> None:
    content = made("form")
    told = poppler("pdfinfo", "-struct-text", "-", content=content)
    words = "".join(findall(r'^\s*"(.*)"$', told, MULTILINE)).replace(" ", "")
    assert reading(content).replace(" ", "") == words
    assert len(words) > 500
