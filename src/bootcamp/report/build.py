"""From a cohort's rows and a spec to a report."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Literal

from bootcamp.errors import ReportError
from bootcamp.report.draft import Context, Draft
from bootcamp.report.figures import Part, Report
from bootcamp.report.kinds import after, change, programme, projects, survey, work
from bootcamp.report.rows import Rows
from bootcamp.report.spec import FigureSpec, Spec
from bootcamp.report.suppression import decided

Edition = Literal["internal", "public"]

KINDS: Mapping[str, Callable[[Context, FigureSpec], Draft]] = {
    "text": programme.text,
    "programme": programme.programme,
    "people": programme.people,
    "agreement": survey.agreement,
    "ratings": survey.ratings,
    "median": survey.medians,
    "choices": survey.choices,
    "themes": survey.themes,
    "quotes": survey.quotes,
    "paired": change.paired,
    "gain": change.gain,
    "exercises": work.exercises,
    "progress": work.progress,
    "capstones": projects.capstones,
    "capstone_list": projects.capstone_list,
    "scores": projects.scores,
    "outcomes": after.outcomes,
    "outcome_list": after.outcome_list,
    "cost": after.cost,
    "reach": after.reach,
    "reuse": after.reuse,
    "reuse_list": after.reuse_list,
}


def report_of(rows: Rows, spec: Spec, cut_off: date, edition: str) -> Report:
    """The report of one edition, internal or public, as of the cut-off.

    The same rows in another order make an equal report. Raises ReportError for rows that can't be
    right, with a sentence.
    """
    if edition not in ("internal", "public"):
        raise ReportError(
            f"An edition should be `internal` or `public`, and is `{edition}`. Write one of them."
        )
    is_public = edition == "public"
    context = Context(publishable(rows) if is_public else rows, cut_off, is_public)
    asked_for = [figure for part in spec.parts for figure in part.figures]
    drafts = [_draft(context, figure) for figure in asked_for]
    figures = {figure.key: figure for figure in decided(drafts, context.k, is_public=is_public)}
    parts = tuple(
        Part(part.key, part.title, tuple(figures[figure.key] for figure in part.figures))
        for part in spec.parts
    )
    about = {
        "cohort": rows.cohort.title,
        "cohort_key": rows.cohort.key,
        "k": rows.cohort.k,
        "spec_version": spec.version,
        "spec_sha256": spec.sha256,
    }
    return Report(spec.title, edition, cut_off.isoformat(), parts, about)


def publishable(rows: Rows) -> Rows:
    """The rows without words and names whose owners haven't agreed to have them printed.

    Counts don't change. What isn't here can't get into a public edition, whatever a figure does.
    """
    return replace(
        rows,
        answers=tuple(a if a.may_quote else replace(a, text="") for a in rows.answers),
        outcomes=tuple(o if o.may_publish else replace(o, what="") for o in rows.outcomes),
        capstones=tuple(
            c if c.is_public else replace(c, title="", summary="") for c in rows.capstones
        ),
        reuse=tuple(
            r if r.may_publish else replace(r, organisation="", material="") for r in rows.reuse
        ),
    )


def rows_sha256(rows: Rows) -> str:
    """A hash of the rows that doesn't depend on their order: which data a report was made of.

    It isn't in the report: of few rows one could guess until the hash fits.
    """
    tables = {
        field.name: getattr(rows, field.name) for field in fields(rows) if field.name != "cohort"
    }
    plain = {
        name: sorted(json.dumps(asdict(row), default=str, sort_keys=True) for row in table)
        for name, table in tables.items()
        if name != "texts"
    }
    whole = {**plain, "texts": rows.texts, "cohort": asdict(rows.cohort)}
    return hashlib.sha256(json.dumps(whole, default=str, sort_keys=True).encode()).hexdigest()


def _draft(context: Context, spec: FigureSpec) -> Draft:
    draft = KINDS[spec.kind](context, spec)
    text = "\n\n".join(part for part in (draft.text, spec.note) if part)
    return replace(draft, text=text)
