#!/usr/bin/env python3
"""What LibreOffice makes of documents for Word. Needs python3-uno, so it wants the Python of the system.

usage: office.py PROFILE pdf DIR FILE.docx…             as PDF, into the folder
       office.py PROFILE saved ENDING DIR FILE.docx…    saved as .docx or .odt, into the folder
       office.py PROFILE accept|reject IN.docx OUT.pdf  with all changes accepted or rejected
       office.py PROFILE edited|marked FILE.docx EDITS.json OUT
                                                         edited, with or without marks, saved as its ending says
"""

import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {"pdf": "writer_pdf_Export", "docx": "MS Word 2007 XML", "odt": "writer8"}


def prop(name, value):
    it = PropertyValue()
    it.Name, it.Value = name, value
    return it


def url(path):
    return uno.systemPathToFileUrl(os.path.abspath(path))


class Office:
    """LibreOffice with a profile of its own, reached through a pipe that no other one has."""

    def __init__(self, profile):
        self.pipe = f"judge{os.getpid()}"
        command = ["soffice", f"-env:UserInstallation={url(profile)}", "--headless", "--norestore", "--nologo"]
        command.append(f"--accept=pipe,name={self.pipe};urp;")
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(240):
            try:
                context = resolver.resolve(f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                time.sleep(0.25)
        else:
            raise SystemExit("LibreOffice does not answer")
        self.make = lambda name: context.ServiceManager.createInstanceWithContext(name, context)
        self.desktop = self.make("com.sun.star.frame.Desktop")
        return self

    def __exit__(self, *_):
        try:
            self.desktop.terminate()
            self.process.wait(20)
        except Exception:
            self.process.kill()

    def open(self, path):
        document = self.desktop.loadComponentFromURL(url(path), "_blank", 0, (prop("Hidden", True),))
        if document is None:
            raise SystemExit(f"FAIL {path}: LibreOffice does not open it")
        return document

    def save(self, document, path, ending):
        document.storeToURL(url(path), (prop("FilterName", FILTERS[ending]),))

    def settle(self, document, action):
        # Changes are recorded and protected, without a password.
        document.RedlineProtectionKey = uno.ByteSequence(b"")
        dispatcher = self.make("com.sun.star.frame.DispatchHelper")
        dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{action}AllTrackedChanges", "", 0, ())
        if document.Redlines.createEnumeration().hasMoreElements():
            raise SystemExit("FAIL changes are left")

    def edit(self, document, edits, recorded):
        """Does what `edits` say: words in the place of others, rows of the longest table that go and come."""
        document.RedlineProtectionKey = uno.ByteSequence(b"")
        document.RecordChanges = recorded
        for old, new in edits.get("replace", {}).items():
            wanted = document.createReplaceDescriptor()
            wanted.SearchString, wanted.ReplaceString, wanted.SearchCaseSensitive = old, new, True
            if document.replaceAll(wanted) != 1:
                raise SystemExit(f"FAIL «{old}» is not there once")
        tables = [document.TextTables.getByIndex(at) for at in range(document.TextTables.Count)]
        table = max(tables, key=lambda table: table.Rows.Count)
        for row in edits.get("drop", []):
            table.Rows.removeByIndex(row, 1)
        for row, texts in edits.get("add", []):
            table.Rows.insertByIndex(row, 1)
            for column, text in zip("ABCDEFGH", texts):
                table.getCellByName(f"{column}{row + 1}").String = text


def main(profile, action, *rest):
    with Office(profile) as office:
        if action in ("accept", "reject"):
            source, target = rest
            document = office.open(source)
            office.settle(document, action.capitalize())
            office.save(document, target, "pdf")
            document.close(True)
            return
        if action in ("edited", "marked"):
            source, edits, target = rest
            document = office.open(source)
            with open(edits, encoding="utf-8") as file:
                office.edit(document, json.load(file), action == "marked")
            office.save(document, target, os.path.splitext(target)[1].lstrip("."))
            document.close(True)
            return
        ending, (folder, *files) = (rest[0], rest[1:]) if action == "saved" else ("pdf", rest)
        for file in files:
            document = office.open(file)
            name = os.path.splitext(os.path.basename(file))[0]
            office.save(document, os.path.join(folder, f"{name}.{ending}"), ending)
            document.close(True)


if __name__ == "__main__":
    main(*sys.argv[1:])
