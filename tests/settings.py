"""Settings of the test runs: the site's own, strict, on SQLite or (CHAPITRE_DATABASE) on PostgreSQL."""

import atexit
import os
import shutil
import tempfile

HOME_FOR_TESTS = tempfile.mkdtemp(prefix="chapitre-tests-")
atexit.register(shutil.rmtree, HOME_FOR_TESTS, ignore_errors=True)
os.environ["CHAPITRE_HOME"] = HOME_FOR_TESTS
os.environ.setdefault("CHAPITRE_SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests")

from chapitre.config.settings import *  # noqa: E402, F403
from chapitre.config.settings import DATABASES, MIDDLEWARE, STORAGES, TEMPLATES  # noqa: E402


class UnknownVariable(str):
    """A template that names a variable nobody passed must fail, not print nothing."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"a template names an unknown variable: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable("%s")  # type: ignore[index]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A real file: threads and processes share it as they do in production, an in-memory one would not.
    DATABASES["default"]["TEST"] = {"NAME": f"{HOME_FOR_TESTS}/test.sqlite3"}
