"""The digests of the documents of all samples, which must be the same on every system.

    samples.py PROGRAM…

PROGRAM is the program as it is started here: its path, and before it what runs it, if it is built for another system.
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def samples(program):
    """A line a sample; `program` is the beginning of a command line."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        # By their names: paths of Windows have an order of their own.
        names = (path.name for path in (ROOT / "input").iterdir() if path.suffix in (".yaml", ".xlsx"))
        for name in sorted(names):
            sample, made = ROOT / "input" / name, Path(folder) / name / "документ.pdf"
            for command in ("plan", "report", "summary"):
                run = subprocess.run([*program, command, "-q", sample, "-o", made], capture_output=True, check=False)
                if run.returncode == 0:
                    lines.append(f"{hashlib.sha256(made.read_bytes()).hexdigest()}  {command} {name}\n")
                    break
            else:
                raise SystemExit(f"no document: {name}")
    return "".join(lines)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(samples(sys.argv[1:]))
