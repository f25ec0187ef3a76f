"""Every address of the local site."""

from django.contrib.staticfiles.views import serve as static
from django.urls import path

from bootcamp.web.study import views

urlpatterns = [
    path("", views.home, name="home"),
    path("lesson/<slug:chapter>/<slug:name>/", views.lesson, name="lesson"),
    path("exercise/<slug:name>/", views.box, name="box"),
    path("exercise/<slug:name>/check", views.check, name="check"),
    path("exercise/<slug:name>/hint", views.hint, name="hint"),
    path("exercise/<slug:name>/solution", views.solution, name="solution"),
    path("exercise/<slug:name>/edit", views.edit, name="edit"),
    path("figure/<slug:chapter>/<slug:name>.svg", views.figure, name="figure"),
    path("events", views.events, name="events"),
    path("colours.css", views.colours, name="colours"),
    path("static/<path:path>", static, {"insecure": True}),
]

handler404 = "bootcamp.web.study.refusals.not_found"
