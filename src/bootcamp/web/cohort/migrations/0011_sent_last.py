"""Of a page, only what was sent last counts once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cohort', '0010_frames'),
    ]

    operations = [
        migrations.AddField(
            model_name='sent',
            name='page',
            field=models.CharField(blank=True, db_index=True, default='', help_text='A hash as well.', max_length=64),
            preserve_default=False,
        ),
    ]
