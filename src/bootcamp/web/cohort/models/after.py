"""Capstones, and what is known after the end: outcomes, costs, reach, reuse, texts.

Each says since when it is so, or when it was kept: a report holds what was known by its cut-off.
"""

from django.db import models
from django.utils import timezone

from bootcamp.web.cohort.models import fields
from bootcamp.web.cohort.models.cohort import Cohort
from bootcamp.web.cohort.models.keys import public_id
from bootcamp.web.cohort.models.membership import READERS, Membership, Role, cohorts_of
from bootcamp.web.cohort.models.person import Person


class ForOrganisers(models.QuerySet[models.Model]):
    """Rows of a cohort that its organisers and evaluators read."""

    def visible_to(self, person: Person) -> "ForOrganisers":
        """Those of the cohorts that they organise or evaluate."""
        seen = cohorts_of(person, *READERS)
        return self.filter(cohort__in=seen)


class Capstones(models.QuerySet["Capstone"]):
    """Finds capstones."""

    def visible_to(self, person: Person) -> "Capstones":
        """Their own, and all of the cohorts that they organise, assist, review or evaluate."""
        staff = cohorts_of(person, *READERS, Role.TA, Role.REVIEWER)
        own = models.Q(team__person=person)
        return self.filter(own | models.Q(cohort__in=staff)).distinct()


class Capstone(models.Model):
    """A project at the end."""

    public = fields.CharField(max_length=20, unique=True, default=public_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="capstones")
    title = fields.CharField(max_length=160)
    summary = fields.TextField(blank=True)
    team = models.ManyToManyField(Membership, related_name="capstones", blank=True)
    mentors = models.PositiveSmallIntegerField(default=0)
    write_up = fields.URLField(blank=True)
    is_alignment_related = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    objects = Capstones.as_manager()

    class Meta:
        ordering = ("title", "id")


class CapstoneScores(models.QuerySet["CapstoneScore"]):
    """Finds scores."""

    def visible_to(self, person: Person) -> "CapstoneScores":
        """A reviewer's own, others' once they have given theirs; all to organisers, evaluators."""
        seen = cohorts_of(person, *READERS)
        reviewing = Membership.objects.of(person, Role.REVIEWER)
        scored = CapstoneScore.objects.filter(reviewer__in=reviewing).values("capstone")
        return self.filter(models.Q(capstone__cohort__in=seen) | models.Q(capstone__in=scored))


class CapstoneScore(models.Model):
    """What a reviewer gave a capstone on one criterion."""

    capstone = models.ForeignKey(Capstone, on_delete=models.CASCADE, related_name="scores")
    reviewer = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="scores")
    criterion = fields.CharField(max_length=120)
    value = models.PositiveSmallIntegerField()
    out_of = models.PositiveSmallIntegerField(default=5)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    objects = CapstoneScores.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("capstone", "reviewer", "criterion"), name="a_score_once"
            )
        ]


class Outcomes(models.QuerySet["Outcome"]):
    """Finds outcomes."""

    def visible_to(self, person: Person) -> "Outcomes":
        """Their own, and those of the cohorts that they organise or evaluate."""
        seen = cohorts_of(person, *READERS)
        return self.filter(
            models.Q(membership__person=person) | models.Q(membership__cohort__in=seen)
        )


class Outcome(models.Model):
    """What became of someone, as they said or as is known."""

    class Kind(models.TextChoices):
        ROLE = "role"
        PROCESS = "process", "Far in a hiring process"
        GRANT = "grant"
        FELLOWSHIP = "fellowship"
        STUDY = "study"
        PUBLICATION = "publication"
        NONE = "none", "Nothing yet"

    class Track(models.TextChoices):
        SAFETY = "technical_safety", "Technical safety"
        GOVERNANCE = "governance"
        CAPABILITIES = "capabilities"
        OTHER_ML = "other_ml", "Other machine learning"
        OTHER = "other"
        UNKNOWN = "unknown"

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="outcomes")
    kind = fields.CharField(max_length=12, choices=Kind.choices)
    track = fields.CharField(max_length=20, choices=Track.choices, default=Track.UNKNOWN)
    what = fields.CharField(max_length=200, blank=True)
    months_after = models.PositiveSmallIntegerField(default=0)
    may_publish = models.BooleanField(default=False)
    on = models.DateField("known since", default=timezone.localdate)
    objects = Outcomes.as_manager()


class CostLine(models.Model):
    """A line of the budget."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="costs")
    category = fields.CharField(max_length=60)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = fields.CharField(max_length=3)
    is_actual = models.BooleanField("spent", default=True)
    in_kind = models.BooleanField(default=False)
    on = models.DateField("known since", default=timezone.localdate)
    objects = ForOrganisers.as_manager()


class Metric(models.Model):
    """A count of something outside the cohort, read off on some day."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="metrics")
    what = fields.CharField(max_length=160)
    value = models.FloatField()
    is_lower_bound = models.BooleanField("more than that", default=False)
    out_of = models.FloatField(null=True, blank=True)
    on = models.DateField()
    source = fields.CharField(max_length=200, blank=True)
    objects = ForOrganisers.as_manager()


class Reuse(models.Model):
    """Another organisation and the material."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="reuses")
    organisation = fields.CharField(max_length=160)
    material = fields.CharField(max_length=200, blank=True)
    state = fields.CharField(
        max_length=8,
        choices=[(s, s) for s in ("asked", "agreed", "used", "reported")],
        default="asked",
    )
    may_publish = models.BooleanField(default=False)
    on = models.DateField("since", default=timezone.localdate)
    objects = ForOrganisers.as_manager()


class Text(models.Model):
    """A passage of the report that the organisers write: Markdown."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="texts")
    key = fields.SlugField(max_length=60)
    text = fields.TextField(blank=True)
    objects = ForOrganisers.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("cohort", "key"), name="a_text_once")]
