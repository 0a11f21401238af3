#!/usr/bin/env python3
"""Small services around workbooks, by openpyxl.

usage: workbook.py kind FILE.xlsx         prints what «вид» in «Реквизиты» says, or nothing
       workbook.py resave FILE.xlsx NEW   reads and writes it, as another program would
"""

import sys

import openpyxl


def kind(path):
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book:
        if sheet.title.strip().lower() == "реквизиты":
            for row in sheet.iter_rows(max_col=2, values_only=True):
                if len(row) == 2 and str(row[0]).strip().lower() == "вид":
                    return str(row[1]).strip().lower()
    return ""


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["kind", path]:
            print(kind(path))
        case ["resave", path, new]:
            openpyxl.load_workbook(path).save(new)
        case _:
            sys.exit(__doc__)
