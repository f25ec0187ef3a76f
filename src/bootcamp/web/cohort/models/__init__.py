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
from bootcamp.web.cohort.models.queue import Draft, Figure, PosedQuestion, Submission
from bootcamp.web.cohort.models.report import ReportRun
from bootcamp.web.cohort.models.sent import Sent
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
from bootcamp.web.cohort.models.work import Attempt, Mark, Standing, Test, TestItem

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
    "Figure",
    "Form",
    "Invitation",
    "Mark",
    "Membership",
    "Metric",
    "OutboxMail",
    "Outcome",
    "Person",
    "PosedQuestion",
    "Question",
    "Receipt",
    "ReportRun",
    "Response",
    "Reuse",
    "Section",
    "Sent",
    "Standing",
    "Submission",
    "Test",
    "TestItem",
    "Text",
    "Token",
    "Wave",
]
