"""Where else an answer could be tied to its writer: trail, outbox, sessions, exports, results."""

import json
import secrets

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import DateField, TimeField

from bootcamp.errors import BootcampError
from bootcamp.web.cohort import models
from bootcamp.web.cohort.domain import survey_seal
from bootcamp.web.cohort.domain.privacy import export_of
from bootcamp.web.cohort.domain.survey_answer import answer
from bootcamp.web.cohort.domain.survey_results import results
from bootcamp.web.cohort.domain.survey_wave import close_wave

from . import attacks
from .asked import WORDS, a_wave, crowd, given
from .attack_scenes import CHANCE, NEARLY_ALL, PEOPLE, WAVES, asked, drop, texts

POSTGRES = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="DATABASE_URL is no PostgreSQL"
)
pytestmark = pytest.mark.django_db(transaction=True)


def test_trail_outbox_sessions_and_exports_are_the_same_whoever_answered_what(
    cohort, organiser, signed_in
):
    people = crowd(cohort, PEOPLE)
    clients = [signed_in(person) for person in people]
    wave = a_wave(cohort, organiser, questions=[WORDS])
    told = a_wave(cohort, organiser, "confidential", questions=[WORDS], key="told")
    tables = (models.AuditEvent, models.OutboxMail, models.Consent, models.DataRequest)

    def around():
        return [list(table.objects.order_by("pk").values()) for table in (*tables, Session)]

    before = around()
    for number, (client, text) in enumerate(zip(clients, texts(1), strict=True)):
        assert client.post(f"/c/spring/answer/{wave.public}/", {"q.words": text}).status_code == 302
        answer(told, given(None, f"told {number}"), actor=people[number])
    assert around() == before
    close_wave(wave, actor=organiser)
    exports = [json.dumps(export_of(person), default=str) for person in people]
    assert all(f"told {n}" in export for n, export in enumerate(exports))  # it could be there
    assert not any(text in export for text in texts(1) for export in exports)
    said = [export_of(person)["asked"] for person in people]
    assert said == [said[0]] * PEOPLE  # that one has answered, and no more


def test_texts_come_out_of_the_results_in_no_order(cohort, organiser):
    people, right = crowd(cohort, PEOPLE), 0
    for number in range(WAVES):
        wave = a_wave(cohort, organiser, questions=[WORDS], key=f"wave{number}")
        truth = texts(number)
        for person, text in zip(people, truth, strict=True):
            answer(wave, given(None, text), actor=person)
        close_wave(wave, actor=organiser)
        wave.refresh_from_db()
        right += attacks.hits(list(results(wave).summaries[0].texts), truth)
    assert attacks.hits(truth, truth) * WAVES >= NEARLY_ALL
    assert right <= CHANCE


def test_no_row_of_an_anonymous_answer_has_a_time_or_a_person():
    for model in (models.Envelope, models.Receipt, models.Response, models.Answer):
        kinds = {type(f) for f in model._meta.get_fields() if isinstance(f, DateField | TimeField)}
        assert kinds == set()
    related = {f.related_model for f in models.Envelope._meta.get_fields() if f.is_relation}
    assert related == {models.Wave}


def test_the_database_alone_opens_no_envelope_and_with_the_servers_secret_it_does(
    cohort, organiser, settings
):
    """The limit of the promise: the secret and the database together, while the wave is open."""
    settings.SECRET_KEY = secrets.token_urlsafe(48)
    person = crowd(cohort, 1)[0]
    wave = a_wave(cohort, organiser, questions=[WORDS])
    answer(wave, given(None, "my words"), actor=person)
    sealed = bytes(models.Envelope.objects.get().sealed)
    right = settings.SECRET_KEY
    for guess in ("for-debugging-only", wave.public, wave.key, "spring"):
        settings.SECRET_KEY = guess
        with pytest.raises(BootcampError, match="can't be unsealed"):
            survey_seal.unseal(sealed, wave.public)
    settings.SECRET_KEY = right
    assert survey_seal.unseal(sealed, wave.public)[0]["words"].text == "my words"


@POSTGRES
@pytest.mark.postgres
def test_postgres_transaction_numbers_and_places_tell_nothing(cohort, organiser):
    people, found = crowd(cohort, PEOPLE), {}
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_receipt (person text)")
        cursor.execute("CREATE TABLE naive_answer (wave integer, text text)")
    sequences = "SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 2"
    for number in range(WAVES):
        wave = a_wave(cohort, organiser, questions=[WORDS], key=f"wave{number}")
        truth, before, envelopes = texts(number), asked(sequences), []
        for n, (person, text) in enumerate(zip(people, truth, strict=True)):
            answer(wave, given(None, text), actor=person)
            envelopes += set(models.Envelope.objects.values_list("pk", flat=True)) - {*envelopes}
            with connection.cursor() as cursor:
                cursor.execute("BEGIN")
                cursor.execute("INSERT INTO naive_receipt VALUES (%s)", [f"p{n}"])
                cursor.execute("INSERT INTO naive_answer VALUES (%s, %s)", [number, text])
                cursor.execute("COMMIT")
        assert asked(sequences) == before
        members = {person.memberships.get().pk: n for n, person in enumerate(people)}
        receipts = asked(
            "SELECT membership_id FROM cohort_receipt WHERE wave_id = %s "
            "ORDER BY xmin::text::bigint", wave.pk,
        )  # fmt: skip
        assert [members[pk] for (pk,) in receipts] == list(range(PEOPLE))  # the order is known
        close_wave(wave, actor=organiser)
        join = (
            "FROM cohort_answer a JOIN cohort_response r ON r.id = a.response_id "
            "WHERE r.wave_id = %s AND a.text != ''"
        )
        for hidden in ("a.xmin::text::bigint, a.ctid", "a.ctid", "r.ctid", "a.id", "r.id"):
            guess = [t for (t,) in asked(f"SELECT a.text {join} ORDER BY {hidden}", wave.pk)]
            found[hidden] = found.get(hidden, 0) + attacks.hits(guess, truth)
            ranked = [guess[sorted(envelopes).index(envelope)] for envelope in envelopes]
            name = f"{hidden} by envelope"
            found[name] = found.get(name, 0) + attacks.hits(ranked, truth)
        assert len(asked(f"SELECT DISTINCT a.xmin::text, r.xmin::text {join}", wave.pk)) == 1
        for hidden in ("xmin::text::bigint", "ctid"):
            sql = f"SELECT text FROM naive_answer WHERE wave = %s ORDER BY {hidden}"
            guess = [text for (text,) in asked(sql, number)]
            found[f"naive {hidden}"] = found.get(f"naive {hidden}", 0) + attacks.hits(guess, truth)
    drop("naive_receipt", "naive_answer")
    assert found["naive xmin::text::bigint"] >= NEARLY_ALL
    assert found["naive ctid"] > CHANCE  # the long ones go to pages of their own
    assert all(right <= CHANCE for name, right in found.items() if "naive" not in name)
