"""Every address of the local site."""

from django.contrib.staticfiles.views import serve as static
from django.urls import path

from bootcamp.web.study import local
from bootcamp.web.study.urls import PAGES

urlpatterns = [
    *(path(route, view, name=name) for route, view, name in PAGES),
    path("figure/<slug:chapter>/<slug:name>.svg", local.figure, name="figure"),
    path("events", local.events, name="events"),
    path("static/<path:path>", static, {"insecure": True}),
]

handler404 = "bootcamp.web.study.refusals.not_found"
