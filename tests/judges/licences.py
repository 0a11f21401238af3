"""Judges the text of the licences that go with the programs.

    licences.py

Of every system that is published: each library that cargo's lock names and that is sure to be linked is told with a text, and
what only builds or tests the program is not told. Then a library is made up that brings nothing.
"""

import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "docs" / "packaging"))
import licences  # noqa: E402

SYSTEMS = {
    "x86_64-pc-windows-msvc": ({"windows-sys"}, {"nix", "musl"}),
    "x86_64-unknown-linux-musl": ({"nix", "musl"}, {"windows-sys"}),
}
LINKED = {"typst", "typst-pdf", "krilla", "clap", "calamine", "rust_xlsxwriter", "quick-xml", "hypher", "icu_segmenter_data", "libc"}
# Procedural macros, what builds, and what tests.
NOT_LINKED = {"serde_derive", "syn", "winresource", "proptest", "divan", "dorkarta", "dorkarta-core"}
# What every licence says that is not only named.
WARRANTY = re.compile(r"WITHOUT\s+WARRANT(Y|IES)|\bAS(\s|-)*IS\b|no\s+warranties", re.IGNORECASE)


def judge(system, own, others):
    head, *bodies = re.split(r"\n======== Текст (?:\d+) ========\n", licences.written(system))
    told = dict(re.findall(r"^(\S+)[^:\n]* \(.*\): ([\d, ]+)$", head, re.MULTILINE))
    missing, strange = (LINKED | own) - told.keys(), (NOT_LINKED | others) & told.keys()
    assert not missing and not strange, f"{system}: missing {missing}, strange {strange}"
    for name, numbers in told.items():
        own = [bodies[int(number) - 1] for number in numbers.split(", ")]
        assert any(WARRANTY.search(text) for text in own), f"{system}: {name}: {own}"
    assert len({" ".join(body.split()) for body in bodies}) == len(bodies), f"{system}: a text twice"
    return f"{system}: {len(told)} libraries, {len(bodies)} texts"


def of_nothing(licence, files=()):
    """The first words of the texts of a library that brings these files; `None` if it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        for name in files:
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            # One that is long enough to be a licence, or only names one.
            path.write_text(f"own {name} {'word ' * (9 if 'NOTICE' in name else 99)}", encoding="utf-8")
        package = {"name": "а", "version": "1.0.0", "license": licence}
        try:
            texts = licences.texts_of(package | {"manifest_path": f"{folder}/Cargo.toml"})
        except SystemExit:
            return None
        return [" ".join(text.split()[:3]) for text in texts]


def main():
    assert of_nothing("MIT", ["LICENSE"]) == ["own LICENSE word"]
    assert of_nothing("MIT", ["UNLICENSE", "COPYING", "src/lib.rs"]) == ["own COPYING word", "own UNLICENSE word"]
    assert of_nothing("GPL-3.0-only") is None
    assert of_nothing(None) is None
    # It names one only.
    assert of_nothing("BSD-3-Clause", files=["NOTICE"]) is None
    assert of_nothing("0BSD", files=["NOTICE"]) == ["Permission to use,", "own NOTICE word"]
    # Whose it is would have to be told.
    assert of_nothing("MIT") is None
    assert of_nothing("MIT/Apache-2.0") == ["Apache License Version"]
    assert of_nothing("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT") == ["Apache License Version"]
    # Both must be there.
    assert of_nothing("Apache-2.0 AND BSD-3-Clause") is None
    assert of_nothing("(Apache-2.0 OR MIT) AND BSD-3-Clause") is None
    # A part that others made has its text besides.
    assert of_nothing("Apache-2.0", files=["icc/LICENSE", "tests/LICENSE"]) == ["Apache License Version", "own icc/LICENSE word"]
    for system, (own, others) in SYSTEMS.items():
        print(judge(system, own, others))


if __name__ == "__main__":
    main()
