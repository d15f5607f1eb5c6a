"""What bash, zsh and fish complete: commands, options and their values, files, definitions, and roles and ports of the
running system."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support.fake_router import FakeRouter, participant, port
from support.program import ROOT, binary
from support.waiting import stretched

COMPLETIONS = ROOT / "completions"
NOBODY = "mqtt://127.0.0.1:1"
HEATER = participant("heater", [port("heater", "target", topic="heater/set")],
                     [port("heater", "temperature", topic="heater/state")], "legacy/Heater", ours=True)
DISPLAY = participant("house.display", ["text"], [], "x/Display", seen=12)
BOUND = [{"src": "heater.TEMPERATURE", "tgt": "house.display.TEXT"},
         {"src": "nobodys/queue", "tgt": "heater.TARGET", "file": "devices.yaml:12"}]
COMMANDS = ["bind", "bindings", "check", "graph", "import", "library", "participants", "print", "schema", "send",
            "simulate", "test", "try", "unbind", "watch"]


@pytest.fixture
def router(rig):
    router = FakeRouter(rig.broker.port, (HEATER, DISPLAY), BOUND)
    yield router
    router.close()


def output_of(command, folder, environment):
    done = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=stretched(20))
    assert done.stderr == ""
    return done.stdout


def bash_offers(line, folder, environment):
    script = (f"source {COMPLETIONS}/msgflo-foreign-participant.bash; COMP_LINE=$1 COMP_POINT=${{#1}}; "
              "_msgflo_foreign_participant; printf '%s\\n' \"${COMPREPLY[@]}\"")
    return output_of(["bash", "-c", script, "bash", line], folder, environment)


def fish_offers(line, folder, environment):
    script = f"source {COMPLETIONS}/msgflo-foreign-participant.fish; complete -C $argv[1]"
    return re.sub(r"\t.*", "", output_of(["fish", "-N", "-c", script, line], folder, environment))


def zsh_offers(line, folder, environment):
    """A whole zsh in a terminal, since nothing less completes."""
    own = Path(environment["HOME"])
    shutil.copy(ROOT / "tests" / "support" / "completion.zshrc", own / ".zshrc")
    shutil.copy(COMPLETIONS / "msgflo-foreign-participant.zsh", own / "_msgflo-foreign-participant")
    offered = own / "offered"
    offered.touch()
    output_of(["script", "--quiet", "--command", "zsh -d -i", "/dev/null"], folder,
              {**environment, "ZDOTDIR": str(own), "COMPLETIONS": str(own), "OFFERED": str(offered),
               "COMPLETED_LINE": line})
    return offered.read_text(encoding="utf-8")


OFFERS = {"bash": bash_offers, "zsh": zsh_offers, "fish": fish_offers}


@pytest.fixture(params=OFFERS)
def completed(request, rig, tmp_path_factory):
    """What the shell offers for the end of a line, sorted."""
    home = tmp_path_factory.mktemp("home")
    (home / "msgflo-foreign-participant").symlink_to(binary())

    def complete(line, broker_url=None):
        environment = {**os.environ, "PATH": f"{home}{os.pathsep}{os.environ['PATH']}", "HOME": str(home),
                       "MSGFLO_BROKER": broker_url or rig.broker.url}
        offered = OFFERS[request.param](f"msgflo-foreign-participant {line}", rig.folder, environment)
        return sorted(filter(None, offered.split("\n")))

    return complete


@pytest.mark.parametrize("line,offered", [
    ("", COMMANDS),
    ("bi", ["bind", "bindings"]),
    ("bind ", ["heater.TEMPERATURE"]),
    ("bind heater.TEMPERATURE ", ["heater.TARGET", "house.display.TEXT"]),
    ("unbind --json heater.temp", ["heater.TEMPERATURE"]),
    ("unbind ", ["heater.TEMPERATURE"]),
    ("unbind heater.temperature ", ["house.display.TEXT"]),
    ("bind --wait 3 --instance default --json ", ["heater.TEMPERATURE"]),
    ("send H", ["heater.TARGET", "house.display.TEXT"]),
    ("watch he", ["heater", "heater.TARGET", "heater.TEMPERATURE"]),
    ("check dev", ["devices.yaml"]),
    ("dev", ["devices.yaml"]),
    ("bind heater.TEMPERATURE house.display.TEXT dev", ["devices.yaml"]),
    ("devices.yaml --log-level ", ["debug", "error", "info", "warning"]),
    ("run --forever ", ["false", "true"]),
    ("library ", ["show"]),
    ("library show workshop/", ["workshop/fan", "workshop/lamp"]),
    ("simulate --speed 3 workshop/fan workshop/l", ["workshop/lamp"]),
    ("test work", ["workshop/fan", "workshop/lamp"]),
    ("test dev", ["devices.yaml"]),
    ("simulate shelf", ["shelf.d"]),
    ("test ", ["devices.yaml", "mosquitto", "participants", "shelf.d"]),
])
def test_lines(completed, rig, router, line, offered):
    rig.write("devices.yaml", "participants:\n")
    (rig.folder / "shelf.d").mkdir()
    for name in ("fan", "lamp"):
        rig.write(f"participants/workshop/{name}.yaml", f"component: x/Y\nlabel: A {name}  with two blanks\n")
    assert [one.rstrip("/") for one in completed(line)] == offered


def test_formats_are_those_that_the_program_takes(completed):
    refused = subprocess.run([binary(), "graph", "--format", "none"], capture_output=True, text=True).stderr
    formats = re.search(r"--format takes (.*) or (\w+);", refused)
    assert completed("graph --format ") == sorted([*formats[1].split(", "), formats[2]])


@pytest.mark.parametrize("command", [*COMMANDS, "run"])
def test_options_are_those_of_the_command(completed, command):
    shown = subprocess.run([binary(), command, "--help"], check=True, capture_output=True, text=True).stdout
    assert completed(f"{command} --") == sorted(re.findall(r"^  (--[a-z-]+)", shown, re.MULTILINE))


def test_the_broker_that_is_named_is_asked(completed, rig, router):
    assert completed(f"bind --broker {rig.broker.url} --instance default h", NOBODY) == ["heater.TEMPERATURE"]


def test_the_broker_may_stand_behind_an_equals_sign(completed, rig, router):
    line = f"bind --broker={rig.broker.url} heater.TEMPERATURE "
    assert completed(line, NOBODY) == ["heater.TARGET", "house.display.TEXT"]


def test_nothing_is_offered_when_the_broker_is_away(completed):
    assert completed("bind h", NOBODY) == []
