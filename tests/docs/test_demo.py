"""scripts/demo, as a person starts it, with its output in a pipe."""

import os
import re
import runpy
import socket
import subprocess

import pytest
import yaml
from document import ROOT

COMMANDS = runpy.run_path(str(ROOT / "scripts" / "demo_view.py"))["COMMANDS"]
HOUSE = yaml.safe_load((ROOT / "docs" / "examples" / "house.yaml").read_text(encoding="utf-8"))["participants"]
LONGEST_BUILD = 1800


@pytest.fixture(scope="module")
def shown():
    """The demo's output; without MFP_BINARY it builds the program first where that is not up to date."""
    environment = {key: value for key, value in os.environ.items() if key != "MSGFLO_BROKER"}
    done = subprocess.run([ROOT / "scripts" / "demo", "--for", "4s"], env=environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=LONGEST_BUILD)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("role", HOUSE)
def test_every_participant_is_introduced(shown, role):
    assert re.search(rf"^{role} +[\w-]+/\w+ +.*sends ", shown, re.MULTILINE), shown


@pytest.mark.parametrize("role", HOUSE)
def test_every_device_sends_to_the_graph(shown, role):
    assert re.search(rf"  ──▶  {role}\.\S+ +\S", shown), shown


@pytest.mark.parametrize("queue,payload", COMMANDS)
def test_every_command_reaches_its_device(shown, queue, payload):
    assert re.search(rf"^\S+ +\S.* ◀──  {re.escape(queue)} +{re.escape(payload[:8])}", shown, re.MULTILINE), shown


def test_what_is_no_value_does_not_reach_the_graph(shown):
    assert re.search(r"^\S+ +\S.* ───  nothing$", shown, re.MULTILINE), shown


def test_the_readme_shows_lines_of_it(shown):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^.+ (?:──▶|◀──|───)  .+$", readme, re.MULTILINE)
    assert len(lines) > 3
    real = {" ".join(line.split()) for line in shown.splitlines()}
    for line in lines:
        assert " ".join(line.split()) in real, shown


def test_a_pipe_gets_no_colour(shown):
    assert "\033" not in shown


def test_it_says_what_came_of_it_and_leaves_nothing_behind(shown):
    assert re.search(r"^\d+ messages relayed, each as the definitions say\.", shown, re.MULTILINE)
    port = int(re.search(r"127\.0\.0\.1:(\d+)", shown).group(1))
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_a_wrong_option_is_wrong_usage():
    done = subprocess.run([ROOT / "scripts" / "demo", "--for", "soon"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 64 and "usage" in done.stderr
