"""What every command that starts a site does first: database, catalogues and static files as the code wants them."""

from __future__ import annotations

from pathlib import Path

from chapitre.commands import CommandError


def prepare() -> None:
    """Brings database, catalogues and static files to the code's state; quick when nothing has changed."""
    from django.core.management import call_command

    from chapitre.opendata import files
    from chapitre.portal.catalogs import compile_catalogs

    refuse_bad_declarations()
    files.forget()
    compile_catalogs()
    if pending_migrations():
        say("migrating the database")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    collect_static()


def refuse_bad_declarations() -> None:
    """Stops before anything is served if a figure or a text is declared wrongly; names the file and the key."""
    from django.core.checks import ERROR, run_checks

    wrong = [str(one) for one in run_checks() if one.level >= ERROR]
    if wrong:
        raise CommandError("\n".join(wrong))


def pending_migrations() -> bool:
    """Whether the database is behind the code."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def collect_static() -> None:
    """Collects static files when one of them is newer than the last collection."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    made = manifest.stat().st_mtime if manifest.exists() else 0.0
    newest = max(
        (Path(store.path(name)).stat().st_mtime for finder in get_finders() for name, store in finder.list([])),
        default=1.0,
    )
    if newest >= made:
        say("collecting static files")
        call_command("collectstatic", verbosity=0, interactive=False)


def say(text: str) -> None:
    """One line about what is being done."""
    print(f"→ {text}", flush=True)
