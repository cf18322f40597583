from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('commerce', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE commerce_premises SET site = 'mall' WHERE site = 'jeanne_hachette'", migrations.RunSQL.noop
        ),
    ]
