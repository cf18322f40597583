"""Facts of juries written under an older schema, in today's form. Pure; verify.py carries it along."""


def juries_1_to_2(facts):  # type: ignore[no-untyped-def]
    """Schema 2: what a draw that anybody can re-run leaves; none was made before."""
    added = ("frozen_on", "pool_root", "panels", "panels_hash", "seed_source", "seed_on", "seed", "panel")
    return dict.fromkeys(added) | dict(facts)


def juries_2_to_3(facts):  # type: ignore[no-untyped-def]
    """Schema 3: what kind of seed was announced, and whether its signature was checked; before, nobody noted it."""
    added = ("seed_kind", "seed_chain", "seed_round", "seed_at", "seed_signature", "seed_check")
    return dict.fromkeys(added) | dict(facts)


def juries_3_to_4(facts):  # type: ignore[no-untyped-def]
    """Schema 4: how many alternates each panel has, chosen for how many departures; before, none was chosen."""
    return dict.fromkeys(("alternates", "dropout")) | dict(facts)


UPCASTERS = {1: juries_1_to_2, 2: juries_2_to_3, 3: juries_3_to_4}
