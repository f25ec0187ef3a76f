"""Who takes part: the people that figures about work and outcomes are about."""

from bootcamp.report.draft import Context, Group
from bootcamp.report.figures import Base
from bootcamp.report.rows import Rows

TAKING_PART = ("active", "completed")
BEGAN = (*TAKING_PART, "withdrawn", "deferred")


def participants(context: Context, *states: str) -> frozenset[str]:
    """The participants in one of the states; by default those who take part or have completed."""
    return participants_in(context.rows, *states)


def participants_in(rows: Rows, *states: str) -> frozenset[str]:
    """The same, of rows alone."""
    states = states or TAKING_PART
    return frozenset(
        member.person
        for member in rows.members
        if member.role == "participant" and member.state in states
    )


def base_of(context: Context, people: frozenset[str]) -> Base:
    """These of those who take part, of all who were ever participants: that is, invited."""
    return Base(len(people), len(participants(context)), len(participants(context, *BEGAN)))


def cohort_group(context: Context, variable: str) -> Group:
    """All who take part."""
    return Group(variable, participants(context))
