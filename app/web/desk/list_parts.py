"""The parts of the list's page as plain values, every text and link ready to be drawn: see `listing`."""

from dataclasses import dataclass

from app.core.desk.casework import Label
from app.core.french import number
from app.web.desk.address import Pairs
from app.web.desk.words import Due

COUNTED = 1_000  # neither lists nor counters are counted beyond: see QueuePage
FOUND = 500  # nor what a filter or a search leaves


@dataclass(frozen=True, slots=True)
class Counter:
    """A file, a kept view or a démarche at the left. `current` is the value of aria-current, or ""."""

    label: str
    count: int
    url: str
    current: str = ""
    counted: bool = True

    @property
    def figures(self) -> str:
        """ "204", "1 000+" beyond."""
        return f"{number(COUNTED)}+" if self.count > COUNTED else number(self.count)


@dataclass(frozen=True, slots=True)
class Link:
    """A filter to take away, or an order to choose."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column: `url` sorts by it, `sort` is the value of aria-sort or ""."""

    key: str
    label: str
    url: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `kind` is state, due, day, marks or text; what it needs to be drawn is beside."""

    kind: str
    label: str
    text: str
    tone: str = ""
    due: Due | None = None
    iso: str = ""
    marks: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier, every cell ready to be read."""

    reference: str
    url: str
    channel: str
    person: str
    form: str
    cells: tuple[Cell, ...]
    late: bool
    marks: tuple[Label, ...] = ()  # unless a column shows them
    news: str = ""  # the citizen has written


@dataclass(frozen=True, slots=True)
class Choice:
    """A column that may be chosen."""

    key: str
    label: str
    chosen: bool
    answer: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything that the page shows. `kept` are the choices that a new search must not lose."""

    title: str
    caption: str
    total_text: str
    late: str
    tabs: tuple[Counter, ...]
    views: tuple[Counter, ...]
    forms: tuple[Counter, ...]
    orders: tuple[Link, ...]
    chips: tuple[Link, ...]
    kept: Pairs
    kept_for_columns: Pairs
    kept_whole: Pairs
    search: str
    one_form: bool
    person_heading: Heading
    reference_heading: Heading
    headings: tuple[Heading, ...]
    columns: tuple[Choice, ...]
    filterable: tuple[Choice, ...]
    sorts: tuple[tuple[str, str], ...]
    sort: str
    rows: tuple[Row, ...]
    page_text: str
    next_url: str
    previous_url: str
    first_url: str
    reset_url: str
    clear_url: str
    narrowed: bool
    empty_title: str
    empty_text: str
