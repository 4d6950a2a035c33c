"""A folder of any size: inputs to documents and to the store, in processes that may hang or die, resumed at will."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tiaoli.batch.conversion import Choices, open_or_failed
from tiaoli.batch.freshness import is_fresh, mark_of
from tiaoli.batch.guard import Allowance
from tiaoli.batch.outcomes import Outcome
from tiaoli.batch.scheduling import Done, workers
from tiaoli.batch.work import Job, work
from tiaoli.source import Source
from tiaoli.writing.store import Entry, Store


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run goes about its work."""

    choices: Choices
    mark: str
    """What `fingerprint` gives for the choices."""
    workers: int = 1
    allowance: Allowance = field(default_factory=Allowance)
    force: bool = False
    """Whether what has not changed is converted all the same."""
    retry_failed: bool = False
    """Whether what failed before and has not changed is tried again."""


def run(jobs: Iterable[Job], plan: Plan, store: Store) -> Iterator[Outcome]:
    """The outcome of each job as it comes, its rows in the store by then; jobs are taken as workers get free.

    Raises StoreError where the store cannot be written. A consumer that stops early ends the workers.
    """
    wanted = (_still_holds(job, plan, store) or job for job in jobs)
    with workers(plan.workers, plan.choices, plan.allowance) as converting:
        for done in converting.done(wanted):
            yield _put(store, done, plan) if isinstance(done, Done) else done


def run_here(jobs: Iterable[Job], plan: Plan, store: Store) -> Iterator[Outcome]:
    """As `run`, in this process and without its limits: for debuggers, and for systems without processes."""
    for job in jobs:
        yield _still_holds(job, plan, store) or _put(store, Done(job, work([job], plan.choices)[0]), plan)


def _put(store: Store, done: Done, plan: Plan) -> Outcome:
    """Keeps what was made, and gives its outcome."""
    job, made = done.job, done.made
    mark = mark_of(plan.mark, job.item, made.content_id, plan.choices)
    seconds = round(made.seconds, 4)
    entry = Entry(job.item.uri, made.doc_id, made.content_id, mark, made.status, made.error, done.attempts, seconds)
    store.put(entry, made.rows, made.record_columns)
    output = None if made.write_error else job.outputs[0]
    return Outcome(job.item, made.facts, output, made.write_error, made.seconds)


def _still_holds(job: Job, plan: Plan, store: Store) -> Outcome | None:
    """The outcome of a job whose document of an earlier run still holds; None where it has to be done."""
    entry = None if plan.force else store.entry(job.item.uri)
    if entry is None or (plan.retry_failed and entry.status == "failed"):
        return None
    source = job.source or open_or_failed(job.item, plan.choices)
    content_id = f"sha256:{source.sha256}" if isinstance(source, Source) else source.id
    if is_fresh(entry, content_id, mark_of(plan.mark, job.item, content_id, plan.choices), job.outputs):
        return Outcome(job.item, None, job.outputs[0], was=entry.status)
    return None
