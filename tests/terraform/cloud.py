"""What Terraform makes of the project, and the rules that it must keep: each names what breaks it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from scripts import reach, roles
from scripts.bench_functions import MARGIN
from shared.cloud.tasks import DISPATCH_DEADLINE_SECONDS
from shared.settings import Settings
from shared.vision.rules import CONVERSION_LEASE, IDENTIFICATION_LEASE

State = list[dict[str, Any]]
HTTP = ("animals", "auth", "dex", "graph", "social", "vision")
BACKUP_DAYS = 14
STORAGE = "agent-of-storage"
PROJECT = "demo-biologidex"
REGION = "us-central1"


class Binding(NamedTuple):
    """Who has which role on what."""

    on: str
    role: str
    who: str


def _of(function: str) -> set[Binding]:
    account = f"fn-{function.replace('_', '-')}"
    needed = roles.of(function)
    return {Binding(account if on == roles.SELF else on, f"roles/{role}", account) for on, role in needed}


BINDINGS = {
    *(binding for function in reach.FUNCTIONS for binding in _of(function)),
    *(Binding(name, "roles/run.invoker", "allUsers") for name in HTTP),
    Binding("convert-image", "roles/run.invoker", "calls-as-trigger"),
    Binding("housekeeping", "roles/run.invoker", "calls-as-tasks"),
    Binding("identify-animal", "roles/run.invoker", "calls-as-tasks"),
    Binding("housekeeping", "roles/run.invoker", "calls-as-scheduler"),
    Binding("project", "roles/eventarc.eventReceiver", "calls-as-trigger"),
    Binding("project", "roles/eventarc.serviceAgent", "agent-of-eventarc"),
    Binding("project", "roles/pubsub.publisher", STORAGE),
    Binding("project", "roles/artifactregistry.writer", "builds-functions"),
    Binding("project", "roles/logging.logWriter", "builds-functions"),
    Binding("what is built", "roles/storage.objectViewer", "builds-functions"),
}
"""Every binding that there always is: those of functions' accounts from the code, the others once more by hand."""
WITH_REPOSITORY = {
    *(Binding(f"fn-{name.replace('_', '-')}", "roles/iam.serviceAccountUser", "releases") for name in reach.FUNCTIONS),
    Binding("builds-functions", "roles/iam.serviceAccountUser", "releases"),
    Binding("calls-as-trigger", "roles/iam.serviceAccountUser", "releases"),
    Binding("project", "roles/cloudfunctions.developer", "releases"),
    Binding("project", "roles/firebasehosting.admin", "releases"),
    Binding("project", "roles/run.viewer", "releases"),
    Binding("releases", "roles/iam.workloadIdentityUser", "name"),  # of the principals of a repository owner/name
    Binding("sources", "roles/storage.objectUser", "releases"),
}
WITH_KEY = {Binding("openai-api-key", "roles/secretmanager.secretAccessor", "fn-identify-animal")}


def broken(state: State) -> list[str]:
    """Return what is wrong with the resources, one sentence each."""
    rules = (
        _bindings,
        _public,
        _environments,
        _resources,
        _times,
        _queue,
        _calls,
        _buckets,
        _stateless_key,
    )
    return [sentence for rule in rules for sentence in rule(state)]


def of_type(state: State, kind: str) -> list[dict[str, Any]]:
    """Return the values of the resources of a type."""
    return [one["values"] for one in state if one["type"] == kind]


def functions(state: State) -> dict[str, dict[str, Any]]:
    """Return the functions' values by name."""
    return {one["name"]: one for one in of_type(state, "google_cloudfunctions2_function")}


def environment(function: dict[str, Any]) -> dict[str, str]:
    """Return the variables of a function; of a secret its name."""
    service = function["service_config"][0]
    secret = {one["key"]: one["secret"] for one in service["secret_environment_variables"]}
    return {**service["environment_variables"], **secret}


def _binding(resource: dict[str, Any]) -> Binding:
    kind, values = resource["type"], resource["values"]
    match kind:
        case "google_project_iam_member":
            on = "what is built" if _is_of_sources(values) else "project"
        case "google_storage_bucket_iam_member":
            on = values["bucket"].rpartition("-")[2]
        case "google_cloud_tasks_queue_iam_member":
            on = "queue"
        case "google_secret_manager_secret_iam_member":
            on = values["secret_id"]
        case "google_service_account_iam_member":
            on = _account(values["service_account_id"])
        case _:
            on = values["name"]
    return Binding(on, values["role"], _account(values["member"]))


def _is_of_sources(values: dict[str, Any]) -> bool:
    """Tell whether a role holds for the buckets of sources alone."""
    buckets = rf"gcf-v2-sources-\d+-{REGION}", f"{PROJECT}-sources"
    wanted = r" \|\| ".join(rf'resource\.name\.startsWith\("projects/_/buckets/{name}"\)' for name in buckets)
    return any(re.fullmatch(wanted, one["expression"]) for one in values["condition"] or ())


def _account(name: str) -> str:
    account = name.rpartition("/")[2].removeprefix("serviceAccount:")
    if agent := re.search(r"^service-\d+@(?:gcp-sa-(\w+)|gs-project-accounts)\.", account):
        return f"agent-of-{agent[1]}" if agent[1] else STORAGE
    return account.partition("@")[0]


def bindings(state: State) -> set[Binding]:
    """Return the bindings that there should be, with the repository and the key that there are."""
    accounts = {one["account_id"] for one in of_type(state, "google_service_account")}
    secrets = {one["secret_id"] for one in of_type(state, "google_secret_manager_secret")}
    with_repository = WITH_REPOSITORY if "releases" in accounts else set()
    return BINDINGS | with_repository | (WITH_KEY if "openai-api-key" in secrets else set())


def is_binding(resource: dict[str, Any]) -> bool:
    """Tell whether a resource gives somebody a role."""
    return re.search(r"_iam_(member|binding|policy)$", resource["type"]) is not None


def _bindings(state: State) -> Iterator[str]:
    there = {_binding(one) for one in state if is_binding(one)}
    wanted = bindings(state)
    yield from (f"{one} is missing" for one in wanted - there)
    yield from (f"{one} is too much" for one in there - wanted)


def _public(state: State) -> Iterator[str]:
    invokers = of_type(state, "google_cloud_run_v2_service_iam_member")
    public = {one["name"] for one in invokers if one["member"].startswith("all")}
    if public != set(HTTP):
        yield f"{public ^ set(HTTP)}: public, or not, wrongly"
    reachable = {
        name for name, one in functions(state).items() if one["service_config"][0]["ingress_settings"] == "ALLOW_ALL"
    }
    if reachable != set(HTTP):
        yield f"{reachable ^ set(HTTP)}: reached from outside, or not, wrongly"


def _environments(state: State) -> Iterator[str]:
    for name in reach.FUNCTIONS:
        function = functions(state)[name.replace("_", "-")]
        given = environment(function)
        used = {setting.upper() for setting in reach.settings(name)} | {"THREADS"}
        needed = {setting.upper() for setting in reach.required(name)} | {"GOOGLE_CLOUD_PROJECT"}
        if set(given) - used or needed - set(given):
            yield f"{name}: {set(given) - used} is not used, {needed - set(given)} is missing"
        if given.get("THREADS") != str(function["service_config"][0]["max_instance_request_concurrency"]):
            yield f"{name}: as many threads as requests at once"


def _resources(state: State) -> Iterator[str]:
    """Hold memory and time limits against what docs/resources.md measured, as many requests at once as are allowed."""
    page = (reach.ROOT / "docs/resources.md").read_text()
    measured = re.findall(r"^\| `(\w+)` \| .* \| (\d+) \| \d+ \| (\d+) \| ([\d.]+) \|$", page, re.MULTILINE)
    if [name for name, *_ in measured] != list(reach.FUNCTIONS):
        yield "not every function is measured"
    for name, at_once, mib, seconds in measured:
        service = functions(state)[name.replace("_", "-")]["service_config"][0]
        if service["max_instance_request_concurrency"] != int(at_once):
            yield f"{name}: measured with {at_once} requests at once"
        if _mib(service["available_memory"]) < int(mib) * MARGIN:
            yield f"{name}: {mib} MiB and a margin do not fit"
        if float(service["available_cpu"]) < 1:
            yield f"{name}: Cloud Run takes several requests at once with a whole CPU only"
        if service["timeout_seconds"] < float(seconds) * int(at_once) * MARGIN:
            yield f"{name}: {at_once} requests of {seconds} s of a CPU need longer"


def _mib(memory: str) -> int:
    return int(memory[:-2]) * {"Mi": 1, "Gi": 1024}[memory[-2:]]


def _seconds(state: State, name: str) -> timedelta:
    return timedelta(seconds=functions(state)[name]["service_config"][0]["timeout_seconds"])


def _times(state: State) -> Iterator[str]:
    model = timedelta(seconds=Settings.model_fields["openai_timeout_seconds"].default)
    deadline = timedelta(seconds=DISPATCH_DEADLINE_SECONDS)
    if not model < _seconds(state, "identify-animal") <= IDENTIFICATION_LEASE < deadline:
        yield "model < identify-animal <= lease < dispatch deadline"
    if not _seconds(state, "convert-image") <= CONVERSION_LEASE:
        yield "convert-image <= lease"
    if not _seconds(state, "housekeeping") < deadline:
        yield "housekeeping < dispatch deadline"
    for job in of_type(state, "google_cloud_scheduler_job"):
        if int(job["attempt_deadline"].rstrip("s")) < _seconds(state, "housekeeping").total_seconds():
            yield "housekeeping <= the scheduler's deadline"


def _queue(state: State) -> Iterator[str]:
    (queue,) = of_type(state, "google_cloud_tasks_queue")
    services = [functions(state)[name]["service_config"][0] for name in ("identify-animal", "housekeeping")]
    room = min(one["max_instance_count"] * one["max_instance_request_concurrency"] for one in services)
    if queue["rate_limits"][0]["max_concurrent_dispatches"] > room:
        yield "more tasks at once than instances take"
    given = environment(functions(state)["identify-animal"])
    if str(queue["retry_config"][0]["max_attempts"]) != given["TASKS_MAX_ATTEMPTS"]:
        yield "the function counts other attempts than the queue"
    if {one.get("TASKS_QUEUE") for one in map(environment, functions(state).values())} != {queue["name"]}:
        yield "tasks go to another queue"


def _calls(state: State) -> Iterator[str]:
    jobs = of_type(state, "google_cloud_scheduler_job")
    target = environment(functions(state)["housekeeping"])["HOUSEKEEPING_URL"]
    calls = {(one["schedule"].partition(" ")[0], one["http_target"][0]["uri"]) for one in jobs}
    if calls != {("7", f"{target}/"), ("*/5", f"{target}/requests")}:
        yield f"the scheduler calls {calls}"
    if {one["http_target"][0]["oidc_token"][0]["audience"] for one in jobs} != {target}:
        yield "the scheduler's tokens are for somebody else"
    (trigger,) = functions(state)["convert-image"]["event_trigger"]
    if trigger["retry_policy"] != "RETRY_POLICY_RETRY" or not trigger["service_account_email"].startswith(
        "calls-as-trigger@"
    ):
        yield "an upload's event is delivered again, as the trigger's account"


def _buckets(state: State) -> Iterator[str]:
    for bucket in of_type(state, "google_storage_bucket"):
        if not bucket["uniform_bucket_level_access"] or bucket["public_access_prevention"] != "enforced":
            yield f"{bucket['name']} could become public"
        if bucket["name"].endswith("-uploads"):
            if bucket["soft_delete_policy"][0]["retention_duration_seconds"]:
                yield "a deleted photograph is kept"
            if set(bucket["cors"][0]["response_header"]) != {
                "Content-Type",
                "x-goog-content-length-range",
                "x-goog-if-generation-match",
            }:
                yield "a browser cannot upload"
            if not any(map(_empties_in_a_day, bucket["lifecycle_rule"])):
                yield "what no conversion has moved stays"
        ages = [rule["condition"][0]["age"] for rule in bucket["lifecycle_rule"]]
        if bucket["name"].endswith("-backups") and ages != [BACKUP_DAYS]:
            yield "backups are kept longer than privacy.md promises"


def _empties_in_a_day(rule: dict[str, Any]) -> bool:
    condition = rule["condition"][0]
    return rule["action"][0]["type"] == "Delete" and condition["age"] == 1 and not condition["matches_prefix"]


def _stateless_key(state: State) -> Iterator[str]:
    for version in of_type(state, "google_secret_manager_secret_version"):
        if "openai" in version["secret"]:
            yield "OpenAI's key is in the state"
