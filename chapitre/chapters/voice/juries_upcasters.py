"""Facts of juries written under an older schema, in today's form. Pure; verify.py carries it along."""


def juries_1_to_2(facts):  # type: ignore[no-untyped-def]
    """Schema 2: what a draw that anybody can re-run leaves; none was made before."""
    added = ("frozen_on", "pool_root", "panels", "panels_hash", "seed_source", "seed_on", "seed", "panel")
    return dict.fromkeys(added) | dict(facts)


UPCASTERS = {1: juries_1_to_2}
