"""The tokens that HTML knows for filling a field in (HTML Standard, autofill; WCAG 1.3.5).

Data only: which token suits which question is the author's choice.
"""

TOKENS = frozenset({
    "off", "on", "name", "honorific-prefix", "given-name", "additional-name", "family-name",
    "honorific-suffix", "nickname", "username", "new-password", "current-password", "one-time-code",
    "organization-title", "organization", "street-address", "address-line1", "address-line2", "address-line3",
    "address-level4", "address-level3", "address-level2", "address-level1", "country", "country-name",
    "postal-code", "cc-name", "cc-given-name", "cc-additional-name", "cc-family-name", "cc-number", "cc-exp",
    "cc-exp-month", "cc-exp-year", "cc-csc", "cc-type", "transaction-currency", "transaction-amount",
    "language", "bday", "bday-day", "bday-month", "bday-year", "sex", "url", "photo", "tel",
    "tel-country-code", "tel-national", "tel-area-code", "tel-local", "tel-extension", "email", "impp",
})  # fmt: skip
_PREFIXES = ("shipping", "billing", "home", "work", "mobile", "fax", "pager")


def is_autocomplete(value: str) -> bool:
    """True for a token, after "section-…", "shipping", "home"… where there are some; "" is none at all."""
    *before, token = value.split() or ["off"]
    return token in TOKENS and all(word in _PREFIXES or word.startswith("section-") for word in before)
