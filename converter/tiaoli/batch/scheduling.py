"""Jobs given out to guarded processes, and what comes of each: a job that hangs or kills its process fails alone."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from pebble import ProcessPool

from tiaoli.batch.conversion import Choices, open_or_failed
from tiaoli.batch.guard import Allowance, Lost, end_workers, guarded_pool, outcome_of
from tiaoli.batch.work import Job, Made, finish, prepare, work
from tiaoli.diagnostic import Diagnostic
from tiaoli.document import Document
from tiaoli.pipeline import failed_document
from tiaoli.source import Source

CHUNK_BYTES = 200_000
CHUNK_JOBS = 16
"""Short documents travel together, up to so many bytes and so many of them: what is sent costs more than the work."""
WINDOW = 4
"""How many chunks for each worker are under way or wait, so that none is idle and memory stays flat."""
MAX_ATTEMPTS = 2
"""A document whose worker died is tried once more: it may have died of something else."""


@dataclass(frozen=True, slots=True)
class Done:
    """A job with what came of it, and at which attempt."""

    job: Job
    made: Made
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class _Task:
    """Jobs that travel together, and which attempt at them this is."""

    jobs: tuple[Job, ...]
    attempt: int = 1


Known = TypeVar("Known")
"""What may stand between the jobs: a result that is known without work, and is handed on as it is."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Processes that convert, kept for as long as there is work."""

    pool: ProcessPool
    count: int
    choices: Choices
    allowance: Allowance

    def done(self, jobs: Iterable[Job | Known]) -> Iterator[Done | Known]:
        """What came of each job, as it comes; jobs are taken as workers get free.

        Raises what is wrong for every document, such as UsageError.
        """
        pending = _tasks(jobs)
        again: deque[_Task] = deque()
        under_way: dict[Future[Any], _Task] = {}
        while True:
            while len(under_way) < self.count * WINDOW:
                task = again.popleft() if again else next(pending, None)
                if task is None:
                    break
                if isinstance(task, _Task):
                    call = [task.jobs, self.choices]
                    under_way[self.pool.schedule(work, call, timeout=self.allowance.seconds)] = task
                else:
                    yield task
            if not under_way:
                return
            finished, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in finished:
                task = under_way.pop(future)
                result = outcome_of(future, self.allowance)
                if not isinstance(result, Lost):
                    yield from (Done(job, made, task.attempt) for job, made in zip(task.jobs, result, strict=True))
                elif _is_given_up(task, result):
                    yield Done(task.jobs[0], _failed(task.jobs[0], result, self.choices), task.attempt)
                else:
                    again += _retried(task)


@contextmanager
def workers(count: int, choices: Choices, allowance: Allowance) -> Iterator[Workers]:
    """So many processes, started with the rules and plugins that the choices ask for, ended when they are left."""
    with guarded_pool(count, allowance, partial(prepare, choices)) as pool:
        try:
            yield Workers(pool, count, choices, allowance)
        except BaseException:
            end_workers(pool)
            raise


def _is_given_up(task: _Task, lost: Lost) -> bool:
    """Whether a task is not tried again: one document that hung or ate memory, or that killed two workers."""
    return len(task.jobs) == 1 and (lost.reason != "died" or task.attempt >= MAX_ATTEMPTS)


def _retried(task: _Task) -> list[_Task]:
    """What is tried again of a task that was lost: each document of a chunk by itself, whoever is to blame."""
    if len(task.jobs) > 1:
        return [_Task((job,)) for job in task.jobs]
    return [replace(task, attempt=task.attempt + 1)]


def _failed(job: Job, lost: Lost, choices: Choices) -> Made:
    """A failed document that says why its worker gave none."""
    source = job.source or open_or_failed(job.item, choices)
    said = {"why": lost.why}
    remark = {
        "timeout": Diagnostic("document.timeout", None, said),
        "memory": Diagnostic("document.memory", None, said),
        "died": Diagnostic("document.died", None, said),
    }[lost.reason]
    document = source if isinstance(source, Document) else failed_document(source, [remark])
    return finish(document, job, choices, time.perf_counter())


def _tasks(jobs: Iterable[Job | Known]) -> Iterator[_Task | Known]:
    """Short jobs together and a long one by itself; what is known at once."""
    chunk: list[Job] = []
    size = 0
    for job in jobs:
        if not isinstance(job, Job):
            yield job
            continue
        bytes_ahead = _size(job)
        if chunk and (size + bytes_ahead > CHUNK_BYTES or len(chunk) == CHUNK_JOBS):
            yield _Task(tuple(chunk))
            chunk, size = [], 0
        chunk.append(job)
        size += bytes_ahead
    if chunk:
        yield _Task(tuple(chunk))


def _size(job: Job) -> int:
    """About how many bytes a job is; what lies in an archive counts as large, since its size costs to learn."""
    if isinstance(job.source, Source):
        return len(job.source.data)
    try:
        return job.item.path.stat().st_size if job.item.path and not job.item.members else CHUNK_BYTES
    except OSError:
        return 0
