"""A page of a template as WeasyPrint takes it: read by Python's parser of XML, ten times quicker than HTML's.

Our templates are well-formed and use the few elements of base/elements.css. It refuses to know what they say.
"""

from typing import Any
from xml.etree import ElementTree

import cssselect2
import weasyprint

NO_BREAK = "\N{NO-BREAK SPACE}"


class Source(weasyprint.HTML):
    """The same as `weasyprint.HTML(string=…)`, which takes neither a tree nor a sheet of elements.

    A test compares both files byte by byte: a new WeasyPrint that asks for more is noticed there.
    """

    def __init__(self, page: str, fetcher: weasyprint.URLFetcher, elements: weasyprint.CSS) -> None:
        """`elements`: what each element is, before any other sheet."""
        self._elements = elements
        root = _root(page)
        if root is None:
            super().__init__(string=page, url_fetcher=fetcher)
            return
        self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return [self._elements]


def _root(page: str) -> ElementTree.Element | None:
    """None for a template that counts on HTML: it is no XML, or a row has no group in its table."""
    try:
        root = ElementTree.fromstring(page.replace("&nbsp;", NO_BREAK))  # noqa: S314  # why: a page of ours
    except ElementTree.ParseError:
        return None
    return None if any(table.find("tr") is not None for table in root.iter("table")) else root
