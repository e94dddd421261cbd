"""Work for many at once, in which one that fails stands in nobody's way."""

from collections.abc import Callable, Iterable, Mapping


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


def run_all[Result](steps: Mapping[str, Callable[[], Result]]) -> dict[str, Result]:
    """Take every step, whatever becomes of the others; return what each returned.

    Raises:
        ExceptionGroup: some failed.

    """
    results: dict[str, Result] = {}
    for_each(steps, lambda name: results.update({name: steps[name]()}))
    return results
