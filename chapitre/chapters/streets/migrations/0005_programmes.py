from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('streets', '0004_upkeep'),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE streets_cleanup SET programme = 'association' WHERE programme = 'ose'", migrations.RunSQL.noop
        ),
    ]
