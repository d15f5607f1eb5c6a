"""The source package of the checkout as it is: what git knows or would add, committed or not."""

import os
import re
import shutil
import subprocess

from document import ROOT

NAME = "msgflo-foreign-participant"
CHANGELOG = ROOT / "debian" / "changelog"
UPSTREAM, REVISION = re.match(rf"{NAME} \(([^)]+)-([^-)]+)\)", CHANGELOG.read_text(encoding="utf-8")).groups()


def unpack(folder, name=f"{NAME}-{UPSTREAM}", revision=REVISION):
    """Puts the source into `folder`, in a folder of that name, with the tarball of its release beside it."""
    tree = folder / name
    listed = subprocess.run(["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others",
                             "--exclude-standard"], stdout=subprocess.PIPE, check=True).stdout
    for path in sorted(set(os.fsdecode(listed).split("\0")) - {""}):
        if (ROOT / path).exists():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, tree / path, follow_symlinks=False)
    if revision != REVISION:
        changelog = tree / "debian" / "changelog"
        text = changelog.read_text(encoding="utf-8")
        changelog.write_text(text.replace(f"-{REVISION})", f"-{revision})", 1), encoding="utf-8")
    subprocess.run(["tar", f"--directory={folder}", "--exclude=debian", "--sort=name", "--owner=0", "--group=0",
                    "--mtime=@0", "-cJf", str(folder / f"{NAME}_{UPSTREAM}.orig.tar.xz"), name], check=True)
    return tree
