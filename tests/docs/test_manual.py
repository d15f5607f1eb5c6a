"""The manual pages are those that the program's own words and docs/man/src give, and what they show is what happens."""

import os
import re
import subprocess
import sys

import pytest
from document import ROOT
from support.program import binary
from test_docs import terminal, test_what_is_shown_is_what_happens as follow

sys.path.append(str(ROOT / "scripts"))
from program_help import commands_of  # noqa: E402

PAGES = ROOT / "docs" / "man"
WIDTH = 80
# Pages of other packages.
OTHERS = {"dot(1)", "journalctl(1)", "mosquitto(8)", "mosquitto.conf(5)", "mosquitto_pub(1)", "mosquitto_sub(1)",
          "sd_notify(3)", "systemctl(1)", "systemd.exec(5)", "update-alternatives(1)"}
SOURCES = sorted((PAGES / "src").glob("*.md"))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("man")
    subprocess.run([ROOT / "scripts" / "make-man", folder], check=True,
                   env={**os.environ, "MFP_BINARY": str(binary())})
    return {path.name: path.read_text(encoding="ascii") for path in folder.iterdir()}


@pytest.fixture(scope="module")
def help_text():
    return subprocess.run([binary(), "--help"], check=True, capture_output=True, text=True).stdout


def test_the_pages_are_up_to_date(made):
    stored = {path.name: path.read_text(encoding="ascii") for path in PAGES.iterdir() if path.is_file()}
    assert stored == made, "scripts/make-man writes docs/man anew; delete what has no source there"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_what_is_shown_is_what_happens(terminal, path):
    follow(terminal, path)


@pytest.mark.parametrize("name", [path.stem for path in SOURCES])
def test_both_formatters_find_nothing_wrong(name):
    groff = subprocess.run(["man", "--warnings", "-l", PAGES / name], capture_output=True, text=True,
                           env={**os.environ, "MANWIDTH": str(WIDTH), "MANPAGER": "cat", "LC_ALL": "C.UTF-8"})
    assert (groff.returncode, groff.stderr) == (0, "")
    assert [line for line in groff.stdout.splitlines() if len(line) > WIDTH] == []
    mandoc = subprocess.run(["mandoc", "-Tlint", "-Wwarning", PAGES / name], capture_output=True, text=True)
    complaints = [line.partition(": ")[2] for line in mandoc.stdout.splitlines()]
    # The date stands beside the version.
    assert [one for one in complaints if not one.endswith('WARNING: missing date, using "": TH')] == []


def plain(text):
    return re.sub(r"\\f[BIP]", "", text).replace("\\-", "-").replace("\\~", " ")


def test_each_command_is_in_the_name_of_a_page(made, help_text):
    commands = set(re.findall(r"^(?:  |msgflo-foreign-participant )([a-z]+) ", help_text, re.MULTILINE))
    lines = re.findall(r"^\.SH NAME\n(.+) \\- ", "\n".join(made.values()), re.MULTILINE)
    names = {name for line in lines for name in plain(line).split(", ")}
    assert commands and {f"msgflo-foreign-participant-{command}" for command in commands} == {
        name for name in names if name.startswith("msgflo-foreign-participant-")}


def test_options_exist(made, help_text):
    # Those of a single command stand in its own help alone.
    helps = [subprocess.run([binary(), command, "--help"], check=True, capture_output=True, text=True).stdout
             for command in commands_of(binary())]
    known = set(re.findall(r"--[a-z-]+", "\n".join([help_text, *helps])))
    for name, page in made.items():
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", plain(page))) <= known, name


def test_the_environment_is_complete(made):
    """Each variable that the program asks for."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.cpp"))
    asked = set(re.findall(r'(?:getenv|environment)\("([A-Z_]+)"\)', code))
    section = plain(made["msgflo-foreign-participant.1"]).partition(".SH ENVIRONMENT")[2].partition(".SH")[0]
    assert asked and asked == set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b|\bHOME\b", section))


def test_references_lead_to_pages(made):
    own = {f"{name[:-2]}({name[-1]})" for name in made}
    for name, page in made.items():
        assert set(re.findall(r"[\w.-]+\([1-8]\)", plain(page))) <= own | OTHERS, name
