#!/usr/bin/env python3
"""Judges PDF files with qpdf and poppler; what PDF/A and PDF/UA ask for is veraPDF's task.

usage: tests/judges/pdf.py [--no-data] FILE.pdf...

For each file: whole and without warnings (qpdf --check), every font embedded and a subset
(pdffonts), a title, a tag tree, the data attached (pdfdetach; absent with --no-data), that of a report
or of amendments with the plans inside, and text
that can be taken out again: Russian, without signs that no font has, the title among it.
"""

import json
import os
import re
import subprocess
import sys
import tempfile


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return done.returncode, done.stdout, done.stderr


def plain(text):
    """One line, without what hyphenation and no-break spaces do to it."""
    return " ".join(text.replace("\u00ad\n", "").replace("\u00ad", "").split())


def structure(path):
    code, out, err = run("qpdf", "--check", path)
    return [] if code == 0 else [f"qpdf --check: exit {code}: {(err or out).strip()}"]


def fonts(path):
    code, out, err = run("pdffonts", path)
    rows = out.splitlines()[2:]
    if code != 0 or not rows:
        return [f"pdffonts: no fonts ({err.strip()})"]
    faults = []
    for row in rows:
        # Names may hold blanks; the last five columns are: emb sub uni, object number, generation.
        embedded, subset, unicode = row.split()[-5:-2]
        for what, value in [("embedded", embedded), ("a subset", subset), ("mapped to Unicode", unicode)]:
            if value != "yes":
                faults.append(f"pdffonts: not {what}: {row.strip()}")
    return faults


def attachment(path, wanted):
    code, out, err = run("pdfdetach", "-list", path)
    found = re.match(r"(\d+) embedded files", out)
    count = int(found.group(1)) if found else 0
    if code != 0 or not found:
        return [f"pdfdetach -list: {err.strip() or out.strip()}"]
    if (count > 0) != wanted:
        return [f"pdfdetach -list: {count} attached files"]
    return data(path) if wanted else []


def data(path):
    """The attached data says what it is; that of a report, of amendments or of an order holds whole plans."""
    with tempfile.TemporaryDirectory() as folder:
        run("pdfdetach", "-saveall", "-o", folder, path)
        try:
            with open(os.path.join(folder, "dorkarta.json"), encoding="utf-8") as file:
                said = json.load(file)
        except (OSError, ValueError) as error:
            return [f"pdfdetach -saveall: dorkarta.json: {error}"]
    said = said.get("данные", {})
    plans = {
        "мониторинг": ["план"], "изменения": ["было", "стало"],
        # A summary carries the plan that is common to its reports only where one is named.
        "свод": [key for key in ("план",) if key in said],
        "приказ": ["план"], "лист согласования": ["план"], "лист ознакомления": ["план"], "выписка": ["план"],
    }.get(said.get("вид"))
    for plan in [said] if plans is None else [said.get(key) for key in plans]:
        if not isinstance(plan, dict) or not plan.get("вид", "").startswith("план") or not plan.get("название"):
            return ["dorkarta.json: no plan in it"]
    return []


def words(path):
    _, about, _ = run("pdfinfo", path)
    info = dict(line.split(":", 1) for line in about.splitlines() if ":" in line)
    code, text, err = run("pdftotext", path, "-")
    title, text = plain(info.get("Title", "")), plain(text)
    faults = []
    if code != 0:
        faults.append(f"pdftotext: {err.strip()}")
    if info.get("Tagged", "").strip() != "yes":
        faults.append("pdfinfo: not tagged")
    if not title:
        faults.append("pdfinfo: no title")
    elif title not in text:
        faults.append(f"pdftotext: the title is not in the text: {title}")
    if len(re.findall("[а-яё]", text)) < 100:
        faults.append("pdftotext: hardly any Russian text")
    for sign in re.findall("[\ufffd\ue000-\uf8ff\x00-\x08]", text)[:1]:
        faults.append(f"pdftotext: an unreadable sign U+{ord(sign):04X}")
    return faults


def main(args):
    wanted = "--no-data" not in args
    files = [a for a in args if a != "--no-data"]
    bad = not files
    for path in files:
        faults = [*structure(path), *fonts(path), *attachment(path, wanted), *words(path)]
        print("FAIL" if faults else "PASS", path)
        for fault in faults:
            print("    ", fault)
        bad |= bool(faults)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
