"""A form is sent once; a wave says why it can't be closed; domains are kept in ASCII."""

from typing import Any

import django.utils.timezone
import idna
from django.db import migrations, models


MODELS = (("cohort", "Person"), ("cohort", "Invitation"), ("account", "EmailAddress"))


def domains_in_ascii(apps: Any, schema_editor: Any) -> None:
    """“Ä” of a domain as mail servers have it. What can't be kept so stays, and is told."""
    for app, name in MODELS:
        model = apps.get_model(app, name)
        for row in model._base_manager.all().iterator():
            if not row.email.isascii() and (said := _rewritten(row, model)):
                print(f"{model._meta.db_table}: {said}")


def _rewritten(row: Any, model: Any) -> str:
    """Rewrite a row's address; what is to be told where it stays."""
    name, _, domain = row.email.rpartition("@")
    try:
        made = f"{name}@{idna.encode(domain, uts46=True).decode()}"
    except UnicodeError:
        return f"row {row.pk} has an address to which no mail can be sent. It stays as it is."
    same = model._base_manager.filter(email__iexact=made)
    if model.__name__ == "Invitation":  # one for each cohort and role; the link of either works
        if same.filter(cohort_id=row.cohort_id, role=row.role).exists():
            return ""
    elif other := same.first():
        return (
            f"rows {row.pk} and {other.pk} have the same address, written in two ways. Both stay "
            f"as they are, and whoever signs in with it finds {other.pk} alone. Ask its owner "
            "which of them to keep."
        )
    model._base_manager.filter(pk=row.pk).update(email=made)
    return ""


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
