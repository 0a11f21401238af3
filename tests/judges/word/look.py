#!/usr/bin/env python3
"""What stands in documents for Word and in the PDFs that LibreOffice makes of them.

usage: look.py words VIEW.json LO.pdf          the PDF has the words of the view, in the order of its pages
       look.py same VIEW.json ONE.pdf OTHER.pdf  two PDFs have the same words
       look.py kept ONE.docx OTHER.docx|.odt   what ours is known by is still there
       look.py edits DIFF.jsonl                what was done to the copy (edits.json) and nothing else
       look.py broken IN.docx OUT.docx         an element is called otherwise: no longer valid
"""

import json
import re
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

# As the pages have them from top to bottom.
PLAN = "draft annex-to corner basis title edition preamble goal tasks table notes annex-list signatures maker annexes".split()
REPORT = "draft corner title edition facts sources sections signatures maker".split()
AMENDMENTS = "draft annex-to corner title points signatures maker annexes".split()
ORDER = "organisation kind date number place title preamble verb points signatures maker".split()
SHEET = "title about lead table certified signatures date".split()
RECORD = (
    "mark lines name date long narrowed ragged parts caption label heading title paragraphs text items content list open head numbers "
    "groups bands rows texts cells table close post signer"
).split()


def squeezed(text):
    # Lines for the pen are signs here and drawings there.
    return "".join(text.replace("\u00ad", "").replace("_", "").split())


def texts(value):
    if isinstance(value, str):
        return squeezed(value)
    if isinstance(value, list):
        return "".join(map(texts, value))
    if not isinstance(value, dict):
        return ""
    if "left" in value:
        sides = value["left"], value["right"]
        rows = range(max(map(len, sides)))
        if not value["left"]:
            return texts(value["right"])
        return "".join(texts(side[row]) for row in rows for side in sides if row < len(side))
    value = dict(value)
    # The chart is a picture.
    value.pop("chart", None)
    if "post" in value:
        value["signer"] = value.pop("name")
    if value.get("quotes"):
        value["open"], value["close"] = value["quotes"]
    return "".join(texts(value.get(name)) for name in RECORD)


def expected(view):
    kinds = {"verb": ORDER, "certified": SHEET, "preamble": PLAN, "sections": REPORT}
    fields = next((fields for key, fields in kinds.items() if key in view), AMENDMENTS)
    return "".join(texts(view.get(field)) for field in fields)


def heads(value):
    """The heads of all tables: they are repeated."""
    if isinstance(value, dict):
        if "head" in value and "groups" in value:
            yield texts(value["head"]) + texts(value.get("numbers"))
        for inner in value.values():
            yield from heads(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from heads(inner)


def words(pdf, view):
    raw = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    found = ""
    for number, page in enumerate(raw.split("\f")[:-1], 1):
        page = squeezed(page)
        if number > 1:
            if not page.startswith(str(number)):
                raise SystemExit(f"FAIL {pdf}: page {number} does not begin with its number: {page[:40]}")
            page = page[len(str(number)):]
        for head in heads(view):
            # A table that begins on this page is not there yet.
            if head in found and page.startswith(head) and not expected(view).startswith(found + head):
                page = page[len(head):]
                break
        found += page
    return found


def compare(one, other, what):
    if one == other:
        print(f"PASS {what}")
        return
    at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    start = max(0, at - 30)
    raise SystemExit(f"FAIL {what}, sign {at}: …{one[start:at + 40]}…, expected …{other[start:at + 40]}…")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def known(path):
    """Bookmarks, custom properties and data of a document."""
    with zipfile.ZipFile(path) as file:
        if path.endswith(".odt"):
            content = ElementTree.fromstring(file.read("content.xml"))
            text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
            marks = [it.get(text + "name") for it in content.iter() if it.tag in (text + "bookmark-start", text + "bookmark")]
            meta = ElementTree.fromstring(file.read("meta.xml"))
            name = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
            own = {it.get(name + "name"): it.text for it in meta.iter(name + "user-defined")}
            data = None
        else:
            word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
            content = ElementTree.fromstring(file.read("word/document.xml"))
            marks = [it.get(word + "name") for it in content.iter(word + "bookmarkStart")]
            custom = ElementTree.fromstring(file.read("docProps/custom.xml"))
            own = {it.get("name"): "".join(it.itertext()).strip() for it in custom}
            items = [it for it in file.namelist() if re.fullmatch(r"customXml/item\d+\.xml", it)]
            roots = [ElementTree.fromstring(file.read(it)) for it in items]
            data = next((root.text for root in roots if root.tag == "{urn:dorkarta:data}data"), None)
        own = {key: value for key, value in own.items() if key.startswith("dorkarta")}
        return sorted(it for it in marks if it and it.startswith("_dk_")), own, data


# What edits.json does, as the comparison of editions tells it.
EDITS = [
    ("changed", "approval", ""),
    ("changed", "title", ""),
    ("changed", "task", "2"),
    ("changed", "direction", ""),
    ("added", "activity", ""),
    ("dropped", "activity", "7"),
    ("moved", "activity", "12"),
    ("changed", "activity", "1 срок"),
]


def told(line):
    where = [line.get("old_number", ""), line.get("field", "")]
    return line["change"], line["what"], " ".join(filter(None, where))


def main(action, *rest):
    if action == "words":
        view, pdf = load(rest[0]), rest[1]
        compare(words(pdf, view), expected(view), f"{pdf}: the words of the view, in their order")
    elif action == "same":
        view = load(rest[0])
        compare(words(rest[1], view), words(rest[2], view), f"{rest[1]}: the words of {rest[2]}")
    elif action == "kept":
        ours, theirs = known(rest[0]), known(rest[1])
        if theirs[2] is None and rest[1].endswith(".odt"):
            theirs = (*theirs[:2], ours[2])
        if not ours[0] or not ours[1] or not ours[2]:
            raise SystemExit(f"FAIL {rest[0]} is not known by anything")
        if ours != theirs:
            raise SystemExit(f"FAIL {rest[1]}: {theirs[0][:3]} {theirs[1]}, expected {ours[0][:3]} {ours[1]}")
        print(f"PASS {rest[1]}: {len(ours[0])} bookmarks, {len(ours[1])} properties")
    elif action == "edits":
        with open(rest[0], encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        compare(sorted(told(line) for line in lines), sorted(EDITS), f"{rest[0]}: the edits")
    elif action == "broken":
        with zipfile.ZipFile(rest[0]) as old, zipfile.ZipFile(rest[1], "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(b"<w:cantSplit/>", b"<w:cantSplits/>"))
    else:
        raise SystemExit(f"unknown: {action}")


if __name__ == "__main__":
    main(*sys.argv[1:])
