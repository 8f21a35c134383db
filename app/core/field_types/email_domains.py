"""The domain that somebody probably meant: "gmial.com" is a slip for "gmail.com".

A short list of what people in France use, and a distance in keystrokes. It refuses to guess when
what was typed exists (mail.com, live.be): a wrong doubt is worse than a missed slip.
"""

from app.core.closeness import keystrokes

# Domains of mailboxes for the public, the most used first.
DOMAINS = (
    "gmail.com", "orange.fr", "hotmail.fr", "hotmail.com", "yahoo.fr", "wanadoo.fr", "free.fr", "sfr.fr",
    "laposte.net", "outlook.fr", "outlook.com", "live.fr", "icloud.com", "yahoo.com", "bbox.fr", "neuf.fr",
    "live.com", "msn.com", "aol.com", "numericable.fr", "club-internet.fr", "protonmail.com", "gmx.fr",
    "gmx.com", "me.com", "proton.me", "cegetel.net", "googlemail.com", "aliceadsl.fr", "mailo.com",
)  # fmt: skip
# Close to one of them, and real.
_REAL = frozenset(
    {"mail.com", "email.com", "ymail.com", "mail.fr", "email.fr", "mac.com", "me.fr", "gmx.net"}
)
# One domain for another: the provider has no other one.
_ONLY = {"gmail": "gmail.com", "laposte": "laposte.net", "wanadoo": "wanadoo.fr", "icloud": "icloud.com"}
_ENDINGS = frozenset(
    {"con", "cm", "co", "om", "cim", "cmo", "comm", "vom", "xom", "fe", "ft", "rf", "f", "ne"}
)
_LONG = 9  # letters: two slips in a shorter name give another name


def probably_meant(domain: str) -> str:
    """The known domain that is a slip away, "" when there is none or when what was typed is right."""
    if not domain or domain in DOMAINS or domain in _REAL:
        return ""
    name, _dot, ending = domain.rpartition(".")
    only = _ONLY.get(name, "")
    if only:
        return only
    same_name = [known for known in DOMAINS if known.rpartition(".")[0] == name]
    if same_name and ending not in _ENDINGS:  # live.be, yahoo.ca: another country, no slip
        return ""
    return next((known for known in same_name or DOMAINS if _a_slip_away(domain, known)), "")


def _a_slip_away(domain: str, known: str) -> bool:
    most = 2 if len(known) >= _LONG else 1
    return abs(len(domain) - len(known)) <= most and keystrokes(domain, known) <= most
