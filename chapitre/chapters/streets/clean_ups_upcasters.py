"""Facts of clean-ups written under an older schema, in today's form. Pure; verify.py carries it along."""


def clean_ups_1_to_2(facts):  # type: ignore[no-untyped-def]
    """Schema 2: the programme of one association is that of any; which one it is, `partner` says."""
    facts = dict(facts)
    if facts["programme"] not in ("quartier", "association", "school"):
        facts["programme"] = "association"
    return facts


UPCASTERS = {1: clean_ups_1_to_2}
