"""Each line of a budget has its own currency; those from before have the cohort's."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def as_the_cohorts(apps: Any, _: object) -> None:
    """What was kept so far was meant in the cohort's currency."""
    CostLine, Cohort = (apps.get_model("cohort", name) for name in ("CostLine", "Cohort"))
    of_cohort = Cohort.objects.filter(pk=OuterRef("cohort")).values("currency")
    CostLine.objects.update(currency=Subquery(of_cohort[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('cohort', '0006_withdrawn'),
    ]

    operations = [
        migrations.AddField(
            model_name='costline',
            name='currency',
            field=models.CharField(default='', max_length=3),
            preserve_default=False,
        ),
        migrations.RunPython(as_the_cohorts, migrations.RunPython.noop),
    ]
