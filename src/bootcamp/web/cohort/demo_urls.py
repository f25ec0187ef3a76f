"""The door of the made-up cohort, which no other server has."""

from django.urls import path

from bootcamp.web.cohort.views import demo

app_name = "demo"
urlpatterns = [path("", demo.sign_in, name="sign_in")]
