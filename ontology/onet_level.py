"""The level of an O*NET occupation, which O*NET does not state."""

NOTE = (
    "Inferred by careergraph, stated by nobody: the job zone of an occupation, 1 to 4, "
    "and 4 for zone 5; 5 for management occupations (group 11 of the Standard "
    "Occupational Classification), and 6 for chief executives (11-1011) and "
    "legislators (11-1031)."
)


def onet_level(code: str, zone: int | None) -> int | None:
    """Return the level of a role by its O*NET-SOC code and its job zone.

    It is comparable with :func:`careergraph.ontology.esco.isco_level`: zones tell how
    much preparation is needed, and both of the highest lead to what ISCO-08 calls
    professionals. None for an occupation without a zone that is not in management.

    >>> [onet_level("29-1141.00", zone) for zone in (1, 2, 3, 4, 5, None)]
    [1, 2, 3, 4, 4, None]
    >>> onet_level("11-3021.00", 4), onet_level("11-1011.00", 5)
    (5, 6)
    """
    if code.startswith(("11-1011", "11-1031")):
        return 6
    if code.startswith("11-"):
        return 5
    return min(zone, 4) if zone else None
