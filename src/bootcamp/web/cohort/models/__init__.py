"""Every table. Each model's query set has `visible_to(person)`: what that person may read."""

from bootcamp.web.cohort.models.after import (
    Capstone,
    CapstoneScore,
    CostLine,
    Metric,
    Outcome,
    Reuse,
    Text,
)
from bootcamp.web.cohort.models.cohort import Cohort, Section
from bootcamp.web.cohort.models.membership import Invitation, Membership
from bootcamp.web.cohort.models.person import Person, Token
from bootcamp.web.cohort.models.report import ReportRun
from bootcamp.web.cohort.models.survey import (
    Answer,
    Envelope,
    Form,
    Question,
    Receipt,
    Response,
    Wave,
)
from bootcamp.web.cohort.models.trail import AuditEvent, Consent, DataRequest, OutboxMail
from bootcamp.web.cohort.models.work import Attempt, Draft, Mark, Submission, Test, TestItem

__all__ = [
    "Answer",
    "Attempt",
    "AuditEvent",
    "Capstone",
    "CapstoneScore",
    "Cohort",
    "Consent",
    "CostLine",
    "DataRequest",
    "Draft",
    "Envelope",
    "Form",
    "Invitation",
    "Mark",
    "Membership",
    "Metric",
    "OutboxMail",
    "Outcome",
    "Person",
    "Question",
    "Receipt",
    "ReportRun",
    "Response",
    "Reuse",
    "Section",
    "Submission",
    "Test",
    "TestItem",
    "Text",
    "Token",
    "Wave",
]
