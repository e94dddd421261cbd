"""The cloud as Terraform makes it, without one: plan and state of the real provider's schema."""

import json
import os
import re
import shlex
import shutil
import subprocess
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from scripts import package
from shared.settings import Settings
from tests.terraform import cloud
from tests.terraform.cloud import PROJECT, State

ROOT = Path(__file__).parents[2]
TERRAFORM = ROOT / "terraform"
OFFLINE = ROOT.parent / "shared/tools/terraform-offline/check"
EARLIER = {
    "auth": ("google_identity_platform_config.this", f"projects/{PROJECT}/config"),
    "database": ("google_firestore_database.this", f"projects/{PROJECT}/databases/(default)"),
    "rules": ("google_firebaserules_release.firestore", f"projects/{PROJECT}/releases/cloud.firestore"),
}
"""What may be there before the first deployment, and its name in Google Cloud."""
ADDED = {
    "app_check": "log",
    "monthly_budget": '{billing_account="000000-000000-000000",usd=100}',
    "operators": '["operator@example.org"]',
    "repository": "owner/name",
    "vision_provider": "openai",
}


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1", **variables}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def check_with_providers(work: Path) -> None:
    """Check as anybody does who reaches the providers' registry; skip where that is not so."""
    if not shutil.which("terraform"):
        pytest.skip("Terraform is not installed.")
    data = {"TF_DATA_DIR": str(work / "data")}
    started = run("terraform", f"-chdir={TERRAFORM}", "init", "-backend=false", "-input=false", "-no-color", **data)
    if started.returncode:
        pytest.skip("Terraform's providers cannot be had here, and there is no tool to do without them.")
    for command in (("validate",), ("test",), ("fmt", "-check", "-recursive")):
        done = run("terraform", f"-chdir={TERRAFORM}", *command, "-no-color", **data)
        assert done.returncode == 0, done.stdout + done.stderr
    pytest.skip("Formatted, valid, and its own tests pass; a plan needs an account.")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which Terraform works, with the real providers' schema."""
    kept = ROOT / "build/terraform-check"
    kept.mkdir(parents=True, exist_ok=True)
    package.build(ROOT / "build/functions")
    if not OFFLINE.exists():
        check_with_providers(tmp_path_factory.mktemp("terraform"))
    return kept


@pytest.fixture(scope="module")
def state(work: Path) -> State:
    """An empty project after dev is applied."""
    return applied(work, "dev")


@pytest.fixture(scope="module")
def prod(work: Path) -> State:
    """An empty project after prod is applied, with everything that may be added."""
    return applied(work, "prod", **ADDED)


def applied(work: Path, env: str, **added: str) -> State:
    """Plan, apply and plan again; return the state."""
    words = [f"-var-file={TERRAFORM / env}.tfvars", *(shlex.quote(f"-var={name}={it}") for name, it in added.items())]
    variables = {"TF_VAR_project": PROJECT, "TF_CLI_ARGS_plan": " ".join(words)}
    checked = run(str(OFFLINE), str(TERRAFORM), str(work), **variables)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Preparing import" not in (work / "plan.log").read_text()
    resources: State = json.loads((work / "state.json").read_text())["values"]["root_module"]["resources"]
    return resources


pytestmark = pytest.mark.timeout(1800)


def test_dev_keeps_the_rules(state: State) -> None:
    assert cloud.broken(state) == []


@pytest.mark.thorough
def test_prod_keeps_the_rules(prod: State) -> None:
    assert cloud.broken(prod) == []


@pytest.mark.thorough
def test_prod_is_backed_up_and_has_what_was_added(state: State, prod: State) -> None:
    added = {one["type"] for one in prod} - {one["type"] for one in state}
    assert added == {
        "google_billing_budget",
        "google_firebase_app_check_recaptcha_enterprise_config",
        "google_firestore_backup_schedule",
        "google_iam_workload_identity_pool",
        "google_iam_workload_identity_pool_provider",
        "google_monitoring_notification_channel",
        "google_recaptcha_enterprise_key",
    }
    alerts = cloud.of_type(prod, "google_monitoring_alert_policy")
    assert all(len(alert["notification_channels"]) == 1 for alert in alerts)


@pytest.fixture(scope="module")
def waits_for(work: Path, state: State) -> dict[str, set[str]]:
    """What each resource waits for, directly or not; Terraform tells it of the tree that was applied."""
    variables = {"TF_CLI_CONFIG_FILE": str(work / "terraformrc"), "TF_DISABLE_PLUGIN_TLS": "1"}
    drawn = run("terraform", f"-chdir={work / 'tree/terraform'}", "graph", **variables).stdout
    edges = re.findall(r'^  "(\S+)" -> "(\S+)";$', drawn, re.MULTILINE)
    found: dict[str, set[str]] = {name: set() for name in re.findall(r'^  "(\S+)" \[', drawn, re.MULTILINE)}
    while more := [(one, found[other] | {other}) for one, other in edges if not {other, *found[other]} <= found[one]]:
        for one, further in more:
            found[one] |= further
    return found


def test_in_an_empty_project_everything_waits_until_google_is_ready(waits_for: dict[str, set[str]]) -> None:
    first = {
        "data.google_project.this",  # the release enables what it asks
        "google_project_service.api",
        "google_project_service_identity.eventarc",
        "random_id.unused",
        "random_password.made",
        "time_sleep.ready",
    }
    assert {name for name, others in waits_for.items() if "time_sleep.ready" not in others} == first
    functions = waits_for["google_cloudfunctions2_function.this"]
    assert {"time_sleep.granted", "google_project_iam_member.account", "google_project_iam_member.agent"} <= functions
    for alert in ("above", "housekeeping", "spend"):
        assert "time_sleep.counted" in waits_for[f"google_monitoring_alert_policy.{alert}"]
    assert "google_logging_metric.counted" in waits_for["time_sleep.counted"]


def test_whoever_deploys_uses_the_projects_own_quota() -> None:
    providers = re.findall(r'^provider "google.*?^}', (TERRAFORM / "versions.tf").read_text(), re.MULTILINE | re.DOTALL)
    assert len(providers) == 2
    for provider in providers:
        assert re.search(r"user_project_override\s+= true", provider)
        assert re.search(r"billing_project\s+= var\.project", provider)


@pytest.mark.thorough
def test_each_binding_that_is_taken_away_is_missed(prod: State) -> None:
    bindings = [one for one in prod if cloud.is_binding(one)]
    assert len(bindings) == len(cloud.BINDINGS) + len(cloud.WITH_REPOSITORY) + len(cloud.WITH_KEY)
    for taken in bindings:
        assert cloud.broken([one for one in prod if one is not taken]), taken["address"]


@pytest.mark.thorough
@pytest.mark.parametrize(
    "wider",
    [
        {"role": "roles/editor"},
        {"member": "allUsers"},
        {"member": "serviceAccount:fn-social@demo.iam.gserviceaccount.com"},
    ],
    ids=str,
)
def test_each_binding_that_is_widened_is_noticed(prod: State, wider: dict[str, str]) -> None:
    for index, one in enumerate(prod):
        if cloud.is_binding(one) and not wider.items() <= one["values"].items() and not is_socials(one, wider):
            changed = [*prod[:index], one | {"values": one["values"] | wider}, *prod[index + 1 :]]
            assert cloud.broken(changed), one["address"]


@pytest.mark.thorough
@pytest.mark.parametrize("condition", [[], [{"expression": "true"}], [{"expression": 'resource.name.startsWith("")'}]])
def test_a_build_that_sees_more_than_sources_is_noticed(state: State, condition: list[dict[str, str]]) -> None:
    changed = deepcopy(state)
    (reads,) = [one for one in changed if one["address"] == "google_project_iam_member.build_reads"]
    reads["values"]["condition"] = condition
    assert cloud.broken(changed)


def is_socials(one: dict[str, Any], wider: dict[str, str]) -> bool:
    return "fn-social@" in wider.get("member", "") and "fn-social@" in one["values"]["member"]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("function", "changes"),
    [
        ("identify-animal", {"timeout_seconds": 151}),
        ("identify-animal", {"timeout_seconds": 30}),
        ("convert-image", {"timeout_seconds": 61}),
        ("housekeeping", {"timeout_seconds": 180}),
        ("housekeeping", {"max_instance_count": 1}),
        ("dex", {"max_instance_request_concurrency": 9}),
        ("dex", {"available_memory": "128Mi"}),
        ("convert-image", {"available_memory": "192Mi"}),
        ("graph", {"available_cpu": "0.583"}),
        ("vision", {"timeout_seconds": 2}),
        ("social", {"environment_variables": {}}),
    ],
)
def test_a_function_that_is_changed_is_noticed(state: State, function: str, changes: dict[str, Any]) -> None:
    changed = deepcopy(state)
    cloud.functions(changed)[function]["service_config"][0].update(changes)
    assert cloud.broken(changed)


@pytest.mark.thorough
@pytest.mark.parametrize("lifecycle", [[], [0], [1]], ids=["none", "the first alone", "the second alone"])
def test_an_uploads_bucket_that_is_not_emptied_is_noticed(state: State, lifecycle: list[int]) -> None:
    changed = deepcopy(state)
    uploads = next(one for one in cloud.of_type(changed, "google_storage_bucket") if one["name"].endswith("-uploads"))
    kept = [uploads["lifecycle_rule"][index] for index in lifecycle]
    uploads["lifecycle_rule"] = kept
    assert bool(cloud.broken(changed)) is all(rule["action"][0]["type"] != "Delete" for rule in kept)


def plan(work: Path, state: Path, *given: str) -> subprocess.CompletedProcess[str]:
    """A plan for an empty project."""
    variables = {"TF_CLI_CONFIG_FILE": str(work / "terraformrc"), "TF_DISABLE_PLUGIN_TLS": "1"}
    command = ("terraform", f"-chdir={work / 'tree/terraform'}", "plan", "-no-color", "-input=false")
    return run(*command, f"-state={state / 'state'}", f"-var=project={PROJECT}", *given, **variables)


@pytest.mark.usefixtures("state")
@pytest.mark.parametrize("what", EARLIER)
def test_what_is_there_before_the_first_deployment_is_asked_for(work: Path, tmp_path: Path, what: str) -> None:
    """Terraform says what it imports, and under which name; nobody here answers it with what is there."""
    said = plan(work, tmp_path, "-var-file=dev.tfvars", f"-var=adopted={json.dumps([what])}").stdout
    asked = set(re.findall(r"^(\S+): Preparing import\.\.\. \[id=(.+)\]$", said, re.MULTILINE))
    assert asked == {EARLIER[what]}


def test_hosting_sends_requests_where_the_functions_are(state: State) -> None:
    rewrites = json.loads((ROOT / "firebase.json").read_text())["hosting"]["rewrites"]
    there = {(name, one["location"]) for name, one in cloud.functions(state).items()}
    assert {(one["run"]["serviceId"], one["run"]["region"]) for one in rewrites} <= there


def test_indexes_and_fields_are_those_of_the_file(state: State) -> None:
    wanted = json.loads((ROOT / "firestore.indexes.json").read_text())
    assert len(cloud.of_type(state, "google_firestore_index")) == len(wanted["indexes"])
    fields = cloud.of_type(state, "google_firestore_field")
    assert len(fields) == len(wanted["fieldOverrides"])
    expiring = {one["collectionGroup"] for one in wanted["fieldOverrides"] if one.get("ttl")}
    assert {one["collection"] for one in fields if one["ttl_config"]} == expiring


def test_each_alert_has_its_incident() -> None:
    described = (ROOT / "docs/operations.md").read_text()
    named = (TERRAFORM / "monitoring.tf").read_text()
    anchors = [line.split("#")[1].rstrip('"') for line in named.splitlines() if "docs/operations.md#" in line]
    alerts = [
        line.split()[0]
        for line in named.splitlines()
        if line.startswith("    ") and line.endswith("= {") and "-" in line
    ]
    for anchor in {*anchors, *alerts} - {"${each.key}"}:
        assert f"\n### {anchor}\n" in described, anchor


def test_each_alert_rests_on_a_metric_that_is_there(state: State) -> None:
    metrics = {one["name"]: one for one in cloud.of_type(state, "google_logging_metric")}
    alerts = json.dumps(cloud.of_type(state, "google_monitoring_alert_policy"))
    used = re.findall(r"logging\.googleapis\.com/user/(\w+)|logging_googleapis_com:user_(\w+)_sum", alerts)
    assert {name for names in used for name in names if name} == set(metrics)
    for one in metrics.values():
        assert one["filter"].startswith('resource.type = "cloud_run_revision" AND jsonPayload.message =')


def test_spend_is_counted_in_dollars(state: State) -> None:
    (metric,) = [one for one in cloud.of_type(state, "google_logging_metric") if one["value_extractor"]]
    assert (metric["name"], metric["value_extractor"]) == ("model_cost", "EXTRACT(jsonPayload.cost_usd)")
    assert metric["metric_descriptor"][0]["value_type"] == "DISTRIBUTION"
    conditions = [one["conditions"][0] for one in cloud.of_type(state, "google_monitoring_alert_policy")]
    (spend,) = [one for condition in conditions for one in condition["condition_prometheus_query_language"]]
    assert "user_model_cost_sum" in spend["query"]
    assert float(spend["query"].rpartition(" > ")[2]) == float(Settings.model_fields["daily_budget_usd"].default) / 4
