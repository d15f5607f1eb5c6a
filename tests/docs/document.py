"""Reads the Markdown of the documentation into what a test can do with it.

A fenced block is a step. A comment of one line above it says what to do with it:

  <!-- file: NAME -->             a YAML block: written to NAME; `check` finds nothing wrong, its examples pass
  <!-- file: NAME = PATH -->      the same, and the file PATH of the repository reads the same
  <!-- definition: NAME … -->     the same for a component definition
  <!-- wrong: NAME -->            written to NAME; `check` refuses it, or warns, with a text that the document shows
  <!-- stays -->                  a console block: its one command runs until the document ends
  <!-- broker: KIND -->           from here on another broker, see terminal.py
  <!-- hidden: COMMAND -->        a command that readers do not see
  <!-- hidden stays: COMMAND => LINE -->   one that runs until the document ends and says LINE

What needs the installed package, root or systemd:

  <!-- on the installed system -->         a console block; here only the program's own commands are run, what the
                                           service says is compared, and the form of all others is checked
  <!-- installed file: /etc/… -->          a file below /etc; as `file` when it is YAML
  <!-- wrong installed file: /etc/… -->    the same as `wrong`
  <!-- as the service: COMMAND -->         runs here in the place of the installed service
  <!-- home assistant: NAME -->            YAML of Home Assistant whose topics are queues of the devices file NAME

`installed_steps` gives a page's steps to a test that has all that.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [*(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "participants/README.md")),
             *sorted((ROOT / "docs").glob("*.md"))]


@dataclass(frozen=True)
class Step:
    line: int
    kind: str  # "yaml", "console", "sh", "text", …, or "directive"
    text: str
    directives: tuple = ()  # the comments that belong to a block: (word, argument)


EDITOR = "sudo nano "
FENCE = re.compile(r"^```(\w*)$")
COMMENT = re.compile(r"^<!-- ([\w ]+?)(?:: (.*))? -->$")
OWN_STEP = ("broker", "hidden", "hidden stays", "as the service")


def steps_of(path):
    steps, directives, block = [], [], None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fence, comment = FENCE.match(line), COMMENT.match(line)
        if block is not None:
            if line == "```":
                start, kind, lines = block
                steps.append(Step(start, kind, "".join(f"{one}\n" for one in lines), tuple(directives)))
                block, directives = None, []
            else:
                block[2].append(line)
        elif fence:
            assert fence.group(1), f"{path.name}:{number}: a block without a language"
            block = (number, fence.group(1), [])
        elif comment and comment.group(1) in OWN_STEP:
            steps.append(Step(number, "directive", "", ((comment.group(1), comment.group(2)),)))
        elif comment:
            directives.append((comment.group(1), comment.group(2)))
        else:
            assert not line.startswith("<!--"), f"{path.name}:{number}: a comment of no known form"
    assert block is None and not directives, f"{path.name}: a block has no end, or a comment has no block"
    return steps


@dataclass(frozen=True)
class Command:
    text: str
    output: list


def commands_of(step):
    """`$ command` lines, each with the lines of output below it."""
    commands = []
    for line in step.text.splitlines():
        if line.startswith("$ "):
            commands.append(Command(line[2:], []))
        else:
            assert commands, f"line {step.line}: a console block begins with `$ `"
            commands[-1].output.append(line)
    return commands


@dataclass(frozen=True)
class InstalledStep:
    kind: str  # "write": `text` goes to the file `target`; "run": the command `target` prints `output`; "stays"
    target: str
    text: str = ""
    output: tuple = ()


def installed_steps(path):
    """What a reader of a page does on an installed system, in order; with what the readers' devices do (`hidden`).

    Editors are left out, since the file that is saved in them follows. What a command prints may take a moment to come
    true: ask again.
    """
    steps = []
    for step in steps_of(path):
        word, argument = step.directives[0] if step.directives else ("", None)
        if step.kind == "directive" and word in ("hidden", "hidden stays"):
            command, _, line = argument.partition(" => ")
            steps.append(InstalledStep("stays" if line else "run", command, output=(line,) if line else ()))
        elif word == "installed file":
            steps.append(InstalledStep("write", argument, step.text))
        elif step.kind == "console":
            kind = "stays" if word == "stays" else "run"
            steps += [InstalledStep(kind, command.text, output=tuple(command.output))
                      for command in commands_of(step) if not command.text.startswith(EDITOR)]
    return steps


def pattern_of(shown):
    return ".*".join(map(re.escape, shown.split("…")))


def fits(shown, real):
    """Whether a shown line is the real one; `…` stands for anything."""
    return re.fullmatch(pattern_of(shown), real) is not None


def all_fit(shown, real):
    """Whether shown lines are the real ones; a line `…` stands for any lines, also for none."""
    pattern = "".join(r"(?:.*\n)*" if line == "…" else pattern_of(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in real)) is not None
