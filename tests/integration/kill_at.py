"""A worker that is killed: python -m tests.integration.kill_at CALL NTH STEP JOB_ID

Does one step of the pipeline and dies by SIGKILL just before the nth call of a function.
"""

import importlib
import os
import signal
import sys
from typing import Any

from shared.vision import conversion, recognition
from tests.integration.test_pipeline import FakeModel


def main(call: str, nth: int, step: str, job_id: str) -> None:
    module_name, _, name = call.rpartition(".")
    module = importlib.import_module(module_name)
    original, calls = getattr(module, name), iter(range(1, 1000))

    def deadly(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*args, **kwargs)

    setattr(module, name, deadly)
    setattr(recognition, "provider", FakeModel)  # noqa: B010 - as monkeypatch does
    if step == "convert":
        conversion.convert_upload(job_id)
    else:
        recognition.identify(job_id, 1, last_try=False)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
