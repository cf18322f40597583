"""Facts of reports written under an older schema, in today's form. Pure; verify.py carries it along."""


def reports_1_to_2(facts):  # type: ignore[no-untyped-def]
    """Schema 2: the yes-or-no fact `hazard` of fly-tipping became `answer`, which serves every category's question."""
    facts = dict(facts)
    hazard = facts.pop("hazard")
    facts["answer"] = None if hazard is None else "yes" if hazard else "no"
    return facts


def reports_2_to_3(facts):  # type: ignore[no-untyped-def]
    """Schema 3: `imported` says of every record whether it was taken over from a file; none was before."""
    return dict(facts) | {"imported": False}


UPCASTERS = {1: reports_1_to_2, 2: reports_2_to_3}
