"""The tables of exit codes list those that the commands' own help knows."""

import re
import sys

import pytest
from document import ROOT
from support.program import binary

sys.path.append(str(ROOT / "scripts"))
from program_help import commands_of, help_of  # noqa: E402

LIVE = {"bind", "unbind", "bindings", "graph", "participants", "watch", "send"}


@pytest.mark.parametrize("page,commands", [("errors.md", commands_of(binary())), ("commands.md", LIVE)])
def test_tables_are_whole(page, commands):
    section = (ROOT / "docs" / page).read_text(encoding="utf-8").partition("\n## Exit codes\n")[2].partition("\n## ")[0]
    codes = {code for command in commands for code, _ in help_of(binary(), command).exit_codes}
    assert list(map(int, re.findall(r"^\| (\d+) \|", section, re.MULTILINE))) == sorted(codes)
