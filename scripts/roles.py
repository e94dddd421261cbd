"""Which roles the account of each function needs, from what its code leads to, as docs/roles.md.

    python -m scripts.roles > docs/roles.md

Terraform's plan is held against the same (tests/terraform): it gives these roles and no others.
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
"""By what asks a service: on which resources it needs which role."""
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
"""By what is asked of Cloud Storage: the role on the bucket. The last can do what the others can."""
BUCKETS = {"uploads_bucket": "uploads", "media_bucket": "media"}
SECRETS = {"hash_secret": "hash-secret", "metrics_token": "metrics-token"}
HEAD = """# Roles

What each function's account may do, at the narrowest resource that Google takes it on. `python -m scripts.roles >
docs/roles.md` makes this page from the code: a function has a role when what it does leads, name by name, to a place
that needs it. Terraform's plan gives these roles and no others ([iam.tf](../terraform/iam.tf)); tests/terraform holds
it against them, and takes each away and widens it in turn.

| function | on | role | for |
|---|---|---|---|"""


class Role(NamedTuple):
    """A role on a resource."""

    on: str
    role: str


def of(function: str) -> dict[Role, set[str]]:
    """Return the roles of a function's account, each with the names of what needs it."""
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
    """Return the roles on the buckets that a definition names, for what it asks of Cloud Storage itself."""
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
