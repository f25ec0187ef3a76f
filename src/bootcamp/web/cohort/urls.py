"""Every address of a cohort."""

from django.urls import path

from bootcamp.web.cohort.views import cohort, health, home, me, people

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
    path("cohorts/new", cohort.new, name="new"),
    path("c/<slug:slug>/", cohort.cohort, name="cohort"),
    path("c/<slug:slug>/programme/", cohort.programme, name="programme"),
    path(
        "c/<slug:slug>/programme/<slug:key>/remove", cohort.section_removed, name="section_removed"
    ),
    path("c/<slug:slug>/settings/", cohort.settings, name="settings"),
    path("c/<slug:slug>/trail/", cohort.trail, name="trail"),
    path("c/<slug:slug>/people/", people.people, name="people"),
    path("c/<slug:slug>/people/<str:public>/state", people.state, name="state"),
    path(
        "c/<slug:slug>/invitations/<str:public>/withdraw",
        people.invitation_withdrawn,
        name="invitation_withdrawn",
    ),
]
