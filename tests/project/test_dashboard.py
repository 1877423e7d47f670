"""The dashboard and the example for Prometheus name what `/metrics` tells, and all that matters."""

import json
import re

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from assistant.commands.parser import build_parser
from tests.project.test_structure import ROOT
from ui.operations.metrics import Metrics

MONITORING = ROOT / "deploy" / "monitoring"
BOARD = json.loads((MONITORING / "grafana-dashboard.json").read_text(encoding="utf-8"))
EXPRESSIONS = [target["expr"] for panel in BOARD["panels"] for target in panel["targets"]]
VARIABLES = {each["name"]: each for each in BOARD["templating"]["list"]}
QUERIES = [each["query"]["query"] for each in VARIABLES.values() if each["type"] == "query"]
OURS = re.compile(r"\b(?:tenkyo|process)_\w+")
OF_PROMETHEUS = {"job", "instance"}
UNTOLD = {"process_virtual_memory_bytes"}
"""Models are mapped into memory, used or not: it says nothing of how well a server is."""


@pytest.fixture(scope="module")
def told():
    """What a server tells that has answered something: the labels of each sample, by its name."""
    metrics = Metrics()
    metrics.request("api", "GET", 200, 0.1)
    with metrics.asking():
        metrics.ended("answered")
    families = text_string_to_metric_families(metrics.text().decode())
    samples = [sample for family in families for sample in family.samples]
    return {each.name: set(each.labels) for each in samples if not each.name.endswith("_created")}


@pytest.mark.parametrize("expression", [*EXPRESSIONS, *QUERIES])
def test_each_metric_and_label_in_the_dashboard_is_told(told, expression):
    names = OURS.findall(re.sub(r'"[^"]*"', "", expression))
    assert set(names) <= set(told)
    labels = set(re.findall(r"(\w+)=", expression))
    for group in re.findall(r"by \(([\w, ]+)\)", expression):
        labels |= set(group.split(", "))
    assert labels <= OF_PROMETHEUS.union(*(told[name] for name in names))


def test_each_metric_that_matters_stands_in_a_panel(told):
    shown = {name for expression in EXPRESSIONS for name in OURS.findall(expression)}
    families = {re.sub("_(bucket|count|sum)$", "", name) for name in told} - UNTOLD
    assert families == {re.sub("_(bucket|count|sum)$", "", name) for name in shown}


def test_a_panel_says_what_it_shows_and_covers_no_other():
    places = set()
    for panel in BOARD["panels"]:
        assert panel["title"]
        assert panel["description"]
        at = panel["gridPos"]
        covered = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not covered & places
        assert at["x"] + at["w"] <= 24
        places |= covered
    assert len({panel["id"] for panel in BOARD["panels"]}) == len(BOARD["panels"])


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_is_whole_and_its_variables_are_there(expression):
    bare = re.sub(r'"[^"]*"', "", expression)
    for opening, closing in ("()", "[]", "{}"):
        assert bare.count(opening) == bare.count(closing)
    named = set(re.findall(r"\$(\w+)", expression))
    assert named <= VARIABLES.keys() | {"__rate_interval", "__range"}
    assert {"job", "instance"} <= named


def test_prometheus_asks_where_a_server_tells():
    [job] = yaml.safe_load((MONITORING / "prometheus.yml").read_text("utf-8"))["scrape_configs"]
    served = build_parser().parse_args(["serve"])
    assert job["metrics_path"] == "/metrics"
    assert job["static_configs"] == [{"targets": [f"{served.host}:{served.port}"]}]
