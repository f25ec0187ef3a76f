"""A cohort and the parts of its programme."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import models

from bootcamp.web.cohort.models import fields
from bootcamp.web.cohort.models.person import Person


class Cohorts(models.QuerySet["Cohort"]):
    """Finds cohorts."""

    def visible_to(self, person: Person) -> "Cohorts":
        """Those in which the person has a role, or has completed one."""
        return self.filter(
            memberships__person=person, memberships__state__in=("active", "completed")
        ).distinct()


class Cohort(models.Model):
    """A programme with a beginning and an end. A virtual study group is a small one."""

    slug = fields.SlugField(max_length=60, unique=True)
    title = fields.CharField(max_length=120)
    zone = fields.CharField("time zone", max_length=60, default="UTC")
    start = models.DateField("first day")
    end = models.DateField("last day")
    hours_per_day = models.DecimalField(max_digits=4, decimal_places=1, default=8)
    k = models.PositiveSmallIntegerField(
        "smallest group shown", default=5, help_text="No result of fewer people is shown."
    )
    currency = fields.CharField(max_length=3, default="GBP")
    holidays = fields.JSONField(default=list, blank=True, help_text="Days off, as ISO dates.")
    objects = Cohorts.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start")), name="ends_after_it_starts"
            ),
            models.CheckConstraint(condition=models.Q(k__gte=3), name="k_is_at_least_three"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tz(self) -> ZoneInfo:
        """The zone that its times are meant in."""
        return ZoneInfo(self.zone)

    @property
    def work_days(self) -> list[date]:
        """Monday to Friday, without the days off."""
        days = (self.start + timedelta(n) for n in range((self.end - self.start).days + 1))
        off = {date.fromisoformat(day) for day in self.holidays}
        return [day for day in days if day.weekday() < 5 and day not in off]

    @property
    def weekdays(self) -> int:
        """How many days of work there are."""
        return len(self.work_days)


class Sections(models.QuerySet["Section"]):
    """Finds sections."""

    def visible_to(self, person: Person) -> "Sections":
        """Those of the person's cohorts."""
        return self.filter(cohort__in=Cohort.objects.visible_to(person))


class Section(models.Model):
    """A part of the programme, with the days that are planned for it."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="sections")
    key = fields.SlugField(max_length=60)
    title = fields.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=0)
    planned_days = models.PositiveSmallIntegerField(default=1)
    chapter = fields.SlugField(max_length=60, blank=True, help_text="Of the course, if it is one.")
    objects = Sections.as_manager()

    class Meta:
        ordering = ("order", "id")
        constraints = [
            models.UniqueConstraint(fields=("cohort", "key"), name="one_section_per_key")
        ]

    def __str__(self) -> str:
        return self.title
