"""How tests compare words: without caring which spaces are there. It knows neither page nor program."""


def plain(text: str | None) -> str:
    """The text with plain, single spaces."""
    return " ".join((text or "").replace("\u202f", " ").replace("\xa0", " ").split())
