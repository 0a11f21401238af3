#!/usr/bin/env python3
"""Forms for the fulfilment, judged and edited by openpyxl.

usage: forms.py look FORM.xlsx…                 whether forms are what they promise
       forms.py fill FORM.xlsx FILLED.xlsx      fills in every row, and writes the texts to FILLED.xlsx.txt
       forms.py edit FILLED.xlsx FOLDER         the same form sorted, with rows put in, columns moved, renamed …
       forms.py said MONITORING.yaml TEXTS      whether a monitoring has every text
       forms.py bare MONITORING.yaml            prints it without the sources and with its entries in order
"""

import datetime
import re
import sys
from pathlib import Path

import openpyxl

SHEET, HEAD = "Исполнение", 7
STATUSES = ["выполнено", "выполнено частично", "выполняется", "не выполнено", "перенесено", "отменено"]


def look(path):
    """What is wrong with a form."""
    book = openpyxl.load_workbook(path)
    faults = []

    def expect(holds, what):
        if not holds:
            faults.append(what)

    expect(book.sheetnames == [SHEET, "Как заполнить", "_форма"], f"sheets {book.sheetnames}")
    sheet, _, hidden = book.worksheets
    mark = {known.name: known.value for known in book.custom_doc_props.props}
    expect(mark == {"dorkarta": "форма"}, f"the mark is {mark}")
    expect(hidden.sheet_state == "hidden", "the hidden sheet is seen")
    expect(all(known.protection.sheet for known in book), "a sheet is not locked")
    expect(sheet.column_dimensions["L"].hidden, "the identities are seen")
    expect(sheet.freeze_panes == f"C{HEAD + 1}", f"frozen at {sheet.freeze_panes}")
    expect(sheet.print_title_rows == f"${HEAD}:${HEAD}", f"repeated {sheet.print_title_rows}")
    expect(sheet.page_setup.orientation == "landscape", "printed upright")
    statuses = [str(known.formula1) for known in sheet.data_validations.dataValidation if known.type == "list"]
    expect(statuses == ["'_форма'!$B$2:$B$7"], f"lists {statuses}")
    expect([hidden[f"B{row}"].value for row in range(2, 8)] == STATUSES, "the list of statuses")
    kinds = {known.type for known in sheet.data_validations.dataValidation}
    expect("date" in kinds, f"checks {kinds}")
    expect(len(sheet.conditional_formatting) >= 5, "no colours")
    rows = 0
    for row in range(HEAD + 1, sheet.max_row + 1):
        if not sheet.cell(row, 12).value:
            continue
        rows += 1
        expect(all(sheet.cell(row, column).protection.locked for column in range(1, 5)), f"row {row} is open")
        expect(not any(sheet.cell(row, column).protection.locked for column in range(5, 11)), f"row {row} is locked")
        expect(sheet.row_dimensions[row].height, f"row {row} has no height")
    formulas = [cell.coordinate for cell in sheet._cells.values() if cell.data_type == "f"]
    expect(len(formulas) == rows + 1, f"{len(formulas)} formulas for {rows} rows")
    return faults


def rows_of(sheet):
    return [row for row in range(HEAD + 1, sheet.max_row + 1) if sheet.cell(row, 12).value]


def fill(path, filled):
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    texts = []
    for at, row in enumerate(rows_of(sheet)):
        day = datetime.date(2023, 1 + at % 12, 1 + at)
        values = [
            STATUSES[at % 6], day, f"Сделано {at}: «всё»;\nи ещё", f"=Справка № {at}", f"- причина {at}", f"до {at + 1} мая",
        ]
        # The last row stays empty, others have gaps.
        for column, value in enumerate(values, 5):
            if row == sheet.max_row or (at % 3 == 1 and column > 7):
                continue
            cell = sheet.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
                texts += value.split("\n")
            else:
                texts.append(value.isoformat())
    sheet["C4"] = "Иванова А.А."
    texts.append("Иванова А.А.")
    book.save(filled)
    Path(f"{filled}.txt").write_text("\n".join(texts), encoding="utf-8")


def cells_of(sheet):
    """The cells of a sheet with all that openpyxl knows of them, by place."""
    return {place: (cell.value, cell.data_type, cell.number_format) for place, cell in sheet._cells.items()}


def edit(filled, folder):
    """Each edit puts the cells elsewhere: (row, column) to (row, column) or None."""
    whole = openpyxl.load_workbook(filled)[SHEET]
    last, bands = whole.max_row, [row for row in range(HEAD + 1, whole.max_row + 1) if not whole.cell(row, 12).value]
    empty = [row for row in rows_of(whole) if not whole.cell(row, 5).value]
    order = sorted(range(HEAD + 1, last + 1), key=lambda row: str(whole.cell(row, 2).value or whole.cell(row, 1).value))
    place = {row: HEAD + 1 + at for at, row in enumerate(order)}
    edits = {
        "sorted": lambda row, column: (place.get(row, row), column),
        "rows-deleted": lambda row, column: None if row in bands + empty else (row, column),
        "rows-inserted": lambda row, column: (row if row <= HEAD else HEAD + 2 * (row - HEAD), column),
        "columns-moved": lambda row, column: (row, column if row < HEAD else 14 - column),
        "columns-deleted": lambda row, column: None if row >= HEAD and column in (3, 4, 11) else (row, column),
        "head-only": lambda row, column: None if row < HEAD else (row - HEAD + 1, column),
        "hidden": lambda row, column: (row, column),
    }
    for name, to in edits.items():
        book = openpyxl.load_workbook(filled)
        sheet = book[SHEET]
        sheet.protection.sheet = False
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        cells = cells_of(sheet)
        sheet._cells.clear()
        for (row, column), (value, kind, look) in cells.items():
            target = to(row, column)
            # Formulas would have to follow their cells.
            if value is None or target is None or kind == "f":
                continue
            cell = sheet.cell(*target)
            cell.value, cell.number_format = value, look
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
        sheet.title = f"Лист {name}"
        if name == "hidden":
            sheet.column_dimensions["G"].hidden = True
            sheet.row_dimensions[HEAD + 2].hidden = True
        book.save(Path(folder) / f"{name}.xlsx")


def said(monitoring, texts):
    text = Path(monitoring).read_text(encoding="utf-8")
    flat = re.sub(r"\s+", " ", text)
    wanted = Path(texts).read_text(encoding="utf-8").splitlines()
    return [one for one in wanted if re.sub(r"\s+", " ", one) not in flat]


def bare(monitoring):
    """The entries, without «источник» and what stands under it, in the order of their numbers."""
    head, _, entries = Path(monitoring).read_text(encoding="utf-8").partition("исполнение:\n")
    entries = re.split(r"(?m)^(?=  - )", entries)
    entries = [re.sub(r"(?ms)^    источник:\n(?:      .*\n)+", "", entry) for entry in entries]
    return head + "".join(sorted(entries))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["look", *paths] if paths:
            bad = {path: faults for path in paths if (faults := look(path))}
            for path, faults in bad.items():
                print("FAIL", path, *faults[:20], sep="\n     ")
            sys.exit(bool(bad))
        case ["fill", path, filled]:
            fill(path, filled)
        case ["edit", filled, folder]:
            edit(filled, folder)
        case ["said", monitoring, texts]:
            missing = said(monitoring, texts)
            print(*(f"FAIL: lost «{one}»" for one in missing), sep="\n")
            sys.exit(bool(missing))
        case ["bare", monitoring]:
            print(bare(monitoring))
        case _:
            sys.exit(__doc__)
