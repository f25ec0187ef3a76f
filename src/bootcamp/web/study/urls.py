"""The addresses of the study pages, which the local site and a cohort's server share."""

from bootcamp.web.study import recall, views

PAGES = (
    ("", views.home, "home"),
    ("lesson/<slug:chapter>/<slug:name>/", views.lesson, "lesson"),
    ("lesson/<slug:chapter>/<slug:name>/recall", recall.answer, "recall"),
    ("exercise/<slug:name>/", views.box, "box"),
    ("exercise/<slug:name>/check", views.check, "check"),
    ("exercise/<slug:name>/hint", views.hint, "hint"),
    ("exercise/<slug:name>/solution", views.solution, "solution"),
    ("exercise/<slug:name>/edit", views.edit, "edit"),
    ("colours.css", views.colours, "colours"),
)
