"""Sign in to the made-up cohort as anyone: only where `BOOTCAMP_DEMO` is set, in debug."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bootcamp.web.cohort.models import Membership, Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(request: HttpRequest) -> HttpResponse:
    """Everyone of the made-up cohort, each with a button."""
    if request.method == "POST":
        person = get_object_or_404(Person, public=request.POST.get("person", ""))
        login(request, person, backend=BACKEND)
        return redirect("cohort:home")
    members = Membership.objects.select_related("person", "cohort").order_by("role", "pk")
    return render(request, "cohort/demo.html", {"members": members})
