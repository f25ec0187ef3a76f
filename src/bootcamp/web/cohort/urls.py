"""Every address of a cohort."""

from django.urls import path

from bootcamp.web.cohort.views import (
    after,
    cohort,
    health,
    home,
    kept,
    keys,
    mail,
    me,
    people,
    progress,
    push,
    quiz,
    report,
    survey_answer,
    survey_form,
    survey_wave,
)

app_name = "cohort"
urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.health, name="health"),
    path("readyz", health.ready, name="ready"),
    path("invitation/<str:token>/", home.invitation, name="invitation"),
    path("privacy/", me.privacy, name="privacy"),
    path("me/", me.me, name="me"),
    path("me/consent/<slug:purpose>", me.consent, name="consent"),
    path("me/export", me.export, name="export"),
    path("me/erase", me.erased, name="erase"),
    path("me/keys/", keys.keys, name="keys"),
    path("me/keys/<str:public>/revoke", keys.key_revoked, name="key_revoked"),
    path("api/push", push.push, name="push"),
    path("cohorts/new", cohort.new, name="new"),
    path("c/<slug:slug>/", cohort.cohort, name="cohort"),
    path("c/<slug:slug>/programme/", cohort.programme, name="programme"),
    path(
        "c/<slug:slug>/programme/<slug:key>/remove", cohort.section_removed, name="section_removed"
    ),
    path("c/<slug:slug>/settings/", cohort.settings, name="settings"),
    path("c/<slug:slug>/progress/", progress.progress, name="progress"),
    path("c/<slug:slug>/progress/items/", progress.items, name="items"),
    path("c/<slug:slug>/progress/<str:public>/", progress.person, name="progress_of"),
    path("c/<slug:slug>/trail/", cohort.trail, name="trail"),
    path("c/<slug:slug>/people/", people.people, name="people"),
    path("c/<slug:slug>/mail/", mail.mail, name="mail"),
    path("c/<slug:slug>/mail/<int:pk>/again", mail.mail_again, name="mail_again"),
    path("c/<slug:slug>/people/<str:public>/state", people.state, name="state"),
    path(
        "c/<slug:slug>/invitations/<str:public>/withdraw",
        people.invitation_withdrawn,
        name="invitation_withdrawn",
    ),
    path("c/<slug:slug>/forms/", survey_form.surveys, name="surveys"),
    path("c/<slug:slug>/forms/new", survey_form.form_new, name="form_new"),
    path("c/<slug:slug>/forms/<str:public>/", survey_form.form, name="form"),
    path("c/<slug:slug>/forms/<str:public>/export", survey_form.form_export, name="form_export"),
    path("c/<slug:slug>/forms/<str:public>/preview", survey_form.form_preview, name="form_preview"),
    path("c/<slug:slug>/forms/<str:public>/copy", survey_form.form_copied, name="form_copied"),
    path("c/<slug:slug>/forms/<str:public>/remove", survey_form.form_removed, name="form_removed"),
    path(
        "c/<slug:slug>/forms/<str:public>/questions/new",
        survey_form.question_new,
        name="question_new",
    ),
    path(
        "c/<slug:slug>/forms/<str:public>/questions/<slug:code>/",
        survey_form.question,
        name="question",
    ),
    path(
        "c/<slug:slug>/forms/<str:public>/questions/<slug:code>/move",
        survey_form.question_moved,
        name="question_moved",
    ),
    path(
        "c/<slug:slug>/forms/<str:public>/questions/<slug:code>/remove",
        survey_form.question_removed,
        name="question_removed",
    ),
    path("c/<slug:slug>/forms/<str:public>/ask", survey_wave.wave_new, name="wave_new"),
    path("c/<slug:slug>/waves/<str:public>/", survey_wave.wave, name="wave"),
    path("c/<slug:slug>/waves/<str:public>/open", survey_wave.wave_opened, name="wave_opened"),
    path("c/<slug:slug>/waves/<str:public>/close", survey_wave.wave_closed, name="wave_closed"),
    path(
        "c/<slug:slug>/waves/<str:public>/extend", survey_wave.wave_extended, name="wave_extended"
    ),
    path(
        "c/<slug:slug>/waves/<str:public>/remind", survey_wave.wave_reminded, name="wave_reminded"
    ),
    path(
        "c/<slug:slug>/waves/<str:public>/discard",
        survey_wave.wave_discarded,
        name="wave_discarded",
    ),
    path("c/<slug:slug>/waves/<str:public>/remove", survey_wave.wave_removed, name="wave_removed"),
    path("c/<slug:slug>/waves/<str:public>/results", survey_wave.results, name="results"),
    path("c/<slug:slug>/answer/<str:public>/", survey_answer.answer, name="answer"),
    path("c/<slug:slug>/answer/<str:public>/thanks", survey_answer.thanks, name="thanks"),
    path("c/<slug:slug>/capstones/", after.capstones, name="capstones"),
    path("c/<slug:slug>/capstones/<str:public>/", after.capstone, name="capstone"),
    path(
        "c/<slug:slug>/capstones/<str:public>/score", after.capstone_scored, name="capstone_scored"
    ),
    path(
        "c/<slug:slug>/capstones/<str:public>/remove",
        after.capstone_removed,
        name="capstone_removed",
    ),
    path("c/<slug:slug>/outcomes/", after.outcomes, name="outcomes"),
    path("c/<slug:slug>/outcomes/<int:pk>/remove", after.outcome_removed, name="outcome_removed"),
    path("c/<slug:slug>/kept/<slug:what>/", kept.kept, name="kept"),
    path("c/<slug:slug>/kept/<slug:what>/<int:pk>/remove", kept.kept_removed, name="kept_removed"),
    path("c/<slug:slug>/tests/<slug:chapter>/<slug:phase>/", quiz.quiz, name="quiz"),
    path("c/<slug:slug>/tests/<slug:chapter>/<slug:phase>/keep", quiz.quiz_kept, name="quiz_kept"),
    path("c/<slug:slug>/reports/", report.reports, name="reports"),
    path("c/<slug:slug>/reports/specs/<slug:name>", report.report_spec, name="report_spec"),
    path("c/<slug:slug>/reports/<str:public>/", report.report, name="report"),
    path("c/<slug:slug>/reports/<str:public>/page/", report.report_page, name="report_page"),
    path("c/<slug:slug>/reports/<str:public>/bundle", report.report_bundle, name="report_bundle"),
    path("c/<slug:slug>/reports/<str:public>/pdf", report.report_pdf, name="report_pdf"),
    path(
        "c/<slug:slug>/reports/<str:public>/publish",
        report.report_published,
        name="report_published",
    ),
    path(
        "c/<slug:slug>/reports/<str:public>/withdraw",
        report.report_withdrawn,
        name="report_withdrawn",
    ),
    path(
        "c/<slug:slug>/reports/<str:public>/figure/<slug:key>/",
        report.report_figure,
        name="report_figure",
    ),
    path("report/<str:public>/", report.public_report, name="public_report"),
    path("report/<str:public>/bundle", report.public_bundle, name="public_bundle"),
]
