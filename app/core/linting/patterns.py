"""Reads just enough of a regular expression to see what may be read in many ways: "(a+)+", "(a|aa)+".

Such an expression is harmless to our linear engine and can stall others for minutes. It sees the
usual shapes, not every one: a doubt is not told.
"""

import re
from itertools import combinations

_UNBOUNDED = ("*", "+")
_OFTEN = 10  # repetitions that are as bad as no limit
_LETTERS = [chr(code) for code in range(32, 127)] + list("éàç")
_BOUND = re.compile(r"\{([0-9]*),?([0-9]*)\}")
_ONE = re.compile(r"(\\.|\[(?:\\.|[^\]\\])+\]|[^\\\[\]()*+?{}|^$])([*+?]|\{[0-9,]*\})?")


def nested_repetition(regex: str) -> bool:
    """True when a group that repeats without end is itself repeated without end."""
    groups = [False]  # for each open group, whether something in it repeats without end
    place = 0
    while place < len(regex):
        char = regex[place]
        if char == "\\":
            place += 1
        elif char == "[":
            place = _end_of_class(regex, place)
        elif char == "(":
            groups.append(False)
        elif char == ")" and len(groups) > 1:
            inside = groups.pop()
            repeated = _unbounded(regex, place + 1) or _often(regex, place + 1)
            if inside and repeated:
                return True
            groups[-1] = groups[-1] or inside or repeated
        if char not in "()" and _unbounded(regex, place + 1):
            groups[-1] = True
        place += 1
    return False


def repeated_choice(regex: str) -> bool:
    """True when a group without group inside repeats branches of which one may begin as another does.

    Only a branch of one letter or class is judged: "(ab|ac)+" has one reading.
    """
    for group in re.finditer(r"(?<!\\)\((?:\?:)?([^()]*\|[^()]*)\)", regex):
        if _unbounded(regex, group.end()) or _often(regex, group.end()):
            branches = [(_ONE.match(branch), branch) for branch in group[1].split("|")]
            pairs = combinations([(found, branch) for found, branch in branches if found], 2)
            if any(_same_start(*one, *other) for one, other in pairs):
                return True
    return False


def _same_start(one: re.Match[str], first: str, other: re.Match[str], second: str) -> bool:
    if one.end() != len(first) and other.end() != len(second):
        return False
    try:
        starts = [re.compile(found[1]) for found in (one, other)]
    except re.error:
        return False
    return any(all(start.fullmatch(letter) for start in starts) for letter in _LETTERS)


def _often(regex: str, place: int) -> bool:
    """True for {12} or {1,100}: a group that is repeated so often is as bad as one without limit."""
    found = _BOUND.match(regex, place)
    return bool(found) and int(found[2] or found[1] or 0) >= _OFTEN if found else False


def _end_of_class(regex: str, place: int) -> int:
    place += 1
    while place < len(regex) and (regex[place] != "]" or place == 0):
        place += 2 if regex[place] == "\\" else 1
    return place


def _unbounded(regex: str, place: int) -> bool:
    """True when what stands here repeats without end: *, +, {2,}."""
    if regex[place : place + 1] in _UNBOUNDED:
        return True
    inside, closed, _rest = regex[place + 1 :].partition("}")
    return regex[place : place + 1] == "{" and bool(closed) and inside.endswith(",")
