import chapitre.kernel.ledger.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('size', chapitre.kernel.ledger.models.IndexField(primary_key=True, serialize=False)),
                ('root', models.BinaryField(max_length=32)),
                ('note', models.TextField(help_text='C2SP tlog-checkpoint')),
                ('signed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Tile',
            fields=[
                ('level', models.PositiveSmallIntegerField()),
                ('index', models.BigIntegerField()),
                ('hash', models.BinaryField(max_length=32)),
                ('pk', models.CompositePrimaryKey('level', 'index', blank=True, editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('index', chapitre.kernel.ledger.models.IndexField(primary_key=True, serialize=False)),
                ('register', models.CharField(max_length=60)),
                ('key', models.CharField(max_length=40)),
                ('seq', models.PositiveIntegerField(help_text='from 1, without gap, within the record')),
                ('act', models.CharField(max_length=60)),
                ('body', models.TextField()),
                ('leaf', models.BinaryField(help_text="RFC 6962 leaf hash of the body's UTF-8 bytes", max_length=32)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('register', 'key', 'seq'), name='one_entry_an_act')],
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('size', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='only_one_head')],
            },
        ),
    ]
