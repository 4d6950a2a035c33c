"""A folder of any size: inputs to documents and to the store, in processes that may hang or die, resumed at will."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from pebble import ProcessPool

from tiaoli.batch.conversion import Choices, open_or_failed
from tiaoli.batch.freshness import is_fresh
from tiaoli.batch.guard import Allowance, Lost, end_workers, guarded_pool, outcome_of
from tiaoli.batch.outcomes import Outcome
from tiaoli.batch.work import Job, Made, finish, prepare, work
from tiaoli.diagnostic import Diagnostic
from tiaoli.document import Document
from tiaoli.pipeline import failed_document
from tiaoli.source import Source
from tiaoli.writing.store import Entry, Store

CHUNK_BYTES = 200_000
CHUNK_JOBS = 16
"""Short documents travel together, up to so many bytes and so many of them: what is sent costs more than the work."""
WINDOW = 4
"""How many chunks for each worker are under way or wait, so that none is idle and memory stays flat."""
MAX_ATTEMPTS = 2
"""A document whose worker died is tried once more: it may have died of something else."""


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


@dataclass(frozen=True, slots=True)
class _Task:
    """Jobs that travel together, and which attempt at them this is."""

    jobs: tuple[Job, ...]
    attempt: int = 1


def run(jobs: Iterable[Job], plan: Plan, store: Store) -> Iterator[Outcome]:
    """The outcome of each job as it comes, its rows in the store by then; jobs are taken as workers get free.

    Raises StoreError where the store cannot be written. A consumer that stops early ends the workers.
    """
    with guarded_pool(plan.workers, plan.allowance, partial(prepare, plan.choices)) as pool:
        try:
            yield from _worked(pool, _tasks(jobs, plan, store), plan, store)
        except BaseException:
            end_workers(pool)
            raise


def _worked(pool: ProcessPool, pending: Iterator[_Task | Outcome], plan: Plan, store: Store) -> Iterator[Outcome]:
    """Gives out tasks as earlier ones are done, and what comes of each."""
    again: deque[_Task] = deque()
    under_way: dict[Future[Any], _Task] = {}
    while True:
        while len(under_way) < plan.workers * WINDOW:
            task = again.popleft() if again else next(pending, None)
            if task is None:
                break
            if isinstance(task, Outcome):
                yield task
            else:
                call = [task.jobs, plan.choices]
                under_way[pool.schedule(work, call, timeout=plan.allowance.seconds)] = task
        if not under_way:
            return
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            task = under_way.pop(future)
            result = outcome_of(future, plan.allowance)
            if not isinstance(result, Lost):
                for job, made in zip(task.jobs, result, strict=True):
                    yield _put(store, job, made, plan, task.attempt)
            elif _is_given_up(task, result):
                yield _put(store, task.jobs[0], _lost(task.jobs[0], result, plan), plan, task.attempt)
            else:
                again += _retried(task)


def _is_given_up(task: _Task, lost: Lost) -> bool:
    """Whether a task is not tried again: one document that hung or ate memory, or that killed two workers."""
    return len(task.jobs) == 1 and (lost.reason != "died" or task.attempt >= MAX_ATTEMPTS)


def _retried(task: _Task) -> list[_Task]:
    """What is tried again of a task that was lost: each document of a chunk by itself, whoever is to blame."""
    if len(task.jobs) > 1:
        return [_Task((job,)) for job in task.jobs]
    return [replace(task, attempt=task.attempt + 1)]


def _lost(job: Job, lost: Lost, plan: Plan) -> Made:
    """A failed document that says why its worker gave none."""
    source = job.source or open_or_failed(job.item, plan.choices)
    said = {"why": lost.why}
    remarks = {
        "timeout": Diagnostic("document.timeout", None, said),
        "memory": Diagnostic("document.memory", None, said),
        "died": Diagnostic("document.died", None, said),
    }
    document = source if isinstance(source, Document) else failed_document(source, [remarks[lost.reason]])
    return finish(document, job, plan.choices, time.perf_counter())


def _put(store: Store, job: Job, made: Made, plan: Plan, attempts: int) -> Outcome:
    """Keeps what was made, and gives its outcome. A document that could not be written counts as failed."""
    error = made.write_error or "; ".join(remark.message() for remark in made.facts.errors) or None
    status = "failed" if made.write_error else made.facts.status
    entry = Entry(
        job.item.uri, made.doc_id, made.content_id, plan.mark, status, error, attempts, round(made.seconds, 4)
    )
    store.put(entry, made.rows, made.record_columns)
    output = None if made.write_error else job.outputs[0]
    return Outcome(job.item, made.facts, output, made.write_error, made.seconds)


# What has to be done


def _tasks(jobs: Iterable[Job], plan: Plan, store: Store) -> Iterator[_Task | Outcome]:
    """What has to be done, short jobs together and a long one by itself; the outcome at once of what still holds."""
    chunk: list[Job] = []
    size = 0
    for job in jobs:
        held = _still_holds(job, plan, store)
        if held:
            yield held
            continue
        bytes_ahead = _size(job)
        if chunk and (size + bytes_ahead > CHUNK_BYTES or len(chunk) == CHUNK_JOBS):
            yield _Task(tuple(chunk))
            chunk, size = [], 0
        chunk.append(job)
        size += bytes_ahead
    if chunk:
        yield _Task(tuple(chunk))


def _still_holds(job: Job, plan: Plan, store: Store) -> Outcome | None:
    """The outcome of a job whose document of an earlier run still holds; None where it has to be done."""
    entry = None if plan.force else store.entry(job.item.uri)
    if entry is None or (plan.retry_failed and entry.status == "failed"):
        return None
    source = job.source or open_or_failed(job.item, plan.choices)
    content_id = f"sha256:{source.sha256}" if isinstance(source, Source) else source.id
    if is_fresh(entry, content_id, plan.mark, job.outputs):
        return Outcome(job.item, None, job.outputs[0], was=entry.status)
    return None


def _size(job: Job) -> int:
    """About how many bytes a job is; what lies in an archive counts as large, since its size costs to learn."""
    if isinstance(job.source, Source):
        return len(job.source.data)
    try:
        return job.item.path.stat().st_size if job.item.path and not job.item.members else CHUNK_BYTES
    except OSError:
        return 0


def run_here(jobs: Iterable[Job], plan: Plan, store: Store) -> Iterator[Outcome]:
    """As `run`, in this process and without its limits: for debuggers, and for systems without processes."""
    for job in jobs:
        held = _still_holds(job, plan, store)
        yield held or _put(store, job, work([job], plan.choices)[0], plan, 1)
