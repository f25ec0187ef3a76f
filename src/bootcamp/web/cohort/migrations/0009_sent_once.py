"""A form is sent once; a wave says why it can't be closed; domains are kept in ASCII."""

import django.utils.timezone
from django.db import migrations, models


def domains_in_ascii(apps, schema_editor):  # type: ignore[no-untyped-def]
    """“Ä” of a domain as mail servers have it. What can't be written so stays as it is."""
    for app, model in (("cohort", "Person"), ("cohort", "Invitation"), ("account", "EmailAddress")):
        rows = apps.get_model(app, model)._base_manager
        for row in rows.all().only("pk", "email").iterator():
            if row.email.isascii():
                continue
            name, _, domain = row.email.rpartition("@")
            try:
                made = f"{name}@{domain.encode('idna').decode()}"
            except UnicodeError:
                continue
            if not rows.filter(email__iexact=made).exists():
                rows.filter(pk=row.pk).update(email=made)


class Migration(migrations.Migration):

    dependencies = [
        ('account', '0001_initial'),
        ('cohort', '0008_no_state'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('is_done', models.BooleanField(default=False)),
                ('leads_to', models.TextField(blank=True, help_text='The page after it; empty: the same page.')),
            ],
        ),
        migrations.AddField(
            model_name='wave',
            name='error',
            field=models.CharField(blank=True, help_text="Why it couldn't be closed.", max_length=300),
        ),
        migrations.RunPython(domains_in_ascii, migrations.RunPython.noop),
    ]
