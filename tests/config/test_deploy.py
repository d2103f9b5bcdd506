"""The files in `deploy/` can be parsed, hold no secret, name settings that exist, and shut what they should."""

from __future__ import annotations

import re
from configparser import RawConfigParser
from typing import Any

import pytest
import yaml

import config.run  # noqa: F401 - its settings are known then
from config.embedded.places import CHECKOUT
from config.environment import KNOBS

FOLDER = CHECKOUT / "deploy"
UNITS = sorted(FOLDER.glob("*.service"))
NAMES = {knob.name for knob in KNOBS}
NOT_OURS = {"POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "PYTHONUNBUFFERED"}


class Unit(RawConfigParser):
    """A unit's file, in which one name may stand several times: the values of each, in order."""

    def __init__(self, text: str) -> None:
        super().__init__(delimiters=("=",), comment_prefixes=("#",), strict=False, interpolation=None)
        self.optionxform = str  # type: ignore[assignment]
        self.read_string(text)


def compose() -> dict[str, Any]:
    return yaml.safe_load((FOLDER / "compose.yaml").read_text())


def test_there_is_a_unit_for_each_process() -> None:
    assert [unit.name for unit in UNITS] == [f"on-record-{name}.service" for name in ("sweeper", "web", "worker")]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_is_hardened_and_names_settings_that_exist(unit: Any) -> None:
    text = unit.read_text()
    service = Unit(text)["Service"]
    wanted = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes"}
    assert {name: service[name] for name in wanted} == wanted
    assert service["CapabilityBoundingSet"] == ""
    assert service["User"] == "on-record"
    assert "MemoryMax" in service
    named = re.findall(r"^Environment=(\w+)=", text, re.MULTILINE)
    assert set(named) <= NAMES
    assert named
    program = service["ExecStart"].split()[0]
    assert program in ("/opt/on-record/.venv/bin/python", "/opt/on-record/.venv/bin/celery")


def test_every_service_has_a_limit_and_what_stays_up_a_healthcheck() -> None:
    services = compose()["services"]
    assert set(services) == {"postgres", "valkey", "migrate", "web", "worker", "sweeper"}
    assert [name for name, one in services.items() if "mem_limit" not in one] == []
    assert [name for name, one in services.items() if "healthcheck" not in one] == ["migrate"]


def test_compose_names_settings_that_exist_and_its_own_volumes() -> None:
    read = compose()
    settings = {name for one in read["services"].values() for name in one.get("environment", {})}
    assert settings - NOT_OURS <= NAMES
    assert {"DATABASE_URL", "MIGRATION_DATABASE_URL", "SECRET_KEY"} <= settings
    mounts = {place.split(":")[0] for one in read["services"].values() for place in one.get("volumes", [])}
    assert {name for name in mounts if not name.startswith(".")} == set(read["volumes"])
    with_owner = [
        name for name, one in read["services"].items() if "MIGRATION_DATABASE_URL" in one.get("environment", {})
    ]
    assert with_owner == ["migrate"]


def test_no_file_holds_a_secret() -> None:
    for name, one in compose()["services"].items():
        for key, value in one.get("environment", {}).items():
            secret = re.search("PASSWORD|SECRET", key) or ("://" in value and "@" in value)
            assert not secret or re.search(r"\$\{\w+:\?", value), f"{name}: {key}"
    docker = (FOLDER / "Dockerfile").read_text()
    assert not re.search("PASSWORD|SECRET", docker)
    [named] = re.findall(r"^ENV (.*)$", docker, re.MULTILINE)
    assert {pair.split("=")[0] for pair in named.split()} - NOT_OURS <= NAMES
