#!/usr/bin/env python3
"""Whether workbooks of remarks are what they promise, as openpyxl reads them.

usage: remarks.py BOOK.xlsx…

Every message leads to a coloured cell with a note that says the same; the head stays in sight, can be filtered and is
repeated in print; nothing is a formula; the sheets have names that Excel allows.
"""

import re
import sys

import openpyxl

HEAD = ["№", "Вид", "Где", "Значение", "Что не так", "Что делать", "Код"]
COLOURS = {"ошибка": "FFFFC7CE", "замечание": "FFFFEB9C"}


def colour(cell):
    return cell.fill.start_color.rgb if cell.fill.fill_type == "solid" else None


def judge(path):
    """The number of messages, and what is wrong."""
    book = openpyxl.load_workbook(path)
    faults = []

    def expect(holds, what):
        if not holds:
            faults.append(what)

    listing, *copies = book.worksheets
    expect(listing.title == "Замечания", f"the first sheet is «{listing.title}»")
    mark = {known.name: known.value for known in book.custom_doc_props.props}
    expect(mark == {"dorkarta": "замечания"}, f"the mark is {mark}")
    for sheet in copies:
        expect(re.fullmatch(r"[^\[\]:*?/\\]{1,31}", sheet.title), f"sheet name «{sheet.title}»")
        expect("(копия" in sheet.title, f"«{sheet.title}» is not told from an input")
        expect(sheet.protection.sheet, f"«{sheet.title}» is not locked")
    for sheet in book:
        expect(sheet.page_setup.orientation == "landscape", f"«{sheet.title}» is printed upright")
        fit = (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight)
        expect(fit == (True, 1, 0), f"«{sheet.title}» is fitted to {fit}")
        # `iter_rows` would make every cell between two far ones.
        for cell in list(sheet._cells.values()):
            expect(cell.data_type != "f", f"«{sheet.title}» {cell.coordinate} is a formula")

    head = next((row for row in listing.iter_rows(max_row=500) if [cell.value for cell in row[:7]] == HEAD), None)
    if head is None:
        expect(any(row[0] == "Исправлять нечего." for row in listing.values), "neither a head nor a word of peace")
        return 0, faults
    at = head[0].row
    expect(listing.freeze_panes == f"A{at + 1}", f"frozen at {listing.freeze_panes}")
    expect(listing.auto_filter.ref == f"A{at}:G{listing.max_row}", f"filter {listing.auto_filter.ref}")
    expect(listing.print_title_rows == f"${at}:${at}", f"repeated rows {listing.print_title_rows}")

    count = 0
    for number, kind, place, value, message, advice, code in listing.iter_rows(min_row=at + 1, max_col=7):
        count += 1
        here = f"row {number.row}"
        expect(number.value == count, f"{here}: number {number.value}")
        expect(colour(kind) == COLOURS.get(kind.value), f"{here}: «{kind.value}» is {colour(kind)}")
        expect((code.value or "").startswith("W" if kind.value == "замечание" else "E"), f"{here}: code {code.value}")
        expect(message.value and message.alignment.wrap_text, f"{here}: the message is missing or does not wrap")
        if place.hyperlink is None:
            continue
        sheet, cell = place.hyperlink.location.rsplit("!", 1)
        name = sheet.strip("'").replace("''", "'")
        if name not in book.sheetnames:
            expect(False, f"{here}: the link leads to «{name}»")
            continue
        target = book[name][cell]
        if cell == "A1" and target.comment is None:
            continue  # a whole sheet
        expect(colour(target) in COLOURS.values(), f"{here}: {name}!{cell} has no colour")
        if kind.value == "ошибка":
            expect(colour(target) == COLOURS["ошибка"], f"{here}: {name}!{cell} is not red")
        note = target.comment.text if target.comment else ""
        expect(f"{code.value}: " in note, f"{here}: the note of {name}!{cell} does not tell {code.value}: {note!r}")
    return count, faults


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    bad = False
    for path in sys.argv[1:]:
        count, faults = judge(path)
        print("FAIL" if faults else "PASS", path, f"{count} messages")
        for fault in faults[:20]:
            print("    ", fault)
        bad |= bool(faults)
    sys.exit(bad)
