"""RenderJobs in, finished files out: on this process or on a pool of this machine's cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from press import pressing
from press.cache import Cache
from press.jobs import Pressed, RenderJob

FEW = 2
"""So few jobs are done before a pool has started (0.5 s a worker, measured)."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What the engine said when it broke on a job."""

    message: str


Result = Pressed | Failure


def run(
    jobs: Sequence[RenderJob], state: Path, step: Callable[[], None] = lambda: None
) -> dict[str, Result]:
    """Return the result of each job by its key; ``step`` is called as each one is done.

    What the cache holds is not made again. Results do not depend on order or number of workers.
    """
    cache = Cache(state / "cache")
    results: dict[str, Result] = {}
    wanted: dict[str, RenderJob] = {}
    for job in jobs:
        kept = cache.get(job.key)
        if kept is None:
            wanted[job.key] = job
        else:
            results[job.key] = kept
            step()
    for key, result in _fresh(list(wanted.values()), state):
        if isinstance(result, Pressed):
            cache.put(key, result)
        results[key] = result
        step()
    return results


def _fresh(jobs: list[RenderJob], state: Path) -> Iterator[tuple[str, Result]]:
    workers = min(os.cpu_count() or 1, len(jobs))
    if len(jobs) <= FEW or workers == 1:
        if jobs:
            pressing.prepare(state)
        for job in jobs:
            yield job.key, _press(job)
        return
    lost = []
    with _pool(workers, state) as pool:
        futures = {pool.submit(_press, job): job for job in jobs}
        for future in as_completed(futures):
            if isinstance(future.exception(), BrokenProcessPool):
                lost.append(futures[future])
            else:
                yield futures[future].key, future.result()
    # A job that kills its process takes the pool with it: find it by pressing each alone.
    for job in lost:
        yield job.key, _alone(job, state)


def _pool(workers: int, state: Path) -> ProcessPoolExecutor:
    # Threads gain nothing, and fork would copy this process's state: spawn starts clean.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, pressing.prepare, (state,))


def _alone(job: RenderJob, state: Path) -> Result:
    with _pool(1, state) as pool:
        try:
            return pool.submit(_press, job).result()
        except BrokenProcessPool:
            return Failure("its process died")


def _press(job: RenderJob) -> Result:
    try:
        return pressing.press(job)
    except Exception as error:  # noqa: BLE001 - the engine raises anything; the build must go on
        return Failure(f"{type(error).__name__}: {error}")
