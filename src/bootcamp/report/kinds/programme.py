"""What was planned, who took part, and what the organisers write."""

from collections import Counter
from datetime import timedelta

from bootcamp.report.draft import Candidate, Context, Draft
from bootcamp.report.figures import Number, Row, Source
from bootcamp.report.people import cohort_group
from bootcamp.report.spec import FigureSpec

ROLES = ("participant", "ta", "mentor", "reviewer", "speaker", "organiser", "evaluator")
STATES = ("invited", "active", "completed", "withdrawn", "deferred")


def text(context: Context, spec: FigureSpec) -> Draft:
    """A passage of the organisers. What they haven't written is an empty text."""
    written = context.rows.texts.get(spec.text, "")
    source = (Source("texts", {"key": spec.text}, int(bool(written))),)
    return Draft(spec.key, "text", spec.title, text=written, sources=source)


def programme(context: Context, spec: FigureSpec) -> Draft:
    """Weeks, weekdays and hours, from the dates; and the days planned for each section."""
    cohort = context.rows.cohort
    days = [cohort.start + timedelta(days=i) for i in range((cohort.end - cohort.start).days + 1)]
    weekdays = [day for day in days if day.weekday() < 5 and day not in cohort.holidays]
    numbers = [
        Number("Calendar weeks", len({day.isocalendar()[:2] for day in days}), "weeks"),
        Number("Weekdays, without holidays", len(weekdays), "days"),
        Number("Hours", len(weekdays) * cohort.hours_per_day, "h"),
    ]
    numbers += [Number(section.title, section.planned_days, "days") for section in cohort.sections]
    source = (Source("cohort", {}, 1),)
    candidates = tuple(Candidate(number, number.label, source) for number in numbers)
    return Draft(spec.key, "numbers", spec.title, candidates)


def people(context: Context, spec: FigureSpec) -> Draft:
    """How many of each role, by state: those who left are listed like those who stayed."""
    candidates = []
    for role in spec.roles or ROLES:
        members = [member for member in context.rows.members if member.role == role]
        counts = Counter(member.state for member in members)
        row = Row((role, *(counts[state] if members else None for state in STATES)))
        source = (Source("members", {"role": role}, len(members)),)
        groups = (cohort_group(context, "members"),) if role == "participant" else ()
        candidates.append(Candidate(row, role, source, groups))
    columns = ("Role", *(state.capitalize() for state in STATES))
    return Draft(spec.key, "table", spec.title, tuple(candidates), columns)
