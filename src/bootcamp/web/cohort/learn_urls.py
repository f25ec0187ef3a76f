"""Every address of the lessons on a cohort's server; templates name them as the local site does."""

from bootcamp.web.cohort.views.learn import addresses

urlpatterns = addresses()
