"""Every address of a cohort's server."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("bootcamp.web.cohort.urls")),
    path("learn/", include("bootcamp.web.cohort.learn_urls")),
    path("account/", include("allauth.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("bootcamp.web.cohort.demo_urls")))

handler400 = "bootcamp.web.cohort.views.refusals.too_much"
handler404 = "bootcamp.web.cohort.views.refusals.not_found"
handler429 = "bootcamp.web.cohort.views.refusals.too_many"
handler500 = "bootcamp.web.cohort.views.refusals.failed"
