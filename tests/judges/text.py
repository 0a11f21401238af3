#!/usr/bin/env python3
"""Compares the text of a PDF, as poppler reads it, with what it must be, sign for sign.

usage: tests/judges/text.py FILE.pdf EXPECTED.txt

White space does not count, nor do page numbers and the head of the table where it is repeated.
"""

import subprocess
import sys

HEAD = "№п/пНаименованиемероприятияСроквыполненияОтветственныеисполнители"


def squeezed(text):
    return "".join(text.replace("\u00ad", "").split())


def main(pdf, expected):
    raw = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    found = ""
    for number, page in enumerate(raw.split("\f")[:-1], 1):
        page = squeezed(page)
        if number > 1:
            if not page.startswith(str(number)):
                return f"page {number} does not begin with its number: {page[:40]}"
            page = page[len(str(number)):]
        if HEAD in found:
            page = page.removeprefix(HEAD)
        found += page
    with open(expected, encoding="utf-8") as file:
        wanted = squeezed(file.read())
    if found == wanted:
        return None
    at = next((i for i, (a, b) in enumerate(zip(found, wanted)) if a != b), min(len(found), len(wanted)))
    return f"sign {at}: found …{found[at - 20:at + 40]}…, expected …{wanted[at - 20:at + 40]}…"


if __name__ == "__main__":
    fault = main(*sys.argv[1:])
    print(f"FAIL {sys.argv[1]}: {fault}" if fault else f"PASS {sys.argv[1]}: word for word {sys.argv[2]}")
    sys.exit(1 if fault else 0)
