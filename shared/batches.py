"""Batches of work in which a failure does not stop the rest."""

from collections.abc import Callable, Iterable


def for_each[Item](items: Iterable[Item], work: Callable[[Item], object]) -> int:
    """Do the work for every item, even if others fail; return the number of items.

    Raises:
        ExceptionGroup: some failed.

    """
    count, failures = 0, []
    for item in items:
        try:
            work(item)
            count += 1
        except Exception as error:  # noqa: BLE001 - raised below, with the others
            failures.append(error)
    if failures:
        raise ExceptionGroup(f"{len(failures)} of {count + len(failures)} failed", failures)
    return count
