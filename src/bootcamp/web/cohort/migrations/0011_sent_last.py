"""Of a page, only what was sent last counts once; a frame is drawn by one worker at a time."""

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
        migrations.AddField(
            model_name='figure',
            name='taken_at',
            field=models.DateTimeField(null=True),
        ),
    ]
