"""The roles that each function's service account needs, derived from its code, as docs/roles.md.

    python -m scripts.roles > docs/roles.md

tests/terraform checks that Terraform's plan grants exactly these roles.
"""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from scripts import calls, reach
from scripts.calls import Name

STORAGE, TASKS, CALLER = "shared.cloud.storage", "shared.cloud.tasks", "calls-as-tasks"
VIEWER, CREATOR, USER = "storage.objectViewer", "storage.objectCreator", "storage.objectUser"
SELF = "itself"
NEEDED = {
    Name("shared.cloud.firestore", "client"): {("project", "datastore.user")},
    Name("shared.spans", "exporter"): {("project", "telemetry.tracesWriter")},
    Name("shared.cloud.backups", "look"): {("project", "datastore.backupsViewer")},
    Name("shared.cloud.auth.accounts", "_admin"): {("project", "firebaseauth.admin")},
    Name(TASKS, "enqueue"): {("queue", "cloudtasks.enqueuer"), (CALLER, "iam.serviceAccountUser")},
    Name(TASKS, "ping"): {("queue", "cloudtasks.viewer")},
    Name(STORAGE, "ping"): {("media", VIEWER)},
    Name(STORAGE, "_signer"): {(SELF, "iam.serviceAccountTokenCreator")},
}
"""Call to a service → the resource and the role that it needs."""
ON_BUCKET = {
    "find": VIEWER,
    "read": VIEWER,
    "names": VIEWER,
    "sign_download": VIEWER,
    "sign_upload": CREATOR,
    "write": USER,
    "writer": USER,
    "delete": USER,
}
"""Operation of Cloud Storage → the role on the bucket. The last role includes the others."""
BUCKETS = {"uploads_bucket": "uploads", "media_bucket": "media"}
SECRETS = {"hash_secret": "hash-secret", "metrics_token": "metrics-token"}
HEAD = """# Roles

The roles of each function's service account, on the narrowest resource that Google allows. `python -m scripts.roles >
docs/roles.md` generates this page from the code: a function has a role if its code leads, name by name, to a call that
needs it. Terraform grants exactly these roles ([iam.tf](../terraform/iam.tf)); tests/terraform compares its plan with
this page, and checks that removing or widening any role is noticed.

| function | on | role | for |
|---|---|---|---|"""


class Role(NamedTuple):
    """A role on a resource."""

    on: str
    role: str


def of(function: str) -> dict[Role, set[str]]:
    """Return the roles of a function's service account, each with the names that need it."""
    needed: dict[Role, set[str]] = {}
    for role, why in _needed(function):
        needed.setdefault(role, set()).add(why)
    for bucket in BUCKETS.values():
        on_it = [role for role in needed if role.on == bucket]
        if len(on_it) > 1:
            needed[Role(bucket, USER)] = {why for role in on_it for why in needed.pop(role)}
    return needed


def _needed(function: str) -> Iterator[tuple[Role, str]]:
    for name in sorted(calls.names(function)):
        yield from ((Role(*one), str(name)) for one in sorted(NEEDED.get(name, ())))
        yield from ((role, str(name)) for role in _on_buckets(name))
    for setting in sorted(reach.settings(function) & SECRETS.keys()):
        yield Role(SECRETS[setting], "secretmanager.secretAccessor"), setting.upper()


def _on_buckets(name: Name) -> set[Role]:
    """Return the roles on the buckets that a definition names, for the operations it calls directly."""
    attributes = [node for node in ast.walk(calls.definition(name)) if isinstance(node, ast.Attribute)]
    asked = [node.attr for node in attributes if isinstance(node.value, ast.Name) and node.value.id == "storage"]
    buckets = {BUCKETS[node.attr] for node in attributes if node.attr in BUCKETS}
    return {Role(bucket, ON_BUCKET[one]) for one in asked if one in ON_BUCKET for bucket in buckets}


def page() -> str:
    """Return docs/roles.md."""
    rows = [
        f"| `{function}` | {on} | `{role}` | {', '.join(f'`{one}`' for one in sorted(why))} |"
        for function in reach.FUNCTIONS
        for (on, role), why in sorted(of(function).items())
    ]
    return "\n".join([HEAD, *rows])


if __name__ == "__main__":
    print(page())
