"""How the levels of roles are called."""

LEVELS = {
    1: "Entry",
    2: "Junior",
    3: "Practitioner",
    4: "Senior",
    5: "Lead or manager",
    6: "Director",
    7: "Executive",
}


def level_name(level: int) -> str:
    """Return a level with its name.

    >>> level_name(3)
    '3 Practitioner'
    >>> level_name(0)
    'Level not stated'
    """
    if not level:
        return "Level not stated"
    return f"{level} {LEVELS.get(level, '')}".strip()
