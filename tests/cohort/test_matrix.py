"""Every address × every role × own, other, other cohort: who may open what, and who sees what.

The tables below say it once more, by hand: an address that isn't in them fails the test.
"""

import pytest
from django.apps import apps
from django.urls import URLPattern, get_resolver, reverse

from bootcamp.web.cohort.models import Membership

from .world import VISITORS, World, canary

STAFF = {"organiser", "ta", "evaluator"}
ORGANISER = frozenset({"organiser"})
READERS = {"organiser", "evaluator"}
MEMBERS = {"organiser", "ta", "evaluator", "participant", "mentor", "reviewer", "speaker"}
SIGNED_IN = {name for name in VISITORS if name != "stranger"}
ANYONE = set(VISITORS)
FORMS = ("form", "form_new", "form_copied", "form_export", "form_preview", "form_removed")
QUESTIONS = ("question", "question_new", "question_moved", "question_removed")
WAVES = (
    "wave", "wave_new", "wave_opened", "wave_closed", "wave_discarded", "wave_extended", "wave_reminded",
    "wave_removed",
)  # fmt: skip
ALLOWED = {  # name of the address: who may open it
    "home": ANYONE,
    "health": ANYONE,
    "ready": ANYONE,
    "privacy": ANYONE,
    "invitation": ANYONE,
    "me": SIGNED_IN,
    "consent": SIGNED_IN,
    "export": SIGNED_IN,
    "erase": SIGNED_IN,
    "keys": SIGNED_IN,
    "key_revoked": set(),  # whose key it is: nobody here
    "push": set(),  # whoever has a key
    "new": set(),  # whoever may open cohorts; nobody here may
    "cohort": MEMBERS | {"alumna"},
    "programme": MEMBERS | {"alumna"},
    "section_removed": {"organiser"},
    "settings": {"organiser"},
    "trail": {"organiser"},
    "people": {"organiser", "ta"},
    "progress": {"organiser", "ta", "participant", "alumna"},
    "items": {"organiser", "ta"},
    "progress_of": {"organiser", "ta"},
    "mail": {"organiser"},
    "mail_again": {"organiser"},
    "state": {"organiser"},
    "invitation_withdrawn": {"organiser"},
    "surveys": READERS,
    **dict.fromkeys(FORMS + QUESTIONS + WAVES, ORGANISER),
    "results": READERS,
    "answer": {"participant", "alumna"},  # those who are asked
    "thanks": {"participant", "alumna"},
    "capstones": {"organiser", "ta", "participant", "reviewer", "evaluator"},
    "capstone": {"organiser", "ta", "reviewer", "evaluator"},
    "capstone_scored": {"reviewer"},
    "capstone_removed": {"organiser"},  # or who is in its team: nobody here
    "outcomes": {"organiser", "participant", "evaluator", "alumna"},
    "outcome_removed": {"organiser"},
    "kept": READERS,
    "kept_removed": {"organiser"},
    "quiz": {"participant"},
    "quiz_kept": {"participant"},
    "reports": READERS,
    "report_spec": READERS,
    "report": READERS,
    "report_page": READERS,
    "report_bundle": READERS,
    "report_pdf": READERS,
    "report_figure": READERS,
    "report_published": {"organiser"},
    "report_withdrawn": {"organiser"},
    "public_report": set(),  # this one isn't published
    "public_bundle": set(),
}
SEEN_BY = {  # canary: whoever may meet it on a page
    "subject": {"organiser", "ta", "reviewer", "evaluator"},  # in the team of a capstone
    "capstone": {"organiser", "ta", "reviewer", "evaluator"},
    "outcome": READERS,
    "cost": READERS,
    "text": READERS,
    "form": READERS | {"participant", "alumna"},
    "question": {"organiser", "participant", "alumna"},
    "answer": set(),  # a text that was answered in confidence
    "report": READERS,
    "invited": {"organiser"},
    "trail": {"organiser"},
    "mail": set(),
}


def addresses():
    """The names of all addresses that are ours."""
    found = []
    for pattern in get_resolver("bootcamp.web.cohort.urls").url_patterns:
        assert isinstance(pattern, URLPattern)
        found.append(pattern.name)
    return found


def address(name, world):
    """An address of the first cohort, with rows that are about `subject`."""
    arguments = {
        "invitation": {"token": "nonsense"},
        "consent": {"purpose": "push"},
        "key_revoked": {"public": "0123456789abcdef0123"},
        "section_removed": {"slug": "spring", "key": "autograd"},
        "progress_of": {"slug": "spring", "public": world.people["subject"].public},
        "mail_again": {"slug": "spring", "pk": world.mail.pk},
        "state": {"slug": "spring", "public": world.member("subject").public},
        "invitation_withdrawn": {"slug": "spring", "public": world.invitation.public},
        **addresses_after(world),
        **addresses_of_forms(world),
    }
    plain = {"home", "health", "ready", "privacy", "me", "export", "erase", "new", "keys", "push"}
    return reverse(
        f"cohort:{name}", kwargs=arguments.get(name, {} if name in plain else {"slug": "spring"})
    )


def addresses_after(world):
    """Those of capstones, outcomes, tests and reports."""
    capstone = {"slug": "spring", "public": world.capstone.public}
    report = {"slug": "spring", "public": world.report.public}
    test = {"slug": "spring", "chapter": "arrays", "phase": "before"}
    own = ("report", "report_page", "report_bundle", "report_pdf", "report_published")
    own += ("report_withdrawn",)
    return {
        "capstone": capstone,
        "capstone_scored": capstone,
        "capstone_removed": capstone,
        "outcome_removed": {"slug": "spring", "pk": world.outcome.pk},
        "kept": {"slug": "spring", "what": "costs"},
        "kept_removed": {"slug": "spring", "what": "costs", "pk": world.cost.pk},
        "quiz": test,
        "quiz_kept": test,
        "report_spec": {"slug": "spring", "name": "seed"},
        "report_figure": report | {"key": "goals-text"},
        "public_report": {"public": world.report.public},
        "public_bundle": {"public": world.report.public},
        **dict.fromkeys(own, report),
    }


def addresses_of_forms(world):
    """Those of forms, and of what is asked with them."""
    form = {"slug": "spring", "public": world.form.public}
    wave = {"slug": "spring", "public": world.wave.public}
    question = form | {"code": "why"}
    return {
        **dict.fromkeys(("form", "form_export", "form_preview", "form_copied"), form),
        **dict.fromkeys(("form_removed", "question_new", "wave_new"), form),
        **dict.fromkeys(("question", "question_moved", "question_removed"), question),
        **dict.fromkeys(
            ("wave", "wave_opened", "wave_closed", "wave_discarded", "wave_extended"), wave
        ),
        **dict.fromkeys(("wave_reminded", "wave_removed", "results", "answer", "thanks"), wave),
    }


def is_open(client, url):
    """Whether a page answers to GET or to a POST of nothing."""
    for response in (client.get(url), client.post(url)):
        assert response.status_code < 500, url
        leads_to_login = response.status_code == 302 and "/account/login" in response["Location"]
        if not leads_to_login and response.status_code not in (401, 403, 404, 405):
            return True
    return False


@pytest.fixture
def world(fast):
    return World()


def test_every_address_is_in_the_table():
    assert sorted(addresses()) == sorted(ALLOWED)


@pytest.mark.parametrize("visitor", VISITORS)
def test_each_address_is_open_to_those_it_is_for_and_to_nobody_else(world, visitor):
    names = [name for name in ALLOWED if name != "erase"] + ["erase"]
    opened = {name for name in names if is_open(world.client(visitor), address(name, world))}
    assert opened == {name for name, whom in ALLOWED.items() if visitor in whom}


@pytest.mark.parametrize("visitor", VISITORS)
def test_a_canary_is_met_by_those_only_who_may_see_it(world, visitor):
    client, met = world.client(visitor), set()
    for name in ALLOWED:
        text = client.get(address(name, world)).content.decode(errors="replace")
        met |= {bird for bird in SEEN_BY if canary(bird) in text}
    expected = {bird for bird, whom in SEEN_BY.items() if visitor in whom}
    assert met == expected


@pytest.mark.parametrize("visitor", [name for name in VISITORS if name.startswith("other ")])
def test_under_their_own_address_nobody_meets_a_row_of_another_cohort(world, visitor):
    """Lists of their own cohort, and its pages with the other's rows in the address."""
    client, met = world.client(visitor), set()
    for name in ALLOWED:
        url = address(name, world).replace("/c/spring/", "/c/autumn/")
        text = client.get(url).content.decode(errors="replace")
        met |= {bird for bird in SEEN_BY if canary(bird) in text}
    assert met == set()


def counts():
    """How many rows each table has, and which states members are in."""
    models = list(apps.get_app_config("cohort").get_models())
    found = {model.__name__: model.objects.count() for model in models}
    found["states"] = sorted(Membership.objects.values_list("pk", "state", "role"))
    return found


WRITES = {  # who may write it, and a valid body
    "people": ({"organiser"}, {"emails": "new@example.org", "role": "organiser"}),
    "programme": (
        {"organiser"}, {"title": "T", "key": "t", "planned_days": "1", "chapter": ""},
    ),
    "capstones": ({"organiser", "participant"}, {"title": "T", "mentors": "1"}),
    "outcomes": (
        {"organiser", "participant", "alumna"},
        {"kind": "none", "track": "unknown", "months_after": "0", "on": "2026-07-01"},
    ),
    "kept": (
        {"organiser"}, {"category": "C", "amount": "1", "currency": "EUR", "on": "2026-07-01"},
    ),
    "form_new": ({"organiser"}, {"title": "T", "key": "t", "mode": "anonymous", "intro": "", "how": "empty"}),
    "state": ({"organiser"}, {"state": "completed"}),
}  # fmt: skip


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("name", WRITES)
def test_what_is_sent_is_written_for_those_alone_who_may(world, name, visitor):
    whom, body = WRITES[name]
    if name == "outcomes" and visitor == "organiser":
        body = body | {"membership": world.member("subject").pk}
    before = counts()
    world.client(visitor).post(address(name, world), body)
    assert (counts() != before) is (visitor in whom)


def test_who_takes_part_has_the_rights_of_that_alone(world):
    """Whatever rows there are: they would read what is said about them."""
    person = world.people["participant"]
    for role in ("organiser", "ta", "evaluator"):
        Membership.objects.create(person=person, cohort=world.cohort, role=role)
    client = world.client("participant")
    for name, whom in ALLOWED.items():
        if "participant" not in whom and name != "public_report":
            assert not is_open(client, address(name, world)), name


@pytest.mark.parametrize("visitor", [name for name in VISITORS if name.startswith("other ")])
def test_another_cohorts_organiser_changes_nothing_through_their_own_address(world, visitor):
    """Rows of one cohort can't be reached under the address of another."""
    client = world.client(visitor)
    for name in ("state", "invitation_withdrawn", "section_removed"):
        url = address(name, world).replace("/c/spring/", "/c/autumn/")
        before = list(world.cohort.sections.values_list("key", flat=True))
        if name != "section_removed":
            assert client.post(url, {"state": "withdrawn"}).status_code == 404
        else:
            client.post(url)
        assert list(world.cohort.sections.values_list("key", flat=True)) == before
    world.invitation.refresh_from_db()
    assert world.invitation.withdrawn_at is None
    assert world.member("subject").state == "active"
