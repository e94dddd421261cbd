"""The interface of models to the rest of the product."""

from abc import ABC, abstractmethod

from shared.vision.models import JobErrorCode, ModelAnswer, ModelCall


class ProviderError(Exception):
    """The base class of a model's errors."""


class TemporaryFailureError(ProviderError):
    """The model cannot answer now; the queue retries."""


class OverloadedError(TemporaryFailureError):
    """The model is rate limited: the whole queue slows down, for `retry_after` seconds if given."""

    def __init__(self, cause: str, retry_after: int | None = None) -> None:
        super().__init__(cause)
        self.retry_after = retry_after


class UnreadableAnswerError(TemporaryFailureError):
    """The model billed an answer that is incomplete or does not match the schema."""

    def __init__(self, cause: str, call: ModelCall) -> None:
        super().__init__(cause)
        self.call = call


class PermanentFailureError(ProviderError):
    """The model will never answer this request; retrying is useless."""

    def __init__(self, cause: str, code: JobErrorCode = JobErrorCode.MODEL_REJECTED) -> None:
        super().__init__(cause)
        self.code = code


class Provider(ABC):
    """A model that names the animals on a picture."""

    @abstractmethod
    def identify(self, jpeg: bytes, model: str | None = None, hint: str | None = None) -> ModelAnswer:
        """Name the animals in a JPEG of about 1024 px, optionally with another model or a person's hint.

        "No animal", "a person" and a refusal are answers.

        Raises:
            OverloadedError: the model is rate limited.
            UnreadableAnswerError: an answer was billed but cannot be used.
            TemporaryFailureError: another temporary failure.
            PermanentFailureError: a permanent failure.

        """
