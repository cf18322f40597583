"""Sets the triggers that refuse to change or delete what the ledger holds."""

from django.db import migrations

from chapitre.kernel.ledger import protection


def protect(apps, schema_editor):
    protection.protect(schema_editor.connection)


def lift(apps, schema_editor):
    protection.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(protect, lift)]
