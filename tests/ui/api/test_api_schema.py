"""The API against its own description: made-up requests find no failure, and no open door."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from assistant.types import Reader
from tests.servers.serving import served, small_assistant

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
FEW = settings(
    max_examples=6,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def try_all(schema, checks, headers=None):
    """Send made-up requests, right and wrong, to every operation; return how many operations."""
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:
        for mode in GenerationMode:

            @given(operation.as_strategy(generation_mode=mode))
            @FEW
            def holds(case):
                case.call_and_validate(checks=checks, headers=headers)

            try:
                holds()
            except Unsatisfiable:
                # What takes nothing cannot be given anything wrong.
                assert mode is GenerationMode.NEGATIVE
    return len(operations)


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    with small_assistant(tmp_path_factory.mktemp("open")) as assistant, served(assistant) as at:
        yield f"{at}/api/openapi.json"


def test_whatever_is_sent_the_answer_is_as_described(opened):
    assert try_all(schemathesis.openapi.from_url(opened), CHECKS) == 18


def test_no_route_ignores_that_a_key_is_missing_or_wrong(tmp_path):
    with small_assistant(tmp_path, api="keys") as assistant, served(assistant) as at:
        headers = {"Authorization": f"Bearer {assistant.keys.add(Reader('anna'))}"}
        schema = schemathesis.openapi.from_url(f"{at}/api/openapi.json", headers=headers)
        assert try_all(schema, [ignored_auth], headers) == 18
