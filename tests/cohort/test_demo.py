"""The made-up cohort: every role is there, and a report can be made of it."""

from bootcamp.web.cohort.domain.demo import make_demo
from bootcamp.web.cohort.models import Attempt, Cohort, Membership, Response
from bootcamp.web.cohort.models.membership import Role


def test_it_is_made_once_with_every_role_and_sixteen_who_take_part(db):
    make_demo()
    make_demo()
    cohort = Cohort.objects.get()
    roles = list(Membership.objects.values_list("role", flat=True))
    assert roles.count("participant") == 16
    assert set(roles) == set(Role.values)
    assert Attempt.objects.count() > 500
    assert Response.objects.filter(wave__cohort=cohort).count() > 30


def test_everyone_finds_their_pages(db, signed_in):
    make_demo()
    for member in Membership.objects.filter(role__in=("organiser", "ta", "evaluator")):
        client = signed_in(member.person)
        for page in ("", "progress/", "reports/"):
            expected = 404 if member.role == "ta" and page == "reports/" else 200
            if member.role == "evaluator" and page == "progress/":
                continue
            assert client.get(f"/c/demo/{page}").status_code == expected, (member.role, page)
