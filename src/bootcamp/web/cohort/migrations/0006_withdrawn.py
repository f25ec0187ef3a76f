"""Editions can be withdrawn; a tick in a form is an agreement that can be taken back."""

from typing import Any

from django.db import migrations, models
from django.utils import timezone


def agreed_in_forms(apps: Any, _: object) -> None:
    """Who ticked "may be quoted" in a form agreed to it, unless they took it back since."""
    Consent, Response = (apps.get_model("cohort", name) for name in ("Consent", "Response"))
    quotable = Response.objects.filter(may_quote=True, membership__isnull=False)
    said = Consent.objects.filter(purpose="quote")
    took_back = said.exclude(
        person__in=said.filter(withdrawn_at=None).values("person")
    ).values("person")
    quotable.filter(membership__person__in=took_back).update(may_quote=False)
    agree = quotable.exclude(membership__person__in=said.values("person"))
    people = set(agree.values_list("membership__person", flat=True))
    Consent.objects.bulk_create(
        Consent(person_id=person, purpose="quote", given_at=timezone.now()) for person in people
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cohort', '0005_figures'),
    ]

    operations = [
        migrations.RunPython(agreed_in_forms, migrations.RunPython.noop),
        migrations.AddField(
            model_name='reportrun',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='reportrun',
            name='withdrawn_why',
            field=models.CharField(blank=True, help_text='Said in its place.', max_length=300),
        ),
    ]
