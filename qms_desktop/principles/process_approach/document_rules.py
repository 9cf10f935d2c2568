"""What a document's steps ask, and what else they do: review, approval, release, emergency and the way out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from qms_desktop.errors import Unmet
from qms_desktop.principles.dates import in_order, month_later
from qms_desktop.principles.process_approach.processes import Process, Step
from qms_desktop.principles.process_approach.processes import State as ProcessState
from qms_desktop.principles.process_approach.versions import (
    Document,
    DocumentReviewer,
    State,
    in_effect,
    loose_file,
    newest,
    versions_of,
)
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access
from qms_desktop.records.links import Blob
from qms_desktop.records.workflow import Context, differ, held_by

EMERGENCY = timedelta(days=3)
"""How long a version may be in force before somebody has approved it (72 hours)."""


def file_inside(document: Document, context: Context) -> Iterator[Unmet]:
    """What is reviewed lies inside; where it is written elsewhere, a copy of it should."""
    found = loose_file(document, context)
    if found is None:
        sentence = "Attach the file of this version. It must be attached after the version was begun."
        yield Unmet(sentence, must=not document.kept_at)
    elif not context.session.scalar(select(Blob.size).where(Blob.sha256 == found.blob)):
        yield Unmet(f"{found.name} is empty. Attach the file again.")


def reviewers_named(document: Document, context: Context) -> Iterator[Unmet]:
    """Somebody else reads it before it is approved."""
    if not context.lines(document, DocumentReviewer.__tablename__):
        yield Unmet("Nobody is named as reviewer.", must=False)


def comments_answered(document: Document, _context: Context) -> Iterator[Unmet]:
    """What came back with comments goes on with answers."""
    if document.returns and not document.review_answer:
        yield Unmet("Say what was done about the comments with which it came back.", field="review_answer")


def all_passed(document: Document, context: Context) -> Iterator[Unmet]:
    """Every reviewer has passed it; the one who clicks does so with the click."""
    for line in context.lines(document, DocumentReviewer.__tablename__):
        mine = context.actor is not None and context.actor.id == line.reviewer
        if line.passed_on is None and not mine:
            person = context.session.get(Record, line.reviewer)
            yield Unmet(f"{person.title if person else 'A reviewer'} has not passed it yet.")


def mine_to_pass(document: Document, context: Context) -> Iterator[Unmet]:
    """Only who is named can say "reviewed"."""
    reviewers = {line.reviewer for line in context.lines(document, DocumentReviewer.__tablename__)}
    if context.actor is not None and context.actor.id not in reviewers:
        yield Unmet(f"{context.actor.title} is not among the reviewers.")


def pass_mine(document: Document, context: Context) -> None:
    """An effect: the day on which the one who acts passed it."""
    for line in context.lines(document, DocumentReviewer.__tablename__):
        if context.actor is None or context.actor.id == line.reviewer:
            line.passed_on = line.passed_on or context.today


def note_reviewers(document: Document, context: Context) -> None:
    """An effect: who reviewed the version stands on its line."""
    version = newest(document, context)
    lines = context.lines(document, DocumentReviewer.__tablename__)
    people = [(context.session.get(Record, line.reviewer), line.passed_on) for line in lines]
    if version is not None and people:
        version.reviewers = ", ".join(f"{p.title} ({day})" for p, day in people if p)[:500]


def ask_again(document: Document, context: Context) -> None:
    """An effect: what was passed has to be passed again."""
    for line in context.lines(document, DocumentReviewer.__tablename__):
        line.passed_on = None


def count_return(document: Document, _context: Context) -> None:
    """An effect: one round more, whose comments want an answer."""
    document.returns = (document.returns or 0) + 1
    document.review_answer = None


approver_differs = differ(
    Document.approver, Document.author, "The approver must be somebody else than the author of the version."
)


def named_approver(document: Document, context: Context) -> Iterator[Unmet]:
    """Nobody signs for somebody else."""
    if context.actor is not None and document.approver not in (None, context.actor.id):
        named = context.session.get(Record, document.approver)
        name = named.title if named else "Somebody else"
        yield Unmet(f"{name} is named as approver, so {context.actor.title} cannot sign.", field="approver")


def note_approval(document: Document, context: Context) -> None:
    """An effect: the day of the signature."""
    document.approved_on = context.today


def day_reached(document: Document, context: Context) -> Iterator[Unmet]:
    """A version takes effect on its day, not before."""
    if document.effective_from is not None and document.effective_from > context.today:
        yield Unmet(f"It takes effect on {document.effective_from}. Change that day, or wait.", field="effective_from")


def review_planned(document: Document, _context: Context) -> Iterator[Unmet]:
    """Somebody looks at it again some day; 0 says that nobody has to."""
    if document.review_months is None:
        yield Unmet("Say after how many months it is reviewed.", field="review_months", must=False)


def take_effect(document: Document, context: Context) -> None:
    """An effect: the day from which it is valid, and the day of the next review."""
    document.effective_from = document.effective_from or context.today
    plan_review(document, context)


def plan_review(document: Document, context: Context) -> None:
    """An effect: the next look, by the interval."""
    document.due_on = month_later(context.today, document.review_months) if document.review_months else None


def begin_emergency(document: Document, context: Context) -> None:
    """An effect: valid at once, for 72 hours, within which somebody has to approve it."""
    document.effective_from = context.today
    document.emergency_until = document.due_on = context.today + EMERGENCY


def end_emergency(document: Document, context: Context) -> None:
    """An effect: what was issued in an emergency is approved like any other, by the one who acts."""
    document.emergency_until = None
    document.approver = context.actor.id if context.actor else document.approver
    note_approval(document, context)
    plan_review(document, context)


def not_by_author(document: Document, context: Context) -> Iterator[Unmet]:
    """The author does not approve afterwards what nobody approved before."""
    if context.actor is not None and context.actor.id == document.author and not context.waived:
        yield Unmet("Somebody else than the author of the version must approve it.", field="author")


def something_to_revoke(document: Document, _context: Context) -> Iterator[Unmet]:
    """What was taken over from an old list carries no approval of ours."""
    if document.approved_on is None and document.emergency_until is None:
        yield Unmet("It carries no approval that could be revoked. Begin the next version instead.")


def emergency_only(document: Document, _context: Context) -> Iterator[Unmet]:
    """Only what was issued in an emergency is approved afterwards."""
    if document.emergency_until is None:
        yield Unmet("It was not issued in an emergency, so there is nothing to approve afterwards.")


def no_emergency(document: Document, _context: Context) -> Iterator[Unmet]:
    """An emergency issue is approved before it is reviewed."""
    if document.emergency_until is not None:
        yield Unmet(f"It was issued in an emergency until {document.emergency_until}. Have it approved first.")


def by_owner(document: Document, context: Context) -> Iterator[Unmet]:
    """The owner says whether it is still suitable."""
    actor = context.actor
    if actor is None or document.owner in (None, actor.id) or Access.QUALITY_MANAGER in held_by(actor):
        return
    owner = context.session.get(Record, document.owner)
    yield Unmet(f"{owner.title if owner else 'The owner'} owns it, and confirms the review.", field="owner")


def valid_one_left(document: Document, context: Context) -> Iterator[Unmet]:
    """A draft is given up only where there is a version to go back to."""
    if in_effect(document, context) is None:
        yield Unmet("No version is in effect to go back to. Void the document instead.")


def not_pointed_at(document: Document, context: Context) -> Iterator[Unmet]:
    """What processes and other documents still name is not taken out of force."""
    names = [n for n in (document.number, document.external_ref, document.title) if n]
    steps = select(Process).join(Step, Step.record == Process.id).where(Step.document.in_(names))
    using = steps.where(Process.voided.is_(False), Process.state == ProcessState.IN_USE).distinct()
    for process in context.session.scalars(using):
        yield Unmet(f"A step of {process.number} “{process.title}” still names it.", record=process.id)
    parts = select(Document).where(Document.parent == document.id, Document.state != State.OBSOLETE)
    for part in context.session.scalars(parts.where(Document.voided.is_(False))):
        yield Unmet(f"{part.number} “{part.title}” is still part of it.", record=part.id)


def approved_first(document: Document, context: Context) -> Iterator[Unmet]:
    """No version takes effect before it was approved; only an emergency issue did."""
    if document.state == State.APPROVED:
        yield from in_order(Document.approved_on, Document.effective_from)(document, context)


def revision_is_new(document: Document, context: Context) -> Iterator[Unmet]:
    """No two versions carry the same revision."""
    mine = newest(document, context)
    labels = {(v.revision or "").casefold() for v in versions_of(document, context) if v is not mine}
    if document.revision and document.revision.casefold() in labels:
        yield Unmet(f"There is a revision {document.revision} already. Choose another label.", field="revision")


def not_in_a_circle(document: Document, context: Context) -> Iterator[Unmet]:
    """No document is part of its own parts."""
    above, seen = document.parent, {document.id}
    while above is not None:
        if above in seen:
            yield Unmet("It would be part of itself, by way of another document.", field="parent")
            return
        seen.add(above)
        above = context.session.scalar(select(Document.parent).where(Document.id == above))
