"""The tables of exit codes list those that the commands' own help knows."""

import re
import subprocess

import pytest
from document import ROOT
from support.program import binary

LIVE = {"bind", "unbind", "bindings", "graph", "participants", "watch", "send"}


def printed(*words):
    return subprocess.run([binary(), *words, "--help"], check=True, capture_output=True, text=True).stdout


def codes_of(command):
    return set(re.findall(r"^ *(\d+)  ", printed(command).partition("\nExit codes:\n")[2], re.MULTILINE))


@pytest.mark.parametrize("page,commands", [
    ("errors.md", {"run", *re.findall(r"^(?:  |msgflo-foreign-participant )([a-z]+) ", printed(), re.MULTILINE)}),
    ("commands.md", LIVE),
])
def test_tables_are_whole(page, commands):
    section = (ROOT / "docs" / page).read_text(encoding="utf-8").partition("\n## Exit codes\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| (\d+) \|", section, re.MULTILINE) == sorted(set().union(*map(codes_of, commands)), key=int)
