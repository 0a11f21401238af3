"""The licences of the libraries that are linked into the programs, as one text: which libraries, then each text once.

    licences.py OUT.txt [--target TRIPLE]

What is linked for TRIPLE (for this system, without it) is known to cargo, and the texts lie in the sources of the libraries. Where a
library brings none of its own, the standard text of a licence that it offers stands in; where there is none either, the run ends.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# How files are called that have to go with a program.
NAMES = re.compile(r"(un)?licen[cs]e|copying|copyright|notice", re.IGNORECASE)
# Fewer words are no licence, but a notice that names some.
SHORTEST = 90
# What of a library is not linked.
ASIDE = {"tests", "benches", "examples", "scripts"}
MIT = (ROOT / "LICENSE-MIT").read_text(encoding="utf-8").split("\n\n", 2)[2]
ZERO_BSD = """\
Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR
CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT,
NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
"""
# By the names of SPDX; only texts that name no authors.
STANDARD = {"Apache-2.0": (ROOT / "LICENSE-APACHE").read_text(encoding="utf-8"), "0BSD": ZERO_BSD}
MUSL = f"Copyright © 2005-2020 Rich Felker, et al.\n\n{MIT}"


def cargo(*arguments):
    run = subprocess.run(["cargo", *arguments], cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    return run.stdout


def linked(target):
    """The packages of cargo that are linked and not ours, by their names."""
    tree = ["tree", "--locked", "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]
    tree += ["--package", "dorkarta"] + (["--target", target] if target else [])
    names = {tuple(line.split()[:2]) for line in cargo(*tree).splitlines() if line}
    packages = json.loads(cargo("metadata", "--locked", "--format-version", "1"))["packages"]
    known = {(package["name"], f"v{package['version']}"): package for package in packages}
    found = [known[name] for name in sorted(names)]
    return [package for package in found if package["source"]]


def standard(package):
    """The standard text of a licence that the package offers to choose, or `None`."""
    # What is joined by AND has no choice, and an exception is no licence.
    offered = re.split(r"\s*/\s*|\s+OR\s+", package["license"] or "")
    return next((text for name, text in STANDARD.items() if name in offered), None)


def texts_of(package):
    """The texts that a package brings, or the one that stands in for them."""
    folder = Path(package["manifest_path"]).parent
    files = [path for path in sorted(folder.rglob("*")) if NAMES.match(path.name) and path.is_file()]
    files = [path for path in files if path.suffix != ".rs" and not ASIDE & set(path.relative_to(folder).parts[:-1])]
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in files}
    found = [text for text in texts.values() if text.strip()]
    # What lies deeper is of a part that others made.
    if not any(path.parent == folder and len(text.split()) >= SHORTEST for path, text in texts.items()):
        own = standard(package)
        if not own:
            raise SystemExit(f"{package['name']} {package['version']}: no text of the licence «{package['license']}»")
        found.insert(0, own)
    return found


def of_rust():
    """Where the licences of the standard library are, which is linked too."""
    root = subprocess.run(["rustc", "--print", "sysroot"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    found = Path(root) / "share" / "doc" / "rust" / "COPYRIGHT-library.html"
    if not found.is_file():
        raise SystemExit(f"no licences of the standard library: {found}")
    return found


def written(target):
    """The whole text."""
    lines, texts = [], {}

    def add(name, own):
        numbers = []
        for text in own:
            # The same text is broken into lines in many ways.
            number = texts.setdefault(" ".join(text.split()), (len(texts) + 1, text))[0]
            if number not in numbers:
                numbers.append(number)
        lines.append(f"{name}: {', '.join(map(str, numbers))}")

    for package in linked(target):
        add(f"{package['name']} {package['version']} ({package['license']})", texts_of(package))
    if target and "musl" in target:
        add("musl (MIT)", [MUSL])
    head = "Библиотеки, из которых собрана программа, и номера текстов, на условиях которых они распространяются.\n"
    head += "О стандартной библиотеке языка Rust – в файле «Rust.html».\n\n"
    bodies = (f"\n\n======== Текст {number} ========\n\n{text.strip()}\n" for number, text in texts.values())
    whole = head + "\n".join(lines) + "\n" + "".join(bodies)
    return "\n".join(line.rstrip() for line in whole.splitlines()) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--target")
    asked = parser.parse_args()
    asked.out.write_text(written(asked.target), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
