"""What `check` says of the edges that files declare."""

import subprocess

import pytest
from support.program import binary

HOUSE = """participants:
  heater: {component: a/Heater, inports: {target: {topic: h/set}}, outports: {temperature: {topic: h/state}}}
  display: {component: a/Display, inports: {text: {topic: d/set}}}
connections:
"""


@pytest.fixture
def check(tmp_path):
    def run(*lines, only=None):
        (tmp_path / "a.yaml").write_text(HOUSE + "".join(f"  - {line}\n" for line in lines))
        command = [binary(), "check", "a.yaml", *(["--only", only] if only else [])]
        outcome = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert outcome.returncode == 0, outcome.stdout
        return outcome.stdout.splitlines()

    return run


def test_edges_between_our_own_wait_for_nobody(check):
    assert check("heater TEMPERATURE -> TEXT display") == ["2 participants, 3 ports to relay, 1 edge: no errors"]


def test_who_is_waited_for_is_told_once_with_its_edges(check):
    assert check("heater TEMPERATURE -> IN log", "clock TICK -> IN log", "heater TEMPERATURE -> OTHER log",
                 "\"'on' -> IN log\"") == [
        "2 edges wait for log, which others announce: heater.TEMPERATURE -> log.IN (a.yaml:5) "
        "and heater.TEMPERATURE -> log.OTHER (a.yaml:7)",
        "1 edge waits for clock and log, which others announce: clock.TICK -> log.IN (a.yaml:6)",
        "1 initial packet waits for log, which others announce: log.IN (a.yaml:8)",
        "2 participants, 3 ports to relay, 3 edges: no errors"]


def test_a_role_that_is_nearly_one_of_ours_is_told(check):
    lines = check("heatr TEMPERATURE -> TEXT display")
    assert lines[0] == ("a.yaml:5:5: warning: no participant here has the role 'heatr'; did you mean 'heater' "
                        "(a.yaml:2)? If another program announces 'heatr', all is well")
    assert lines[3] == ("1 edge waits for heatr, which others announce: heatr.TEMPERATURE -> display.TEXT (a.yaml:5)")


def test_words_of_a_port_that_changed_places_are_told(check):
    assert check("heater TEMPERATURE -> display TEXT", "TEMPERATURE heater -> TEXT display",
                 "\"'on' -> heater TARGET\"")[:3] == [
        "1 edge waits for TEXT, which others announce (did you mean `TEXT display`?): "
        "heater.TEMPERATURE -> TEXT.display (a.yaml:5)",
        "1 edge waits for TEMPERATURE, which others announce (did you mean `heater TEMPERATURE`?): "
        "TEMPERATURE.heater -> display.TEXT (a.yaml:6)",
        "1 initial packet waits for TARGET, which others announce (did you mean `TARGET heater`?): "
        "TARGET.heater (a.yaml:7)"]


def test_many_are_counted(check):
    lines = check(*(f"heater TEMPERATURE -> IN stranger{number}" for number in range(1022)))
    assert len(lines) == 22
    assert lines[19].startswith("1 edge waits for stranger19, ")
    assert lines[20:] == ["others wait for 1,002 participants more",
                          "2 participants, 3 ports to relay, 1,022 edges: no errors"]


def test_only_has_the_edges_of_its_device(check):
    lines = ["heater TEMPERATURE -> TEXT display", "clock TICK -> TEXT display", "clock TICK -> TARGET heater"]
    assert check(*lines, only="display") == [
        "1 edge waits for clock, which others announce: clock.TICK -> display.TEXT (a.yaml:6)",
        "1 participant, 1 port to relay, 1 edge: no errors"]


def test_only_shows_the_graph_of_its_device(tmp_path):
    (tmp_path / "a.yaml").write_text(HOUSE + "  - heater TEMPERATURE -> TEXT display\n  - clock TICK -> TEXT display\n")
    shown = subprocess.run([binary(), "graph", "a.yaml", "--only", "display"], cwd=tmp_path, capture_output=True,
                           text=True, timeout=60)
    assert shown.stdout == "display(a/Display)\n\nclock TICK -> TEXT display\n"
