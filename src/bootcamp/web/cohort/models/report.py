"""Reports that were made: from what, up to when, and the hashes that prove it."""

from django.db import models
from django.utils import timezone

from bootcamp.web.cohort.models import fields
from bootcamp.web.cohort.models.cohort import Cohort
from bootcamp.web.cohort.models.keys import public_id
from bootcamp.web.cohort.models.membership import READERS, cohorts_of
from bootcamp.web.cohort.models.person import Person


class ReportRuns(models.QuerySet["ReportRun"]):
    """Finds reports."""

    def visible_to(self, person: Person) -> "ReportRuns":
        """Those of the cohorts that they organise or evaluate."""
        seen = cohorts_of(person, *READERS)
        return self.filter(cohort__in=seen)

    def published(self) -> "ReportRuns":
        """Public editions that anyone could read at some time, be they withdrawn since."""
        return self.filter(edition="public", published_at__isnull=False)

    def readable(self) -> "ReportRuns":
        """Public editions that anyone may read now."""
        return self.published().filter(withdrawn_at=None)

    def light(self) -> "ReportRuns":
        """Without what is long."""
        return self.defer("spec", "figures", "html", "bundle")


class ReportRun(models.Model):
    """One report as it was made, kept with its bundle."""

    public = fields.CharField(max_length=20, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="reports")
    edition = fields.CharField(
        max_length=8, choices=[("internal", "internal"), ("public", "public")]
    )
    spec = fields.TextField()
    spec_hash = fields.CharField(max_length=64)
    data_hash = fields.CharField(max_length=64)
    cut_off = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = fields.CharField(max_length=300, blank=True, help_text="Said in its place.")
    figures = fields.JSONField(default=dict, help_text="The report as data: see domain/figures.")
    html = fields.TextField()
    bundle = models.BinaryField()
    objects = ReportRuns.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")
