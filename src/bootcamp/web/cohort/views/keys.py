"""Keys for one's own machine: made, shown once, revoked."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.keys import key_made_from, make_key, revoke
from bootcamp.web.cohort.domain.privacy import agreed
from bootcamp.web.cohort.forms.keys import KeyForm
from bootcamp.web.cohort.models import Token
from bootcamp.web.cohort.views.access import Signed, told
from bootcamp.web.cohort.views.once import done_here, is_repeated, secret_of


@login_required
def keys(request: Signed) -> HttpResponse:
    """One's keys. A new one stands on the page that answers the form, and nowhere later."""
    form, key = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            key = _key(request, form.cleaned_data["label"])
        except BootcampError as error:
            form.add_error(None, str(error))
        else:
            form = KeyForm()
    context = {
        "form": form,
        "key": key,
        "keys": Token.objects.visible_to(request.user).order_by("-made_at"),
        "agrees": agreed(request.user, "push"),
        "site": request.build_absolute_uri("/").rstrip("/"),
    }
    response = render(request, "cohort/keys.html", context)
    return done_here(response) if key else response


def _key(request: Signed, label: str) -> str:
    """A new key; of a second click on the same button, the first one's."""
    secret = secret_of(request)
    if is_repeated(request):
        return key_made_from(secret, actor=request.user)
    return make_key(label, actor=request.user, secret=secret)


@require_POST
@login_required
def key_revoked(request: Signed, public: str) -> HttpResponse:
    """Make a key useless."""
    token = get_object_or_404(Token.objects.visible_to(request.user), public=public)
    told(request, lambda: revoke(token, actor=request.user), "Revoked: it opens nothing now.")
    return redirect("cohort:keys")
