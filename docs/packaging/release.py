"""Builds what a release brings for the system that it runs on.

    release.py OUT [--target TRIPLE] [--programs FOLDER]

OUT gets the archive, its SHA-256, and `samples.sha256`: the digests of the documents of all samples, which must be the same
on every system. `--programs` takes programs that were built before for TRIPLE instead of building them. Needs the
packages of `guide.py`.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

import licences
from samples import samples

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
IS_WINDOWS = sys.platform == "win32"
ENDING = ".exe" if IS_WINDOWS else ""
# The archive says nothing of the day and the machine on which it was made.
DAY = (1980, 1, 1, 0, 0, 0)


def build(target):
    """The folder of the programs, built as they are published."""
    command = ["cargo", "build", "--locked", "--profile", "dist", "--message-format", "short"]
    metadata = subprocess.run(
        ["cargo", "metadata", "--no-deps", "--format-version", "1"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    folder = Path(json.loads(metadata.stdout)["target_directory"])
    subprocess.run(command + (["--target", target] if target else []), cwd=ROOT, check=True)
    return folder / (target or "") / "dist"


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def assemble(programs, target, folder):
    """Fills the folder that a user unpacks."""
    program = folder / f"dorkarta{ENDING}"
    shutil.copy2(programs / program.name, program)
    shutil.copy2(programs / f"dorkarta-window{ENDING}", folder / ("Доркарта.exe" if IS_WINDOWS else "dorkarta-window"))
    guide = [sys.executable, HERE / "guide.py", ROOT / "docs" / "guide.ru.md", folder / "Руководство.pdf"]
    subprocess.run(guide, check=True)
    subprocess.run([program, "new", folder / "Образец"], check=True, stdout=subprocess.DEVNULL)
    terms = folder / "Лицензии"
    terms.mkdir()
    for licence in [*ROOT.glob("LICENSE-*"), *(ROOT / "fonts").glob("LICENSE-*")]:
        shutil.copy2(licence, terms)
    (terms / "Библиотеки.txt").write_text(licences.written(target), encoding="utf-8", newline="\n")
    shutil.copy2(licences.of_rust(), terms / "Rust.html")
    if not IS_WINDOWS:
        subprocess.run([program, "packaging", folder / "Дополнения"], check=True, stdout=subprocess.DEVNULL)
        shutil.copy2(HERE / "dorkarta.desktop", folder / "Дополнения")
        shutil.copy2(ROOT / "src" / "web" / "icon.svg", folder / "Дополнения" / "dorkarta.svg")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = "".join(f"{digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)
    (folder / "SHA256.txt").write_text(sums, encoding="utf-8", newline="\n")
    return program


def pack(folder, archive):
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as pack:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            is_program = path.suffix in ("", ".exe") and path.parent == folder
            entry.external_attr = (0o755 if is_program else 0o644) << 16
            pack.writestr(entry, path.read_bytes())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--target")
    parser.add_argument("--programs", type=Path)
    asked = parser.parse_args()
    version = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["workspace"]["package"]["version"]
    name = f"dorkarta-{version}-{'windows' if IS_WINDOWS else 'linux'}-x86_64"
    programs = asked.programs or build(asked.target)
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / name
        folder.mkdir()
        program = assemble(programs, asked.target, folder)
        pack(folder, asked.out / f"{name}.zip")
        (asked.out / "samples.sha256").write_text(samples([program]), encoding="utf-8", newline="\n")
    archive = asked.out / f"{name}.zip"
    (asked.out / f"{name}.zip.sha256").write_text(f"{digest(archive)}  {archive.name}\n", encoding="utf-8", newline="\n")
    print(archive)


if __name__ == "__main__":
    main()
