"""Facts of editions and errata written under an older schema, in today's form. Pure; verify.py carries it along."""


def with_imported(facts):  # type: ignore[no-untyped-def]
    """Schema 2: `imported` says of every record whether it was taken over from a file; none was before."""
    return dict(facts) | {"imported": False}


UPCASTERS = {1: with_imported}
