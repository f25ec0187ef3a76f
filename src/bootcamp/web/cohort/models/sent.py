"""Which forms of which pages were sent already."""

from django.db import models
from django.utils import timezone

from bootcamp.web.cohort.models import fields


class Sent(models.Model):
    """A page's form, sent with what stands in it: the same is done once.

    It says neither who sent it nor what: only hashes, which nobody makes who hasn't the page. The
    address of the page that came after it is kept as it is: it says what the form was about.
    """

    key = fields.CharField(max_length=64, unique=True)
    page = fields.CharField(max_length=64, db_index=True, blank=True, help_text="A hash as well.")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    is_done = models.BooleanField(default=False)
    leads_to = fields.TextField(blank=True, help_text="The page after it; empty: the same page.")
