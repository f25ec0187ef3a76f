"""A made-up cohort of sixteen, in its third week, with every role to sign in as."""

import random
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bootcamp.web.cohort.domain import demo_rows
from bootcamp.web.cohort.models import Cohort, Membership, Person, Section
from bootcamp.web.cohort.models.membership import Role

PARTICIPANTS = (
    "Ada Brandt", "Bilal Osei", "Chiara Nowak", "Dov Lindqvist", "Esi Marković", "Farid Iyer",
    "Greta Ansah", "Hana Petrov", "Ivo Castellanos", "Jun Okafor", "Kaya Fontaine", "Lio Haddad",
    "Mina Sørensen", "Noor Aguilar", "Otis Varga", "Pilar Tamm",
)  # fmt: skip
STAFF = (
    ("Rosa Keller", Role.ORGANISER),
    ("Sami Duarte", Role.TA),
    ("Tova Brink", Role.TA),
    ("Uma Reyes", Role.EVALUATOR),
    ("Viktor Lam", Role.MENTOR),
    ("Wanda Nilsson", Role.REVIEWER),
    ("Xavi Moreau", Role.SPEAKER),
)
SECTIONS = (
    ("arrays", "Arrays", 5, "arrays"),
    ("autograd", "Backpropagation", 8, "autograd"),
    ("capstones", "Capstones", 10, ""),
)


@transaction.atomic
def make_demo() -> None:
    """Make the cohort, where there is none yet."""
    if Cohort.objects.exists():
        return
    today = timezone.now().date()
    monday = today - timedelta(days=today.weekday() + 14)
    cohort = Cohort.objects.create(
        slug="demo", title="Groundup demo", start=monday, end=monday + timedelta(days=39),
        zone="Europe/London",
    )  # fmt: skip
    for order, (key, title, days, chapter) in enumerate(SECTIONS):
        Section.objects.create(
            cohort=cohort, key=key, title=title, order=order, planned_days=days, chapter=chapter
        )
    members: dict[str, list[Membership]] = {}
    for name, role in (*((name, Role.PARTICIPANT) for name in PARTICIPANTS), *STAFF):
        address = f"{name.split()[0].lower()}@demo.invalid"
        person = Person.objects.create_user(address, name=name, seed=secrets.randbits(31))
        person.may_open_cohorts = role == Role.ORGANISER
        person.save(update_fields=["may_open_cohorts"])
        member = Membership.objects.create(person=person, cohort=cohort, role=role)
        members.setdefault(role, []).append(member)
    people, draw = members[Role.PARTICIPANT], random.Random(1)
    demo_rows.attempts(cohort, people, draw)
    demo_rows.waves(cohort, people, members[Role.ORGANISER][0].person, draw)
    demo_rows.tests(cohort, people, draw)
    demo_rows.around(cohort, people)
