"""Which forms of which pages were sent already."""

from django.db import models
from django.utils import timezone

from bootcamp.web.cohort.models import fields


class Sent(models.Model):
    """A page's form, sent with what stands in it: the same is done once.

    It says neither who sent it nor what: only a hash, which nobody makes who hasn't the page.
    """

    key = fields.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    is_done = models.BooleanField(default=False)
    leads_to = fields.TextField(blank=True, help_text="The page after it; empty: the same page.")
