"""Make a report, read it, see what is behind a number, publish the public edition."""

import hashlib
import importlib.util
import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bootcamp.errors import BootcampError
from bootcamp.report.figures import Withheld
from bootcamp.report.spec import shipped_text
from bootcamp.web.cohort.domain.cohort import today_in
from bootcamp.web.cohort.domain.figures import figures_in, report_in
from bootcamp.web.cohort.domain.report import publish
from bootcamp.web.cohort.models import Answer, AuditEvent, ReportRun
from bootcamp.web.cohort.models.membership import Role

from .conftest import at_once, join
from .reported import (
    CUT_OFF,
    NOON,
    SMALL,
    URL,
    make,
    text_of,
)  # fmt: skip


def post(client, **fields):
    given = {"spec": "seed", "cut_off": CUT_OFF.isoformat(), "edition": "internal", **fields}
    return client.post(URL, given, follow=True)


@pytest.mark.parametrize("role", ["organiser", "evaluator"])
def test_a_report_is_made_with_one_form_and_kept_with_its_hashes(
    cohort, organiser, evaluator, members, signed_in, role
):
    client = signed_in({"organiser": organiser, "evaluator": evaluator}[role])
    said = text_of(post(client))
    run = ReportRun.objects.get()
    assert run.spec == shipped_text("seed")
    assert run.spec_hash == hashlib.sha256(run.spec.encode()).hexdigest()
    assert (run.cut_off, run.edition, run.made_by.email) == (
        CUT_OFF,
        "internal",
        f"{'olga' if role == 'organiser' else 'eva'}@example.org",
    )
    assert run.data_hash in said
    assert "Impact report" in text_of(client.get(f"{URL}{run.public}/page/"))
    assert run.data_hash[:8] in text_of(client.get(URL))


def test_the_same_rows_and_spec_give_the_same_numbers_and_hash_and_a_changed_row_another(
    cohort, organiser, members
):
    first, second = make(cohort, organiser), make(cohort, organiser)
    assert first.public != second.public
    assert first.data_hash == second.data_hash
    assert report_in(first.figures) == report_in(second.figures)
    assert bytes(first.bundle) == bytes(second.bundle)
    Answer.objects.filter(number=2).update(number=1)
    third = make(cohort, organiser)
    assert third.data_hash != first.data_hash
    assert report_in(third.figures) != report_in(first.figures)


def test_a_report_is_a_page_of_its_own_that_loads_and_runs_nothing(
    cohort, organiser, members, signed_in
):
    run = make(cohort, organiser)
    found = signed_in(organiser).get(f"{URL}{run.public}/page/")
    policy = found["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert "script-src" not in policy
    html = text_of(found)
    assert "<script" not in html
    assert not re.search(r"(?:src|<link[^>]+href)=[\"']?(?:https?:)?//", html)
    assert "script-src 'self'" in signed_in(organiser).get(URL)["Content-Security-Policy"]


def test_an_internal_report_links_each_figure_to_what_is_behind_it(cohort, organiser, members):
    run = make(cohort, organiser)
    for key in ("career", "solved", "tests", "outcomes"):
        assert f"/c/spring/reports/{run.public}/figure/{key}/" in run.html
    assert "/c/spring/" not in make(cohort, organiser, "public").html


def test_a_public_edition_is_read_by_anyone_once_it_is_published(
    cohort, organiser, members, signed_in, client
):
    run = make(cohort, organiser, "public")
    address = f"/report/{run.public}/"
    assert client.get(address).status_code == client.get(f"{address}bundle").status_code == 404
    said = text_of(
        signed_in(organiser).post(f"{URL}{run.public}/publish", {"sure": "yes"}, follow=True)
    )
    assert f"http://testserver{address}" in said
    assert "Small" in text_of(client.get(address))
    assert zipfile.ZipFile(io.BytesIO(client.get(f"{address}bundle").content)).testzip() is None
    assert run.data_hash not in text_of(client.get(address))


def test_an_internal_edition_is_never_public(cohort, organiser, members, signed_in, client):
    run = make(cohort, organiser)
    said = signed_in(organiser).post(f"{URL}{run.public}/publish", {"sure": "yes"}, follow=True)
    assert "Expected a public edition, got an internal one" in text_of(said)
    ReportRun.objects.update(published_at=NOON)  # even if a row were wrong
    assert client.get(f"/report/{run.public}/").status_code == 404
    assert client.get(f"/report/{run.public}/bundle").status_code == 404


def test_an_evaluator_doesnt_publish(cohort, organiser, evaluator, members, signed_in):
    run = make(cohort, organiser, "public")
    assert signed_in(evaluator).post(f"{URL}{run.public}/publish").status_code == 404
    assert "Publish</button>" not in text_of(signed_in(evaluator).get(f"{URL}{run.public}/"))
    assert "Publish</button>" in text_of(signed_in(organiser).get(f"{URL}{run.public}/"))


def test_publishing_twice_is_told_and_written_down_once(cohort, organiser, members):
    run = make(cohort, organiser, "public")
    publish(run, actor=organiser)
    when = ReportRun.objects.get().published_at
    with pytest.raises(BootcampError, match="published already"):
        publish(run, actor=organiser)
    assert ReportRun.objects.get().published_at == when
    assert AuditEvent.objects.filter(verb="published a report").count() == 1


def test_an_edition_that_is_older_than_a_published_one_isnt_published(cohort, organiser, members):
    older, newer = make(cohort, organiser, "public"), make(cohort, organiser, "public")
    publish(newer, actor=organiser)
    with pytest.raises(BootcampError, match="Another edition was published since"):
        publish(older, actor=organiser)
    assert list(ReportRun.objects.published()) == [newer]


def test_what_one_person_changed_since_the_last_edition_isnt_told_by_the_next(
    cohort, organiser, members
):
    first = make(cohort, organiser, "public")
    Answer.objects.filter(number=2).update(number=1)
    unpublished = figures_in(report_in(make(cohort, organiser, "public").figures))["career"]
    assert not isinstance(unpublished.items[0], Withheld)  # nobody has seen the first yet
    publish(first, actor=organiser)
    [item] = figures_in(report_in(make(cohort, organiser, "public").figures))["career"].items
    assert isinstance(item, Withheld)
    [item] = figures_in(report_in(make(cohort, organiser).figures))["career"].items
    assert not isinstance(item, Withheld)  # the internal edition shows what is the case


def test_a_cut_off_that_hasnt_come_is_refused_on_the_form(cohort, organiser, signed_in):
    tomorrow = today_in(cohort) + timedelta(days=1)
    said = text_of(post(signed_in(organiser), cut_off=tomorrow.isoformat()))
    assert "Expected a cut-off that has come" in said
    assert not ReportRun.objects.exists()


def test_a_spec_of_their_own_is_pasted_or_sent_as_a_file(cohort, organiser, members, signed_in):
    client = signed_in(organiser)
    post(client, spec="own", text=SMALL)
    post(client, spec="own", file=SimpleUploadedFile("own.toml", SMALL.encode()))
    marked = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()  # by a Windows editor
    post(client, spec="own", file=SimpleUploadedFile("own.toml", marked))
    hashes = {run.spec_hash for run in ReportRun.objects.all()}
    assert (hashes, ReportRun.objects.count()) == ({hashlib.sha256(SMALL.encode()).hexdigest()}, 3)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Expected a spec, got none"),
        ({"text": "title ="}, "isn&#x27;t TOML"),
        ({"text": SMALL.replace("agreement", "agreemnt")}, "Write `agreement`"),
        ({"file": SimpleUploadedFile("x", b"\xff\xfe\x00")}, "x is in UTF-16"),
        ({"file": SimpleUploadedFile("x", b"#" * 300_000)}, "Expected at most 200000 bytes"),
    ],
)
def test_a_spec_that_cant_be_read_is_refused_with_a_sentence(
    cohort, organiser, signed_in, fields, says
):
    assert says in text_of(post(signed_in(organiser), spec="own", **fields))
    assert not ReportRun.objects.exists()


def test_the_bundle_holds_the_spec_and_a_table_for_each_figure(
    cohort, organiser, members, signed_in
):
    run = make(cohort, organiser)
    found = signed_in(organiser).get(f"{URL}{run.public}/bundle")
    assert 'filename="spring-internal-2026-07-10.zip"' in found["Content-Disposition"]
    bundle = zipfile.ZipFile(io.BytesIO(found.content))
    texts = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert SMALL in texts.values()
    assert sum(name.endswith(".csv") for name in texts) >= 4


def test_without_weasyprint_a_sentence_says_so(cohort, organiser, members, signed_in):
    if importlib.util.find_spec("weasyprint"):
        pytest.skip("WeasyPrint is installed.")
    run = make(cohort, organiser)
    said = signed_in(organiser).get(f"{URL}{run.public}/pdf", follow=True)
    assert "WeasyPrint" in text_of(said)


@pytest.mark.pdf
def test_with_weasyprint_the_pdf_is_a_pdf(cohort, organiser, members, signed_in):
    pytest.importorskip("weasyprint")
    run = make(cohort, organiser)
    assert signed_in(organiser).get(f"{URL}{run.public}/pdf").content.startswith(b"%PDF")


@pytest.mark.django_db(transaction=True)
def test_of_four_editions_that_are_published_at_once_one_is(cohort, organiser, members):
    runs = [make(cohort, organiser, "public") for _ in range(4)]
    found = at_once(4, lambda number: publish(runs[number], actor=organiser))
    assert len([error for error in found if isinstance(error, BootcampError)]) == 3
    assert ReportRun.objects.published().count() == 1


def test_a_report_of_another_cohort_isnt_there(cohort, other_cohort, organiser, members, signed_in):
    run = make(cohort, organiser)
    join(organiser, other_cohort, Role.ORGANISER)
    for page in ("", "page/", "bundle", "pdf", "figure/career/"):
        assert signed_in(organiser).get(f"/c/autumn/reports/{run.public}/{page}").status_code == 404


def test_there_is_no_page_for_a_figure_or_a_spec_that_isnt_there(
    cohort, organiser, members, signed_in
):
    run, client = make(cohort, organiser), signed_in(organiser)
    assert client.get(f"{URL}{run.public}/figure/nonsense/").status_code == 404
    assert client.get(f"{URL}specs/nonsense").status_code == 404
    assert client.get(f"{URL}specs/paired").content.decode() == shipped_text("paired")


def test_the_list_takes_as_many_queries_for_one_report_as_for_three_and_reads_none_of_them(
    cohort, organiser, members, signed_in
):
    client, counts = signed_in(organiser), []
    for many in (1, 2):
        for _ in range(many):
            make(cohort, organiser)
        with CaptureQueriesContext(connection) as queries:
            text_of(client.get(URL))
        counts.append(len(queries))
        assert not [each for each in queries if '"bundle"' in each["sql"]]
    assert counts[0] == counts[1]
