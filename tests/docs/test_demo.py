"""scripts/demo, as a person starts it, with its output in a pipe."""

import os
import re
import socket
import subprocess

import pytest
from document import ROOT

ROWS = [line.split("\t") for line in (ROOT / "docs/examples/payloads.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")]
LONGEST_BUILD = 1800


@pytest.fixture(scope="module")
def shown():
    """The demo's output; it builds the program first where that is not up to date."""
    environment = {key: value for key, value in os.environ.items() if key not in ("MFP_BINARY", "MSGFLO_BROKER")}
    done = subprocess.run([ROOT / "scripts" / "demo", "--for", "3s"], env=environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=LONGEST_BUILD)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("sender,sent_to,payload", ROWS, ids=[f"{row[1]} {row[2]:.20}" for row in ROWS])
def test_every_message_is_seen_on_the_other_side(shown, sender, sent_to, payload):
    sign = "──▶|═══" if sender == "device" else "◀──"
    queue = r"\S+" if sender == "device" else re.escape(sent_to)
    topic = re.escape(sent_to) if sender == "device" else r"\S+"
    beginning = re.escape(payload[:20])
    assert re.search(rf"^{topic} +({sign})  {queue} +{beginning}", shown, re.MULTILINE), shown


def test_every_participant_is_introduced(shown):
    for role in {row[1].split(".")[0] for row in ROWS if row[0] == "graph"} | {"garden"}:
        assert re.search(rf"^{role} +\w+/\w+ +.*sends ", shown, re.MULTILINE), shown


def test_the_readme_shows_lines_of_it(shown):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^(\S+) +(──▶|◀──)  (\S+) +(.*)$", readme, re.MULTILINE)
    assert lines
    for topic, sign, queue, payload in lines:
        line = rf"^{re.escape(topic)} +{sign}  {re.escape(queue)} +{re.escape(payload[:20])}"
        assert re.search(line, shown, re.MULTILINE), shown


def test_a_pipe_gets_no_colour(shown):
    assert "\033" not in shown


def test_it_says_what_came_of_it_and_leaves_nothing_behind(shown):
    assert re.search(r"^\d+ messages relayed, each as it was sent\.", shown, re.MULTILINE)
    port = int(re.search(r"127\.0\.0\.1:(\d+)", shown).group(1))
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_a_wrong_option_is_wrong_usage():
    done = subprocess.run([ROOT / "scripts" / "demo", "--for", "soon"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 64 and "usage" in done.stderr
