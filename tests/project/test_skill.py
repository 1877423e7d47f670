"""The skill for agents names tools that there are, and is of the form that agents read."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SKILL = (ROOT / "docs" / "skill" / "SKILL.md").read_text(encoding="utf-8")


def test_the_skill_says_what_it_is_for():
    _, head, body = SKILL.split("---\n", 2)
    about = yaml.safe_load(head)
    assert about.keys() == {"name", "description"}
    assert re.fullmatch("[a-z-]{1,64}", about["name"])
    assert len(about["description"]) <= 1_024
    assert body.strip()


def test_the_skill_names_every_tool_and_no_other():
    source = (ROOT / "ui" / "api" / "tools.py").read_text(encoding="utf-8")
    tools = re.findall(r"@server\.tool\(.*\)\n    async def (\w+)\(", source)
    named = re.findall(r"^\d\. `(\w+)`", SKILL, re.MULTILINE)
    assert named == tools
