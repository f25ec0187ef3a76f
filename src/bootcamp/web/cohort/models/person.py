"""Someone with an account."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from bootcamp.web.cohort.models import fields
from bootcamp.web.cohort.models.keys import public_id


class People(BaseUserManager["Person"]):
    """Makes and finds people."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Someone new; without a password they sign in by a code that is mailed."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this address, however it is written."""
        return self.get(email__iexact=username)


ERASED = "@erased.invalid"  # what the address of someone who erased their data ends with


class Person(AbstractBaseUser):
    """Someone with an account. Rights come from memberships, not from here."""

    public = fields.CharField(max_length=20, unique=True, default=public_id, editable=False)
    email = fields.EmailField("e-mail")
    name = fields.CharField(max_length=120, blank=True)
    zone = fields.CharField("time zone", max_length=60, default="UTC")
    is_active = models.BooleanField(default=True)
    may_open_cohorts = models.BooleanField(default=False)
    seed = models.IntegerField(default=0, help_text="What makes this learner's numbers theirs.")
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = People()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        if self.email.endswith(ERASED):
            return "someone who left"
        return self.name or f"someone without a name ({self.public[:4]})"  # no address: see who may

    @property
    def is_staff(self) -> bool:
        """Nobody is: there is no admin site."""
        return False


class Tokens(models.QuerySet["Token"]):
    """Finds keys."""

    def visible_to(self, person: Person) -> "Tokens":
        """Their own."""
        return self.filter(person=person)


class Token(models.Model):
    """A key with which a learner's own machine may push attempts. Only its hash is kept."""

    public = fields.CharField(max_length=20, unique=True, default=public_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    hash = fields.CharField(max_length=64, unique=True)
    label = fields.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)
    objects = Tokens.as_manager()
