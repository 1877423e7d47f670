"""The software bill of materials: what Tenkyo is made of, with versions and licences.

    .venv/bin/python deploy/sbom.py > tenkyo.cdx.json

It is CycloneDX in JSON, of the packages that are installed and that Tenkyo needs, directly or not.
"""

import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement

_ROOT = Path(__file__).resolve().parents[1]
_FREE_TEXT = 120  # characters; some packages have the whole licence where its name should be


def needed(requirements: list[str]) -> dict[str, Distribution]:
    """Returns the installed packages that some requirements need, by their names."""
    found: dict[str, Distribution] = {}
    left = list(_wanted(requirements, ""))
    while left:
        wanted, extra = left.pop()
        try:
            package = distribution(wanted)
        except PackageNotFoundError:
            # For another system than this one, or an extra that nobody asked for.
            continue
        if package.name in found and not extra:
            continue
        found[package.name] = package
        left += _wanted(package.requires or [], extra)
    return found


def _wanted(requirements: list[str], extra: str) -> Iterator[tuple[str, str]]:
    for line in requirements:
        requirement = Requirement(line)
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        yield requirement.name, ""
        for each in requirement.extras:
            yield requirement.name, each


def licences(package: Distribution) -> list[str]:
    """Returns what a package says of its licence: an expression, or what its classifiers name."""
    said = package.metadata
    if expression := said.get("License-Expression"):
        return [expression]
    classifiers = [c for c in said.get_all("Classifier") or () if c.startswith("License ::")]
    named = [c.rpartition(" :: ")[2] for c in classifiers if not c.endswith("OSI Approved")]
    if named:
        return named
    free = (said.get("License") or "").strip()
    return [free.splitlines()[0][:_FREE_TEXT]] if free else []


def component(package: Distribution) -> Component:
    """Returns a package as the bill names it."""
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        bom_ref=f"{package.name}=={package.version}",
        purl=PackageURL("pypi", name=package.name.lower(), version=package.version),
        licenses=[_licence(text) for text in licences(package)],
        description=package.metadata.get("Summary"),
    )


def _licence(text: str) -> License:
    return LicenseFactory().make_from_string(text)


def bill() -> str:
    """Returns the bill of Tenkyo as JSON."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bom = Bom()
    bom.metadata.component = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref=f"{project['name']}=={project['version']}",
        licenses=[_licence(project["license"])],
        description=project["description"],
    )
    bom.components.update(map(component, needed(project["dependencies"]).values()))
    bom.register_dependency(bom.metadata.component, bom.components)
    return JsonV1Dot6(bom).output_as_string(indent=1)


if __name__ == "__main__":
    sys.stdout.write(bill() + "\n")
