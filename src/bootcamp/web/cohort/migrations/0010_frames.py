"""A figure that moves has many frames, and each says what it shows."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cohort', '0009_sent_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='figure',
            name='at',
            field=models.CharField(blank=True, default='', help_text='The dials: `temperature=17`.', max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='figure',
            name='says',
            field=models.CharField(blank=True, default='', max_length=1000),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(
            model_name='figure',
            name='drawn_once',
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.UniqueConstraint(fields=('chapter', 'name', 'at', 'version'), name='drawn_once'),
        ),
    ]
