"""Reads just enough of a regular expression to see a repetition inside a repetition: "(a+)+".

Such an expression is harmless to our linear engine and can stall others for minutes.
"""

_UNBOUNDED = ("*", "+")


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
            repeated = _unbounded(regex, place + 1)
            if inside and repeated:
                return True
            groups[-1] = groups[-1] or inside or repeated
        if char not in "()" and _unbounded(regex, place + 1):
            groups[-1] = True
        place += 1
    return False


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
