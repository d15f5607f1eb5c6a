"""The table of exit codes lists those that the commands' own help knows."""

import re
import sys

from document import ROOT
from support.program import binary

sys.path.append(str(ROOT / "scripts"))
from program_help import commands_of, help_of  # noqa: E402


def test_the_table_is_whole():
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    section = page.partition("\n## Exit codes\n")[2].partition("\n## ")[0]
    codes = {code for command in commands_of(binary()) for code, _ in help_of(binary(), command).exit_codes}
    assert list(map(int, re.findall(r"^\| (\d+) \|", section, re.MULTILINE))) == sorted(codes)
