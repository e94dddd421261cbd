"""What every model looks like to the rest of the product."""

from abc import ABC, abstractmethod

from shared.vision.models import JobErrorCode, ModelAnswer, ModelCall


class ProviderError(Exception):
    """Base of what can go wrong with a model."""


class TemporaryFailureError(ProviderError):
    """The model cannot answer now; the queue asks again."""


class OverloadedError(TemporaryFailureError):
    """The model is asked too often: the whole queue slows down, for `retry_after` seconds if they are named."""

    def __init__(self, cause: str, retry_after: int | None = None) -> None:
        super().__init__(cause)
        self.retry_after = retry_after


class UnreadableAnswerError(TemporaryFailureError):
    """The model billed an answer that is not finished, or does not fit the schema."""

    def __init__(self, cause: str, call: ModelCall) -> None:
        super().__init__(cause)
        self.call = call


class PermanentFailureError(ProviderError):
    """The model will never answer this; asking again is useless."""

    def __init__(self, cause: str, code: JobErrorCode = JobErrorCode.MODEL_REJECTED) -> None:
        super().__init__(cause)
        self.code = code


class Provider(ABC):
    """A model that names the animals on a picture."""

    @abstractmethod
    def identify(self, jpeg: bytes, model: str | None = None, hint: str | None = None) -> ModelAnswer:
        """Name the animals on a JPEG of about 1024 px, by another model than the usual one or with a person's hint.

        "No animal", "a person" and a refusal are answers.

        Raises:
            OverloadedError: the model is asked too often.
            UnreadableAnswerError: an answer that was billed and says nothing.
            TemporaryFailureError: another passing failure.
            PermanentFailureError: a failure that stays.

        """
