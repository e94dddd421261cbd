"""The base of every stored document, request and reply."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A pydantic model that is built when it is first used: a cold start pays only for what its request needs."""

    model_config = ConfigDict(defer_build=True)
