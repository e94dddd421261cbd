"""Work for many at once, in which one that fails does not keep the others from it."""

from collections.abc import Callable, Iterable


def for_each[Item](items: Iterable[Item], work: Callable[[Item], object]) -> int:
    """Do the work for every item, whatever becomes of the others; return for how many.

    Raises:
        ExceptionGroup: some failed.

    """
    count, failures = 0, []
    for item in items:
        try:
            work(item)
            count += 1
        except Exception as error:  # noqa: BLE001 - raised below, with all the others
            failures.append(error)
    if failures:
        raise ExceptionGroup(f"{len(failures)} of {count + len(failures)} failed", failures)
    return count
