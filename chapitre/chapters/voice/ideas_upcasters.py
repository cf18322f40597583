"""Facts of ideas written under an older schema, in today's form. Pure; verify.py carries it along."""


def ideas_1_to_2(facts):  # type: ignore[no-untyped-def]
    """Schema 2: where an idea stands; none had a place before."""
    return dict(facts) | {"place": None, "lon": None, "lat": None}


UPCASTERS = {1: ideas_1_to_2}
