"""Facts of consultations written under an older schema, in today's form. Pure; verify.py carries it along."""


def consultations_1_to_2(facts):  # type: ignore[no-untyped-def]
    """Schema 2: `choices`, the answers that a consultation offers; none offered any before."""
    return dict(facts) | {"choices": None}


UPCASTERS = {1: consultations_1_to_2}
