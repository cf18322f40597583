"""The smallest Django that holds a ledger, on the site's own database settings: for writers that run as processes."""

import os
import tempfile

os.environ.setdefault("CHAPITRE_HOME", tempfile.mkdtemp(prefix="chapitre-ledger-"))
os.environ.setdefault("CHAPITRE_SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests")

from chapitre.config.settings import DATABASES, DEFAULT_AUTO_FIELD, HOME, TIME_ZONE, USE_TZ

__all__ = ["CHAPITRE_ORIGIN", "DATABASES", "DEFAULT_AUTO_FIELD", "HOME", "INSTALLED_APPS", "TIME_ZONE", "USE_TZ"]

CHAPITRE_ORIGIN = "ivry-sur-seine.demonstration/registre"
INSTALLED_APPS = ["chapitre.kernel.ledger"]
