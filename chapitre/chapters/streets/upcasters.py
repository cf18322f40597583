"""Facts of reports written under an older schema, in today's form. Pure; verify.py carries it along."""


def reports_1_to_2(facts):  # type: ignore[no-untyped-def]
    """Schema 2: the yes-or-no fact `hazard` of fly-tipping became `answer`, which serves every category's question."""
    facts = dict(facts)
    hazard = facts.pop("hazard")
    facts["answer"] = None if hazard is None else "yes" if hazard else "no"
    return facts


UPCASTERS = {1: reports_1_to_2}
