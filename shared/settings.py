"""All settings of the deployed functions, read once from the environment."""

import os
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import AnyHttpUrl, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

SHARED = Path(__file__).parent
NONE: Any = None
"""Marks a setting without a default: functions that use it require it when they start."""


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it."""


class Provider(StrEnum):
    """The provider of the model that names the animals."""

    OPENAI = "openai"
    LOCAL = "local"


class AppCheck(StrEnum):
    """The treatment of requests without a valid App Check token."""

    OFF = "off"
    LOG = "log"
    ENFORCE = "enforce"


class Settings(BaseModel):
    """The settings: each field is read from the environment variable with its name in capitals.

    `.env.example` lists them with examples. (pydantic-settings would do the same, but adds 0.05 s to every cold start.)
    """

    model_config = ConfigDict(frozen=True)

    google_cloud_project: str = Field(min_length=1, description="The Google Cloud project that holds everything.")
    region: str = Field("us-central1", description="Where the Cloud Tasks queue lives.")
    uploads_bucket: str = Field(NONE, min_length=1, description="The bucket that takes the original photographs.")
    media_bucket: str = Field(
        NONE,
        min_length=1,
        description="The bucket that keeps the standard pictures, thumbnails and the model's pictures.",
    )
    firebase_api_key: SecretStr = Field(
        NONE, description="The Firebase project's web API key: passwords are checked by Firebase Auth with it."
    )

    hash_secret: SecretStr = Field(
        NONE,
        min_length=16,
        description="The secret that makes ids and hashes unguessable; changing it resets rate limits.",
    )

    metrics_token: SecretStr | None = Field(
        None,
        min_length=16,
        description="The token of scrapers of /metrics; without it, only admins can read it.",
    )

    convert_url: AnyHttpUrl = Field(
        NONE, description="The bare URL of the convert_image function: the audience of its events' tokens."
    )
    trigger_service_account: str = Field(
        NONE, min_length=1, description="The service account whose OIDC token upload events carry."
    )
    scheduler_service_account: str = Field(
        NONE, min_length=1, description="The service account whose OIDC token the scheduler's calls carry."
    )
    tasks_queue: str = Field("background", description="The Cloud Tasks queue for background work.")
    identify_url: AnyHttpUrl = Field(
        NONE,
        description="The bare URL of the identify_animal function: where tasks go, and the audience of their tokens.",
    )
    housekeeping_url: AnyHttpUrl = Field(
        NONE,
        description="The bare URL of the housekeeping function: where its tasks go, and the audience of their tokens.",
    )
    tasks_service_account: str = Field(
        NONE, min_length=1, description="The service account whose OIDC token the tasks carry."
    )
    tasks_max_attempts: int = Field(
        default=8,
        ge=1,
        description="How often the queue tries a task: on the last try, a failure becomes the job's result.",
    )

    vision_provider: Provider = Field(Provider.LOCAL, description="Who names the animals: openai or local.")
    openai_api_key: SecretStr = Field(NONE, description="The key for OpenAI, from Secret Manager.")
    openai_model: str = Field("gpt-5.4-mini", description="The OpenAI model.")
    openai_other_models: str = Field(
        "", description="The OpenAI models available for another attempt, separated by commas."
    )
    openai_base_url: AnyHttpUrl | None = Field(None, description="Another server with OpenAI's API.")
    openai_api: Literal["responses", "chat"] = Field(
        "responses", description="Which of OpenAI's APIs to use: responses or chat."
    )
    openai_detail: Literal["low", "high", "auto"] = Field("high", description="How closely OpenAI looks at a picture.")
    openai_timeout_seconds: float = Field(default=30, gt=0, le=120, description="How long one call to OpenAI may take.")
    local_model_path: Path = Field(
        SHARED / "vision/data/efficientnet_lite2.onnx", description="The local model's file."
    )
    taxonomy_path: Path = Field(SHARED / "animals/data/taxonomy.sqlite3", description="The bundled taxonomy's file.")

    daily_identifications: int = Field(
        default=50, ge=0, description="How many photographs a person may have identified per day (UTC)."
    )
    uploads_per_day: int = Field(
        default=200,
        ge=1,
        description="How many photographs a person may announce per day (UTC), whatever becomes of them.",
    )
    daily_budget_usd: Decimal = Field(
        default=Decimal(25),
        ge=0,
        description="The budget for all identifications of a day (UTC), in US dollars.",
    )
    budget_shards: int = Field(
        default=1,
        ge=1,
        le=100,
        description="The number of documents that share the day's budget: about one per started job per second.",
    )
    reserved_usd: Decimal = Field(
        default=Decimal("0.02"),
        ge=0,
        description="The amount reserved for an identification until its cost is known, in US dollars.",
    )
    changes_per_minute: int = Field(
        default=120,
        ge=1,
        description="How many changes a person may make per minute on one instance, of all kinds together.",
    )
    changes_per_day: int = Field(
        default=2000, ge=1, description="How many changes a person may make per day (UTC), of all kinds together."
    )
    requests_per_minute: int = Field(
        default=3000,
        ge=1,
        description="How many requests one address may send to an instance per minute, of all kinds.",
    )
    reads_per_minute: int = Field(
        default=600, ge=1, description="How often one person or address may read from an instance per minute."
    )
    reads_per_day: int = Field(
        default=1500, ge=1, description="How often one person or address may read per day (UTC)."
    )
    batches_per_day: int = Field(
        default=100, ge=1, description="How often a person may read several dexes at once per day (UTC)."
    )
    pictures_per_day: int = Field(
        default=5000, ge=1, description="How many pictures a person may download per day (UTC)."
    )
    sent_kb_per_day: int = Field(
        default=500_000,
        ge=1,
        description="How many kB one person or address may download per day (UTC), pictures included.",
    )
    exports_per_day: int = Field(default=15, ge=1, description="How often a person may export their dex per day (UTC).")
    exports_per_hour: int = Field(default=10, ge=1, description="How often a person may export their dex per hour.")
    sign_ups_per_hour: int = Field(
        default=30, ge=1, description="How many people may sign up from one address per hour."
    )
    sign_ups_per_hour_of_network: int = Field(
        default=100,
        ge=1,
        description="How many people may sign up from one network (/24, IPv6 /48) per hour.",
    )
    sign_ins_per_minute: int = Field(
        default=30, ge=1, description="How often people may sign in or stay signed in from one address per minute."
    )
    sign_ins_per_day: int = Field(
        default=5000, ge=1, description="How often people may sign in or stay signed in from one address per day (UTC)."
    )
    sign_ins_per_hour_to_account: int = Field(
        default=30, ge=1, description="How many sign-ins to one account may be attempted per hour."
    )
    mails_per_hour: int = Field(
        default=5,
        ge=1,
        description="How many e-mails (password, verification) one address, mailbox or person may request per hour.",
    )
    rotations_per_hour: int = Field(default=60, ge=1, description="How often a person may rotate pictures per hour.")
    code_lookups_per_hour: int = Field(default=30, ge=1, description="How many friend codes a person may try per hour.")
    friend_requests_per_day: int = Field(
        default=50, ge=1, description="How many friend requests a person may send per day (UTC)."
    )
    reports_per_day: int = Field(
        default=20, ge=1, description="How many reports and appeals a person may send per day (UTC)."
    )
    max_open_requests: int = Field(
        default=100, ge=1, description="How many of a person's friend requests may be open at once."
    )
    max_friends: int = Field(default=1000, ge=1, description="How many friends a person may have.")
    trusted_proxies: int = Field(
        default=2,
        ge=1,
        description="The number of proxies in front of a function that add to X-Forwarded-For: two behind Hosting.",
    )
    allowed_origins: str = Field(
        "",
        pattern=r"^(https?://[^\s/,]+(,https?://[^\s/,]+)*)?$",
        description="The other sites whose pages may call the API, separated by commas, like https://play.example.org.",
    )
    app_check: AppCheck = Field(
        AppCheck.OFF, description="Whether requests must carry an App Check token: off, log or enforce."
    )
    oldest_client: str = Field(
        "0.1.0", pattern=r"^\d+\.\d+\.\d+$", description="The oldest version of the client that the API still serves."
    )

    animal_cache_ttl: int = Field(default=3600, ge=0, description="How many seconds a function caches an animal.")
    graph_cache_ttl: int = Field(
        default=120, ge=0, description="How many seconds a tree is cached; one that has changed is rebuilt at once."
    )
    gbif_url: AnyHttpUrl | None = Field(
        None, description="The GBIF API in which names unknown to the taxonomy are looked up; unset: none."
    )

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="The minimum severity of log lines."
    )

    traces: Literal["off", "on"] = Field(
        "off", description="Whether the functions send OpenTelemetry spans of sampled requests, events and tasks."
    )

    firebase_auth_emulator_host: str | None = Field(
        None, description="host:port of the Auth emulator (the official clients read the same variable)."
    )
    cloud_tasks_emulator_host: str | None = Field(
        None, description="host:port of a Cloud Tasks emulator: if set, unsigned tokens of services are accepted."
    )
    k_service: str | None = Field(
        None, description="The name of this Cloud Run service; emulators are not allowed there."
    )

    @property
    def origins(self) -> set[str]:
        return set(filter(None, self.allowed_origins.split(",")))

    @model_validator(mode="after")
    def _no_emulator_in_the_cloud(self) -> Self:
        if self.k_service and (self.firebase_auth_emulator_host or self.cloud_tasks_emulator_host):
            raise ValueError("Emulators accept unsigned tokens, so they must not be configured on Cloud Run.")
        return self


@cache
def settings() -> Settings:
    """Return the settings of this process.

    Raises:
        SettingsError: a variable is missing or wrong.

    """
    given = {name: os.environ.get(name.upper(), "") for name in Settings.model_fields}
    try:
        return Settings.model_validate({name: value for name, value in given.items() if value})
    except ValidationError as error:
        raise SettingsError("; ".join(_sentence(dict(line)) for line in error.errors())) from None


def require(*names: str) -> None:
    """Check that the settings without a default that a function uses are set.

    Raises:
        SettingsError: a variable is missing or wrong.

    """
    if missing := [name.upper() for name in names if getattr(settings(), name) is None]:
        raise SettingsError("; ".join(f"{name}: Field required" for name in missing))


def _sentence(error: dict[str, object]) -> str:
    location = error["loc"]
    name = str(location[0]).upper() if isinstance(location, tuple) and location else "Settings"
    return f"{name}: {error['msg']}"
