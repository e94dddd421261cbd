"""Roles derived from code: a function needs exactly the roles for the calls that its code reaches."""

from pathlib import Path

import pytest

from scripts import calls, reach, roles
from scripts.calls import Name
from scripts.roles import Role

MAIN = """from shared.vision import media
from shared.outbox import add as hand_over

def main(request):
    return {named}
"""
FIRESTORE = Role("project", "datastore.user")
QUEUE = {Role("queue", "cloudtasks.enqueuer"), Role("calls-as-tasks", "iam.serviceAccountUser")}


def of(named: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> set[Role]:
    """Return the roles, except for secrets, of a function that mentions a name."""
    main = folder / "main.py"
    main.write_text(MAIN.format(named=named))
    monkeypatch.setattr(reach, "main_of", lambda _: main)
    calls.names.cache_clear()
    calls.read.cache_clear()
    found = {role for role in roles.of("a function") if not role.role.startswith("secretmanager")}
    calls.names.cache_clear()
    return found


@pytest.mark.parametrize(
    ("named", "needed"),
    [
        ("None", set()),
        ("media.folder", set()),
        ("media.read_upload", {Role("uploads", roles.VIEWER)}),
        ("media.find_original", {Role("media", roles.VIEWER)}),
        ("media.write_original", {Role("media", roles.USER)}),
        ("[media.find_original, media.write_original]", {Role("media", roles.USER)}),
        ("media.delete_all", {Role("media", roles.USER), Role("uploads", roles.USER)}),
        ("hand_over", {FIRESTORE, *QUEUE}),
    ],
)
def test_a_function_has_the_roles_that_what_it_names_leads_to(
    named: str, needed: set[Role], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert of(named, tmp_path, monkeypatch) == needed


def test_every_place_that_needs_a_role_is_there() -> None:
    reached = frozenset[Name]().union(*map(calls.names, reach.FUNCTIONS))
    assert roles.NEEDED.keys() <= reached
    storage = Path(reach.file_of(roles.STORAGE)).read_text()
    asked = {line.partition("(")[0].removeprefix("def ") for line in storage.splitlines() if line.startswith("def ")}
    assert asked - {"client", "ping", "_signer", "signing_credentials"} == roles.ON_BUCKET.keys()
