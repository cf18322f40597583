"""Facts of polls written under an older schema, in today's form. Pure; verify.py carries it along."""


def polls_1_to_2(facts):  # type: ignore[no-untyped-def]
    """Schema 2: `most`, how many answers a ballot may choose, and `replaced`, the lost codes: one and none before."""
    return dict(facts) | {"most": 1, "replaced": 0}


UPCASTERS = {1: polls_1_to_2}
