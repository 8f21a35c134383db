"""The port `Documents`, quick: a paper whose layout is known is filled, any other is rendered in full.

It decides which; the first time a paper is met it is rendered, the second time it is compiled. It
counts what it did, so that an operator may see that layouts are used.
"""

import logging
from collections import Counter
from pathlib import Path

from app.adapters.documents.compiled.filling import Filling, filled
from app.adapters.documents.compiled.keys import key
from app.adapters.documents.compiled.layout import Layout, Unfit
from app.adapters.documents.compiled.shaping import face
from app.adapters.documents.compiled.store import LayoutStore
from app.adapters.documents.deposits import deposit_text
from app.adapters.documents.logos import logo_place
from app.adapters.documents.pages import context
from app.adapters.documents.qr_codes import drawn_code
from app.adapters.documents.slots import Grows, Slots
from app.adapters.documents.weasy import WeasyDocuments
from app.usecases.ports import Paper

log = logging.getLogger(__name__)

# What is made for many people, and was seen to give the same pages both ways (tests). A blank has no answers
# to set, and its empty places draw themselves; a summary is made once.
KINDS = frozenset({"form", "receipt", "decision"})


class CompiledDocuments:
    """`rendered` makes what has no layout; `counts`: filled, compiled, rendered."""

    def __init__(self, templates: Path, folder: Path, logo: str = "") -> None:
        """`logo`: the file of the operator's, "" for none."""
        self.rendered = WeasyDocuments(templates, logo)
        self.counts: Counter[str] = Counter()
        self._templates, self._logo = templates, logo_place(logo)
        self._store = LayoutStore(folder)

    def render(self, paper: Paper) -> bytes:
        """The PDF, by the quickest way that makes the same pages."""
        content = self._quickly(paper) if self._may_have_a_layout(paper) else None
        if content is not None:
            self.counts["filled"] += 1
            return content
        self.counts["rendered"] += 1
        return self.rendered.render(paper)

    def _may_have_a_layout(self, paper: Paper) -> bool:
        """A fitted paper has none: its texts choose their size."""
        return paper.kind in KINDS and not self.rendered.is_fitted(paper)

    def _quickly(self, paper: Paper) -> bytes | None:
        try:
            return self._filled(paper)
        except (Grows, Unfit):
            return None
        except Exception:  # a fault of the quick way holds no document back
            log.exception("the quick way fails for %s: rendered in full", paper.template)
            return None

    def _filled(self, paper: Paper) -> bytes | None:
        slots = Slots()
        names = context(paper, slots)
        layout = self._layout(paper, key(paper.template, {**names, "logo": self._logo}, self._templates))
        return filled(layout, _filling(paper, slots), face, self._store.folder) if layout else None

    def warm_up(self) -> None:
        """What the worker does once, before it forks."""
        self.rendered.warm_up()

    def _layout(self, paper: Paper, name: str) -> Layout | None:
        """The layout of this paper, made if it was met before."""
        held = self._store.get(name)
        if held is not None or not self._store.ripe(name):
            return held
        try:
            made = self._compiled(paper)
        except Exception as reason:  # noqa: BLE001  # whatever it was, the document is rendered in full
            log.info("no layout for %s: %s", paper.template, type(reason).__name__)
            self._store.refuse(name)
            return None
        self._store.put(name, made)
        self.counts["compiled"] += 1
        return made

    def _compiled(self, paper: Paper) -> Layout:
        return self.rendered.layout(paper, self._store.font)


def _filling(paper: Paper, slots: Slots) -> Filling:
    mark = paper.mark
    return Filling(
        slots.texts,
        slots.ticks,
        paper.made_at,
        mark.seal if mark else "",
        drawn_code(mark.address) if mark else (),
        deposit_text(paper.deposit).encode() if paper.deposit else b"",
    )
