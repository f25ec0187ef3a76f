"""A cohort's state said nothing that its dates don't say."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cohort', '0007_currency_of_costs'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='cohort',
            name='state',
        ),
    ]
