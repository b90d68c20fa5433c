"""With Testcontainers for Python: pip install testcontainers; pytest examples/python/test_container.py. A container engine runs the image."""

from __future__ import annotations

import urllib.request

import pytest

pytest.importorskip("testcontainers.core.container")
from testcontainers.core.container import DockerContainer  # noqa: E402
from testcontainers.core.waiting_utils import wait_for_logs  # noqa: E402

ADMIN_TOKEN = "of-this-test"


@pytest.fixture(scope="module")
def base_url():
    container = DockerContainer("kore-mock:latest").with_exposed_ports(4010)
    container = container.with_env("KORE_MOCK_SEED", "python").with_env("KORE_MOCK_ADMIN_TOKEN", ADMIN_TOKEN)
    with container:
        wait_for_logs(container, "kore-mock listens on", timeout=60)
        yield f"http://{container.get_container_host_ip()}:{container.get_exposed_port(4010)}"


def test_it_is_there(base_url):
    call = urllib.request.Request(f"{base_url}/__admin/world", headers={"Authorization": f"Bearer {ADMIN_TOKEN}"})
    with urllib.request.urlopen(call) as answer:
        assert b'"seed":"python"' in answer.read()
