"""Facts of premises written under an older schema, in today's form. Pure; verify.py carries it along."""


def premises_1_to_2(facts):  # type: ignore[no-untyped-def]
    """Schema 2: a shopping centre that had a code of its own is a shopping centre like any other."""
    facts = dict(facts)
    if facts["site"] not in ("new_building", "mall", "street", "other"):
        facts["site"] = "mall"
    return facts


UPCASTERS = {1: premises_1_to_2}
