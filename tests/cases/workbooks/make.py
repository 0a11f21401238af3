#!/usr/bin/env python3
"""Makes the workbooks of this folder: every trap that real office workbooks set, one small file each.

They are written by openpyxl, LibreOffice and SheetJS and not by our own writer, so that the reader
is tried on files that it did not shape. Beside NAME.xlsx stands either NAME.yaml, the same data in
the other spelling (both must give the same document), or NAME.faults.txt, the cells that must be
reported (sheet, cell, reason; `-` where it is the whole file). traps.md tells it in words.

    pip install openpyxl==3.1.5 PyYAML
    python3 make.py                  all but the conversions; the same bytes on every run
    python3 make.py --conversions    also what other programs write (bytes differ from run to run):
                                     soffice, msoffcrypto-tool, node with xlsx@0.18.5 on NODE_PATH
"""

import datetime as dt
import hashlib
import io
import json
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import yaml
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = Path(__file__).resolve().parent
STORY = []  # what traps.md will say

TITLE = "План мероприятий («дорожная карта») на 2023 год"
HEAD = ["№ п/п", "Наименование мероприятия", "Срок выполнения", "Ответственные исполнители"]
FIELDS = ["номер", "название", "срок", "ответственные"]
OFFICE = "Отдел образования Администрации Краснохолмского муниципального округа"
NBSP, SHY = "\u00a0", "\u00ad"

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


# ---- writing -----------------------------------------------------------------------------------

def book(requisites=(), title=TITLE):
    """A workbook with «Реквизиты» filled in and an empty «Мероприятия»."""
    wb = Workbook()
    sheet = wb.active
    sheet.title = "Реквизиты"
    for pair in [("вид", "план"), ("период", "2023 год"), ("название", title), *requisites]:
        sheet.append(list(pair))
    return wb, wb.create_sheet("Мероприятия")


def bare():
    """A workbook with nothing but «Мероприятия»."""
    wb = Workbook()
    wb.active.title = "Мероприятия"
    return wb, wb.active


def save(wb, name):
    """Saves with fixed dates, inside and in the archive, so that a second run gives the same bytes."""
    raw = io.BytesIO()
    wb.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2023-02-01T09:00:00Z", data)
            entry = zipfile.ZipInfo(item.filename, (2023, 2, 1, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)


def columns(*titles_and_fields):
    """`столбцы:` with the titles as typed in the workbook."""
    return [{"поле": field, "заголовок": title} for title, field in titles_and_fields]


def plan(activities=None, directions=None, **more):
    data = {"вид": "план", "период": "2023 год", "название": TITLE, **more}
    if directions is not None:
        data["направления"] = directions
    else:
        data["мероприятия"] = activities
    return data


def act(name, due="2023", who="Отдел образования", **more):
    """An activity as YAML has it; None leaves the field out."""
    return {k: v for k, v in {"название": name, "срок": due, "ответственные": who, **more}.items() if v is not None}


def case(name, what, cells=(), same_as=None, faults=None):
    """Writes what must be read, and notes it for traps.md."""
    if same_as is not None:
        text = yaml.safe_dump(same_as, allow_unicode=True, sort_keys=False, width=110)
        (HERE / f"{name.split('.')[0]}.yaml").write_text(text, encoding="utf-8")
    if faults is not None:
        lines = "".join("\t".join(fault) + "\n" for fault in faults)
        (HERE / f"{name.split('.')[0]}.faults.txt").write_text(lines, encoding="utf-8")
    STORY.append((name, what, list(cells), same_as is not None, faults))


# ---- the table and its head --------------------------------------------------------------------

def heads():
    wb, ws = book()
    ws["B1"] = "План мероприятий"
    ws["B2"] = "на 2023 год"
    ws.merge_cells("B1:E1")
    ws.merge_cells("B2:E2")
    for i, text in enumerate(HEAD):
        ws.cell(4, 2 + i, text).font = Font(bold=True)
    for i, value in enumerate([1, "Анализ принятых мер", "Январь 2023", "Отдел образования"]):
        ws.cell(5, 2 + i, value)
    save(wb, "head-below-title.xlsx")
    case("head-below-title.xlsx", "The head stands in row 4 and begins in column B; merged titles stand above it.",
         [("B1:E2", "the title, told shorter: nothing of it is printed again"), ("B4:E4", "the head"), ("B5:E5", "the only activity")],
         plan([act("Анализ принятых мер", "Январь 2023")]))

    wordings = [
        ["№ п/п", "Наименование мероприятия", "Срок выполнения", "Ответственные исполнители"],
        ["№", "Мероприятия", "Сроки реализации", "Ответственный"],
        ["№ п.п.", "Мероприятие", "Срок", "Исполнители"],
        ["N п/п", "Наименование мероприятий", "Сроки", "Ответственные"],
        ["№\nп/п", "НАИМЕНОВАНИЕ\nМЕРОПРИЯТИЯ", "СРОК  ИСПОЛНЕНИЯ", "Ответственный исполнитель"],
        [f"№{NBSP}п/п", "Содержание мероприятия", "Дата проведения", "Ответственные лица"],
        ["№п/п", "Название мероприятия", "Срок реализации", "Ответственные за исполнение"],
        ["№ п/п ", " Мероприятия", "Сроки проведения:", "Исполнитель"],
    ]
    wb = Workbook()
    wb.remove(wb.active)
    for i, head in enumerate(wordings, 1):
        ws = wb.create_sheet(f"Лист{i}")
        ws.append(head)
        ws.append([1, "Анализ принятых мер", "Январь 2023", "Отдел образования"])
    save(wb, "head-wordings.xlsx")
    case("head-wordings.xlsx", "Eight sheets, each with one wording of the same four titles, for `таблица: head-wordings.xlsx#Лист3`.",
         [(f"Лист{i}!A1:D1", " / ".join(repr(t)[1:-1] for t in head)) for i, head in enumerate(wordings, 1)]
         + [("A2:D2 of each", "1, «Анализ принятых мер», «Январь 2023», «Отдел образования»")])

    wb = Workbook()
    ws = wb.active
    ws.append(HEAD)
    ws.append([1, "Анализ принятых мер", "Январь 2023", "Отдел образования"])
    save(wb, "table-only.xlsx")
    case("table-only.xlsx", "One sheet, named «Sheet», with the bare table: good for `таблица:`, a fault as an input by itself.",
         [("A1:D2", "head and one activity")])

    wb, ws = book()
    ws.append(HEAD)
    ws.append([1, 2, 3, 4])
    ws.append([1, "Анализ принятых мер", "Январь 2023", "Отдел образования"])
    save(wb, "column-numbers.xlsx")
    case("column-numbers.xlsx", "A row of column numbers under the head.", [("A2:D2", "no activity"), ("A3:D3", "the only activity")],
         plan([act("Анализ принятых мер", "Январь 2023")]))

    wb, ws = book()
    ws.append(["№ п/п", "Наименование мероприятия", "Кварталы", None, None, None, "Ответственные исполнители"])
    ws.append([None, None, "I", "II", "III", "IV", None])
    for area in ["A1:A2", "B1:B2", "C1:F1", "G1:G2"]:
        ws.merge_cells(area)
    ws.append(["1", "2", "3", "4", "5", "6", "7"])
    ws.append([1, "Семинары для учителей", "х", "х", "-", "х", "Отдел образования"])
    ws.append([2, "Сбор сведений", None, "х", None, None, "Руководители ОУ"])
    save(wb, "two-level-head.xlsx")
    quarters = {"группа": "Кварталы", "столбцы": columns(*[(q, q) for q in ["I", "II", "III", "IV"]])}
    case("two-level-head.xlsx", "A head of two rows with «Кварталы» merged over four columns, and column numbers typed as text.",
         [("C1:F1", "a group over the columns I, II, III, IV"), ("A3:G3", "column numbers, no activity"), ("C5", "empty stays empty")],
         plan([act("Семинары для учителей", None, "Отдел образования", **{"I": "х", "II": "х", "III": "-", "IV": "х"}),
               act("Сбор сведений", None, "Руководители ОУ", **{"II": "х"})],
              столбцы=["номер", "название", quarters, "ответственные"]))

    wb, ws = book()
    ws.append(["№ п/п", "Код", *HEAD[1:], "Охват, чел.", "Место проведения"])
    ws.append([1, "семинар", "Семинар для учителей", "Март 2023", "Отдел образования", 120, "МБОУ «СОШ № 1»"])
    ws.append([2, "сбор", "Сбор сведений", "2023", "Руководители ОУ", None, None])
    save(wb, "columns-unknown-and-code.xlsx")
    case("columns-unknown-and-code.xlsx", "Columns the program does not know, and «Код».",
         [("B1:B3", "the identity of the activity; never printed"), ("F1:G1", "unknown: columns of their own, titles as typed"), ("F2", "120")],
         plan([act("Семинар для учителей", "Март 2023", **{"код": "семинар", "Охват, чел.": "120", "Место проведения": "МБОУ «СОШ № 1»"}),
               act("Сбор сведений", "2023", "Руководители ОУ", **{"код": "сбор"})],
              столбцы=[*FIELDS, *columns(("Охват, чел.", "Охват, чел."), ("Место проведения", "Место проведения"))]))


# ---- rows --------------------------------------------------------------------------------------

def rows():
    wb, ws = book()
    ws.append(HEAD)
    ws.append(["I направление – Работа с кадрами"])
    ws.merge_cells("A2:D2")
    ws.append([1, "Семинар для учителей", "2023", "Отдел образования"])
    ws.append(["II направление – Работа с родителями"])
    ws.append([2, "Собрание родителей", "2023", "Отдел образования"])
    ws.append([None, "III направление – Работа с учениками"])
    ws.append([3, "Олимпиада", "2023", "Отдел образования"])
    ws.append([None, "Раздел 4. Контроль"])
    ws.merge_cells("B8:D8")
    ws.append([4, "Проверка", "2023", "Отдел образования"])
    save(wb, "directions.xlsx")
    case("directions.xlsx", "Directions in every way that people make them.",
         [("A2:D2", "merged over the table"), ("A4", "one filled cell in A, not merged"), ("B6", "one filled cell in B"),
          ("B8:D8", "merged over a part of the table; printed «Раздел 4. Контроль», nothing put before it")],
         plan(directions=[
             {"обозначение": "I направление", "название": "Работа с кадрами", "мероприятия": [act("Семинар для учителей")]},
             {"обозначение": "II направление", "название": "Работа с родителями", "мероприятия": [act("Собрание родителей")]},
             {"обозначение": "III направление", "название": "Работа с учениками", "мероприятия": [act("Олимпиада")]},
             {"обозначение": "Раздел 4.", "название": "Контроль", "мероприятия": [act("Проверка")]}]))

    wb, ws = book()
    ws.append(HEAD)
    ws.append([1, "Анализ принятых мер", "Январь 2023", "Отдел образования"])
    for _ in range(2):
        ws.append([None] * 4)
    ws.append([2, "Семинар", "2023", "Отдел образования"])
    ws.append([" ", NBSP, None, "\n"])
    ws.append([3, "Олимпиада", "2023", "Отдел образования"])
    for r in range(1, 60):
        for c in range(1, 5):
            ws.cell(r, c).border = BOX
    save(wb, "empty-rows.xlsx")
    case("empty-rows.xlsx", "Empty rows with borders, in the middle and 52 at the end.",
         [("A3:D4", "nothing"), ("A6:D6", "blanks, a no-break space and a line break only: nothing"), ("A8:D59", "nothing")],
         plan([act("Анализ принятых мер", "Январь 2023"), act("Семинар"), act("Олимпиада")]))

    wb, ws = book()
    ws.append(HEAD)
    ws.append([1, "Анализ", "Январь 2023", "Отдел образования"])
    ws.append([2, "Семинар", "Март 2023", None])
    ws.append([3, "Олимпиада", "Март 2023", None])
    ws.append([None, "Собрание", "2023", "Руководители ОУ"])
    ws.append([None, "Выставка", None, None])
    ws.append([None, "Концерт", None, None])
    for area in ["D2:D4", "C5:C7", "D5:D7"]:
        ws.merge_cells(area)
    save(wb, "merged-vertical.xlsx")
    case("merged-vertical.xlsx", "Cells merged downwards: the value stands in the topmost cell only, and holds for every row.",
         [("D2:D4", "all three rows: «Отдел образования»"),
          ("B6, B7", "one filled cell in the row, yet activities and not directions: C5:C7 and D5:D7 cover them")],
         plan([act("Анализ", "Январь 2023"), act("Семинар", "Март 2023"), act("Олимпиада", "Март 2023"),
               act("Собрание", "2023", "Руководители ОУ"), act("Выставка", "2023", "Руководители ОУ"),
               act("Концерт", "2023", "Руководители ОУ")]))

    wb, ws = book()
    ws.append([*HEAD, "Результат", "_служебная"])
    for i, name in enumerate(["Анализ", "Семинар", "Олимпиада"], 1):
        ws.append([i, name, "2023", "Отдел образования", "Справка", "не печатать"])
    ws.row_dimensions[3].hidden = True
    ws.column_dimensions["E"].hidden = True
    ws.column_dimensions["F"].hidden = True
    draft = wb.create_sheet("Черновик")
    draft.sheet_state = "hidden"
    draft.append(HEAD)
    draft.append([1, "Черновая строка", "2023", "Никто"])
    save(wb, "hidden.xlsx")
    case("hidden.xlsx", "A hidden row and a hidden column are data; `_служебная` never is; the sheet «Черновик» is none of ours.",
         [("row 3", "hidden, read"), ("E1:E4", "hidden, read"), ("F1:F4", "never read")],
         plan([act(n, результат="Справка") for n in ["Анализ", "Семинар", "Олимпиада"]],
              столбцы=[*FIELDS, *columns(("Результат", "результат"))]))

    # Sheet names are compared as leniently as keys, and the order of sheets says nothing.
    wb = Workbook()
    ws = wb.active
    ws.title = "Лист1"
    ws["A1"] = "Заметки для себя"
    ws = wb.create_sheet(" МЕРОПРИЯТИЯ")
    ws.append(HEAD)
    ws.append([1, "Анализ", "2023", "Отдел образования"])
    ws = wb.create_sheet("реквизиты ")
    for pair in [("ВИД", "План"), ("Период", "2023 год"), ("Название", TITLE)]:
        ws.append(pair)
    save(wb, "sheet-names.xlsx")
    case("sheet-names.xlsx", "Sheets «Лист1», « МЕРОПРИЯТИЯ», «реквизиты » in this order; keys in capitals.",
         [("Лист1", "not read")], plan([act("Анализ")]))


# ---- values ------------------------------------------------------------------------------------

def dates():
    day, moment = dt.date(2023, 3, 15), dt.datetime(2023, 3, 15, 14, 30)
    january = dt.date(2023, 1, 1)
    table = [
        ("Месяц, как его делает Excel", january, "mmm.yy", "Январь 2023"),
        ("Месяц через дефис", january, "mmm-yy", "Январь 2023"),
        ("Месяц словом", day, "mmmm yyyy", "Март 2023"),
        ("Месяц словом, с указанием языка", day, "[$-419]mmmm\\ yyyy;@", "Март 2023"),
        ("Месяц цифрами", day, "mm.yyyy", "Март 2023"),
        ("День", day, "dd.mm.yyyy", "15.03.2023"),
        ("День, встроенный формат 14", day, "mm-dd-yy", "15.03.2023"),
        ("День без года", day, "d-mmm", "15.03"),
        ("День словами", day, "[$-FC19]dd\\ mmmm\\ yyyy\\ \\г\\.;@", "15.03.2023"),
        ("Год", january, "yyyy", "2023"),
        ("Время видно", moment, "dd.mm.yyyy hh:mm", "15.03.2023 14:30"),
        ("Время скрыто", moment, "dd.mm.yyyy", "15.03.2023"),
        ("Полночь", dt.datetime(2023, 3, 15), "dd.mm.yyyy hh:mm", "15.03.2023"),
        ("Текст", "15 марта 2023", "General", "15 марта 2023"),
        ("Текст при формате даты", "до 15.03.2023", "dd.mm.yyyy", "до 15.03.2023"),
    ]
    for name, epoch in [("dates.xlsx", None), ("dates-1904.xlsx", CALENDAR_MAC_1904)]:
        wb, ws = book()
        if epoch:
            wb.epoch = epoch
        ws.append(HEAD)
        for i, (what, value, form, _) in enumerate(table, 1):
            ws.append([i, what, value, "Отдел образования"])
            ws.cell(i + 1, 3).number_format = form
        save(wb, name)
        case(name, "Dates as numbers, told apart by the number format" + (", counted from 1904." if epoch else "."),
             [(f"C{i}", f"`{form}` → {read}") for i, (_, _, form, read) in enumerate(table, 2)],
             plan([act(what, read) for what, _, _, read in table]))


def numbers():
    table = [  # number, name, its format, due, coverage, format of the coverage; read as: number, coverage
        (1, "Целое", "General", 2023, 120, "General", "1", "120"),
        (1.1, "Дробь в номере", "General", 2023.0, 57.5, "General", "1.1", "57,5"),
        (1.2, "Два знака", "0.00", 2023, 12.5, "0.00", "1.20", "12,50"),
        ("1.10", "Номер текстом", "General", "2023", "12.50", "@", "1.10", "12.50"),
        ("2.1", "Текст в числовой ячейке", "0", 2023, 0.575, "0.0%", "2.1", "57,5%"),
        (3, "Процент", "General", 2023, 0.6, "0%", "3", "60%"),
        (4, "Двоичная дробь", "General", 2023, 57.49999999999999, "General", "4", "57,5"),
        (5, "Большое число", "General", 2023, 1234567, "General", "5", "1234567"),
        (6, "Ноль", "General", 2023, 0, "General", "6", "0"),
        (7, "Отрицательное", "General", 2023, -3, "General", "7", "-3"),
    ]
    wb, ws = book([("нумерация", "как в данных")])
    ws.append([*HEAD, "Охват"])
    for i, (number, name, nf, due, cover, cf, _, _) in enumerate(table, 2):
        ws.append([number, name, due, "Отдел образования", cover])
        ws.cell(i, 1).number_format = nf
        ws.cell(i, 5).number_format = cf
    save(wb, "numbers.xlsx")
    case("numbers.xlsx", "Numbers: years, numbers of rows as numbers and as text, per cent, decimal fractions.",
         [(f"A{i}, E{i}", f"№ {n}; {c}") for i, (*_, n, c) in enumerate(table, 2)] + [("C2:C11", "always «2023», never «2023.0»")],
         plan([act(name, номер=n, **{"Охват": c}) for _, name, *_, n, c in table],
              нумерация="как в данных", столбцы=[*FIELDS, *columns(("Охват", "Охват"))]))

    # «2.1» typed into a Russian Excel becomes the second of January.
    wb, ws = book([("нумерация", "как в данных")])
    ws.append(HEAD)
    for number, name in [(1, "Раздел"), (dt.date(2023, 1, 2), "Семинар")]:
        ws.append([number, name, "2023", "Отдел образования"])
    ws["A3"].number_format = "d-mmm"
    save(wb, "number-became-date.xlsx")
    case("number-became-date.xlsx", "«2.1» typed as a number of a row became a date (shown «02.янв»).",
         [("A3", "neither «44928» nor «02.01.2023» is a number of a row")],
         faults=[("Мероприятия", "A3", "a date where the number of an activity is expected")])

    wb, ws = book()
    ws.append(HEAD)
    ws.append([1, "=1+1", "'2023", "+7 (48237) 2-22-33"])
    ws.append([2, "-", "2023", "@отдел"])
    ws.append([3, "#единство [метка] *звёзды* _черта_ $1$ \\n", "2023", "<b>Отдел</b> & Ко"])
    ws["B2"].data_type = "s"
    for cell in ["B2", "D2", "B3", "D3"]:
        ws[cell].quotePrefix = True
    ws["C2"] = "2023"
    ws["C2"].quotePrefix = True
    save(wb, "text-like-formula.xlsx")
    case("text-like-formula.xlsx", "Text that looks like a formula, a number or markup is text; the apostrophe of Excel is not part of it.",
         [("B2", "«=1+1», typed with an apostrophe"), ("C2", "«2023» as text"), ("B3", "«-»"), ("B4, D4", "as typed, sign for sign")],
         plan([act("=1+1", "2023", "+7 (48237) 2-22-33"), act("-", "2023", "@отдел"),
               act("#единство [метка] *звёзды* _черта_ $1$ \\n", "2023", "<b>Отдел</b> & Ко")]))

    wb, ws = book()
    ws.append(HEAD)
    bold, italic = InlineFont(b=True), InlineFont(i=True)
    ws.append([1, CellRichText("Семинар ", TextBlock(bold, "для учителей"), " и\n", TextBlock(italic, "родителей")), "2023",
               CellRichText(TextBlock(bold, "Отдел "), TextBlock(italic, "образования"))])
    save(wb, "rich-text.xlsx")
    case("rich-text.xlsx", "Cells with parts in bold and italic: the text is whole, blanks between the parts included.",
         [("B2", "«Семинар для учителей и», line break, «родителей»"), ("D2", "«Отдел образования»")],
         plan([act("Семинар для учителей и\nродителей")]))

    wb, ws = book()
    ws.append(HEAD)
    above, below, struck = InlineFont(vertAlign="superscript"), InlineFont(vertAlign="subscript"), InlineFont(strike=True)
    ws.append([1, CellRichText("Ремонт 25 м", TextBlock(above, "2"), " и замер СО", TextBlock(below, "2"), " & шума"), "2023", "Отдел образования"])
    ws.append([2, CellRichText(TextBlock(struck, "Сбор, "), "совет"), "2023", "Отдел образования"])
    ws.append([3, "Линейка", "2023", "Отдел образования"])
    ws.append([4, "Слёт", "2023", "Отдел образования"])
    ws["C4"].font = ws["A5"].font = Font(strike=True)
    save(wb, "fonts.xlsx")
    case("fonts.xlsx", "What stands above and below its line has signs of its own; what is struck out is read (and told, W259). "
         "fonts.ods and fonts.xls are the same from LibreOffice.",
         [("B2", "«м²», «СО₂»"), ("B3", "struck out in part"), ("C4", "struck out, a text"), ("A5", "struck out, a number")],
         plan([act("Ремонт 25 м² и замер СО₂ & шума"), act("Сбор, совет"), act("Линейка"), act("Слёт")]))

    wb, ws = book()
    ws.append(["№ п/п", f"Наименование{NBSP}мероприятия", "Срок  выполнения", "Ответственные\nисполнители"])
    ws.append([1, "Провести:\nа) семинар;\nб) собрание", "Январь 2023", "Отдел образования,\nруководители ОУ"])
    ws.append([2, "Строки_x000D_\nиз Excel для Windows", "2023", "Отдел образования"])
    ws.append([3, f"Школа №{NBSP}1  и школа №{NBSP}2", f"Март{NBSP}2023", f"  Отдел образования{NBSP} "])
    ws.append([4, f"Образо{SHY}вание", "2023", "Отдел\tобразования"])
    ws.append([5, "Знак _x005F_x0041_ как набран", "2023", "Отдел образования"])
    save(wb, "whitespace.xlsx")
    titles = columns((f"Наименование{NBSP}мероприятия", "название"), ("Срок  выполнения", "срок"), ("Ответственные\nисполнители", "ответственные"))
    case("whitespace.xlsx", "Line breaks, no-break spaces, double spaces, soft hyphens, tabs, escapes of the format. Blanks at both ends go, all within stays.",
         [("B1:D1", "recognised in spite of the blanks"), ("B2", "three lines"), ("B3", "one line break, no «_x000D_», no empty line"),
          ("B4", "no-break spaces and the double space as typed"), ("D4", "«Отдел образования»"), ("B6", "«_x0041_» as six signs and one more, not «A»")],
         plan([act("Провести:\nа) семинар;\nб) собрание", "Январь 2023", "Отдел образования,\nруководители ОУ"),
               act("Строки\nиз Excel для Windows"), act(f"Школа №{NBSP}1  и школа №{NBSP}2", f"Март{NBSP}2023"),
               act(f"Образо{SHY}вание", "2023", "Отдел\tобразования"), act("Знак _x0041_ как набран")],
              столбцы=["номер", *titles]))

    wb, ws = book()
    ws.append([*HEAD, "Участие"])
    ws.append([1, "Семинар", "2023", "Отдел образования", True])
    save(wb, "boolean.xlsx")
    case("boolean.xlsx", "A truth value, as Excel shows it.", [("E2", "«ИСТИНА»")],
         plan([act("Семинар", **{"Участие": "ИСТИНА"})], столбцы=[*FIELDS, *columns(("Участие", "Участие"))]))


def formulas():
    wb, ws = book()
    ws.append(HEAD)
    ws.append(["=ROW()-1", '="Семи"&"нар"', '="Январь "&2023', "Отдел образования"])
    ws.append(["=A2+1", "Олимпиада", "=DATE(2023,3,15)", "=D2"])
    ws.append(["=A3+1", "Собрание", '=IF(TRUE,"2023","")', '=IF(TRUE,"","x")'])
    ws["C3"].number_format = "dd.mm.yyyy"
    save(wb, "formulas-uncached.xlsx")
    case("formulas-uncached.xlsx", "Formulas without values, as programs write them that do not calculate.",
         [("A2:A4", "may pass: under running numbers they are not needed"), ("the others", "look empty and are not: faults, each with its cell")],
         faults=[("Мероприятия", cell, "a formula without a value") for cell in ["B2", "C2", "C3", "D3", "C4", "D4"]])
    case("formulas-cached.xlsx", "The same, calculated and saved by LibreOffice.",
         [("B2", "«Семинар»"), ("C3", "15.03.2023"), ("D4", "an empty result: nothing, and no fault")],
         plan([act("Семинар", "Январь 2023"), act("Олимпиада", "15.03.2023"), act("Собрание", "2023", None)]))

    wb, ws = book()
    ws.append([*HEAD, "Охват"])
    ws.append([1, "Семинар", "#N/A", "Отдел образования", "#DIV/0!"])
    ws.append([2, "#REF!", "2023", "Отдел образования", 5])
    ws.append([3, "Олимпиада", "2023", "#Н/Д", 5])
    save(wb, "errors.xlsx")
    case("errors.xlsx", "Cells that hold an error of Excel.", [("D4", "the words «#Н/Д» as text, pasted as values: a fault like the others")],
         faults=[("Мероприятия", "C2", "#Н/Д"), ("Мероприятия", "E2", "#ДЕЛ/0!"), ("Мероприятия", "B3", "#ССЫЛКА!"), ("Мероприятия", "D4", "#Н/Д")])


# ---- requisites and the other sheets -----------------------------------------------------------

def requisites():
    wb, ws = book([
        ("Утверждение.Гриф", "Утверждаю"),
        ("утверждение.должность", "Заведующий Отделом образования"),
        ("утверждение.имя", "Н.В.Шадеркова"),
        ("утверждение.дата", dt.date(2023, 2, 1)),
        ("утверждение.должность", "Председатель профсоюза"),
        ("утверждение.имя", "И.И. Иванов"),
        (None, None),
        ("приложение к.номер", 1),
        ("приложение к.документ", "приказу Отдела образования"),
        ("приложение_к.дата", "01.02.2023"),
        ("приложение к.номер документа", "12-о"),
        ("преамбула", "Первый абзац."),
        ("преамбула", "Второй абзац."),
        ("задачи", "Первая задача."),
        ("ЗАДАЧИ", "Вторая задача."),
        ("исполнители.отдел", "Отдел образования Администрации"),
        ("исполнители.ОУ", "руководители ОУ"),
        ("подпись.должность", "Заведующий"),
        ("подпись.имя", "Н.В. Шадеркова"),
        ("подпись.должность", "Исполнитель"),
        ("подпись.имя", "П.П. Петров"),
        ("составитель.имя", "Иванова Анна Петровна"),
        ("составитель.телефон", "8 (48237) 2-22-33"),
        ("оформление.кегль", 13),
        ("оформление.поля.левое", 25),
        ("основание", None),
    ])
    wb["Реквизиты"]["B7"].number_format = "dd.mm.yyyy"
    ws.append(HEAD)
    ws.append([1, "Анализ", "2023", "отдел"])
    save(wb, "requisites.xlsx")
    case("requisites.xlsx", "Dotted fields, repeated fields, lists of records, a real date, numbers, an empty row, a field without a value.",
         [("A4:B9", "two approvals: a new one begins at the second «утверждение.должность»"), ("B7", "a day: printed «1 февраля 2023 г.»"),
          ("A15:B18", "lists of two, the case of the key notwithstanding"), ("D2 of «Мероприятия»", "a short name, spelled out in print"),
          ("A29", "a known field without a value: as if it were not there")],
         plan([act("Анализ", "2023", "отдел")],
              утверждение=[{"гриф": "Утверждаю", "должность": "Заведующий Отделом образования", "имя": "Н.В.Шадеркова", "дата": dt.date(2023, 2, 1)},
                           {"должность": "Председатель профсоюза", "имя": "И.И. Иванов"}],
              **{"приложение к": {"номер": "1", "документ": "приказу Отдела образования", "дата": "01.02.2023", "номер документа": "12-о"}},
              преамбула=["Первый абзац.", "Второй абзац."], задачи=["Первая задача.", "Вторая задача."],
              исполнители={"отдел": "Отдел образования Администрации", "ОУ": "руководители ОУ"},
              подпись=[{"должность": "Заведующий", "имя": "Н.В. Шадеркова"}, {"должность": "Исполнитель", "имя": "П.П. Петров"}],
              составитель={"имя": "Иванова Анна Петровна", "телефон": "8 (48237) 2-22-33"},
              оформление={"кегль": 13, "поля": {"левое": 25}}))

    wb, ws = book()
    rq = wb["Реквизиты"]
    rq.insert_rows(1, 3)
    rq["A1"] = "Реквизиты плана"
    rq.merge_cells("A1:B1")
    rq["A3"], rq["B3"] = "Поле", "Значение"
    ws.append(HEAD)
    ws.append([1, "Анализ", "2023", "Отдел образования"])
    save(wb, "requisites-headed.xlsx")
    case("requisites-headed.xlsx", "«Реквизиты» with a title and a head row of its own.", [("A1:B1", "title"), ("A3:B3", "«Поле», «Значение»: no field")],
         plan([act("Анализ")]))

    wb, ws = book([("утвержденее.имя", "Н.В.Шадеркова")])
    wb["Реквизиты"]["B2"] = None
    ws.append(HEAD)
    ws.append([1, None, "2023", "Отдел образования"])
    ws.append([2, "Семинар", "2023", "Отдел образования"])
    save(wb, "faults.xlsx")
    case("faults.xlsx", "Three faults in one run: a required field without a value, a misspelt field, an activity without a name.",
         [("A4", "the nearest known field is «утверждение»")],
         faults=[("Реквизиты", "B2", "период is required"), ("Реквизиты", "A4", "unknown field"),
                 ("Мероприятия", "A2", "название is required; the place is the row's first filled cell")])

    # A monitoring on sheets of its own.
    wb = Workbook()
    ws = wb.active
    ws.title = "Реквизиты"
    for pair in [("вид", "мониторинг"), ("план", "seed-openpyxl.xlsx"), ("период", "октябрь–ноябрь 2023 года"), ("на дату", dt.date(2023, 11, 20)),
                 ("источники", "Отчёты ОУ"), ("источники", "Протоколы ОМО"), ("анализ", "Работа шла по плану."), ("выводы", "План выполняется.")]:
        ws.append(pair)
    ws["B4"].number_format = "dd.mm.yyyy"
    ws = wb.create_sheet("Исполнение")
    ws.append(["№ п/п", "Статус", "Дата исполнения", "Результат", "Документ", "Причина", "Новый срок"])
    ws.append([1, "выполнено", dt.date(2023, 1, 27), "Проведён анализ", "Справка от 27.01.2023 № 4", None, None])
    ws.append(["2.", "Выполнено частично", None, "Часть документов обновлена", None, "Болезнь методиста", "Декабрь 2023"])
    ws.append([3, "ВЫПОЛНЯЕТСЯ", None, None, None, None, None])
    ws["C2"].number_format = "dd.mm.yyyy"
    ws = wb.create_sheet("Показатели")
    ws.append(["Наименование показателя", "Единица измерения", "Прошлый год", "План", "Факт", "Пояснение"])
    ws.append(["Доля школ в эффективном режиме", "%", 41, 60, 57.5, "Одна школа не вышла"])
    ws.append(["Число семинаров", "ед.", "3", "4", "4,5", None])
    ws = wb.create_sheet("Рекомендации")
    ws.append(["Кому", "Что", "Срок", "Ответственные"])
    ws.append(["Руководителям ОУ", "Обновить программы", dt.date(2024, 2, 1), "Руководители ОУ"])
    ws["C2"].number_format = "mmm.yy"
    ws = wb.create_sheet("Решения")
    ws.append(["Что", "Срок", "Ответственные"])
    ws.append(["Рассмотреть на совещании", "декабрь 2023", "Отдел образования"])
    save(wb, "monitoring.xlsx")
    case("monitoring.xlsx", "A monitoring: five sheets; a number of an activity as 1 and as «2.»; statuses in any case; numbers with comma as text.",
         [("Исполнение!A3", "activity 2"), ("Показатели!E2", "57,5"), ("Показатели!E3", "4,5"), ("Рекомендации!C2", "«Февраль 2024»")],
         {"вид": "мониторинг", "план": "seed-openpyxl.xlsx", "период": "октябрь–ноябрь 2023 года", "на дату": dt.date(2023, 11, 20),
          "источники": ["Отчёты ОУ", "Протоколы ОМО"], "анализ": "Работа шла по плану.", "выводы": "План выполняется.",
          "исполнение": [
              {"мероприятие": 1, "статус": "выполнено", "дата": dt.date(2023, 1, 27), "результат": "Проведён анализ", "документ": "Справка от 27.01.2023 № 4"},
              {"мероприятие": 2, "статус": "выполнено частично", "результат": "Часть документов обновлена", "причина": "Болезнь методиста", "новый срок": "Декабрь 2023"},
              {"мероприятие": 3, "статус": "выполняется"}],
          "показатели": [
              {"название": "Доля школ в эффективном режиме", "единица": "%", "прошлый год": 41, "план": 60, "факт": 57.5, "пояснение": "Одна школа не вышла"},
              {"название": "Число семинаров", "единица": "ед.", "прошлый год": 3, "план": 4, "факт": 4.5}],
          "рекомендации": [{"кому": "Руководителям ОУ", "что": "Обновить программы", "срок": "Февраль 2024", "ответственные": "Руководители ОУ"}],
          "решения": [{"что": "Рассмотреть на совещании", "срок": "декабрь 2023", "ответственные": "Отдел образования"}]})

    # Plan and fulfilment in one table.
    wb, ws = book()
    ws.append([*HEAD, "Ожидаемый результат", "Статус", "Дата исполнения", "Результат", "Документ", "Причина", "Новый срок"])
    ws.append([1, "Анализ", "Январь 2023", "Отдел образования", "Справка", "выполнено", dt.date(2023, 1, 27), "Проведён анализ", "Справка № 4", None, None])
    ws.append([2, "Семинар", "2023", "Отдел образования", "Протокол", "перенесено", None, None, None, "Болезнь", "Март 2024"])
    ws["G2"].number_format = "dd.mm.yyyy"
    save(wb, "fulfilment-in-plan.xlsx")
    case("fulfilment-in-plan.xlsx", "Columns of the fulfilment in «Мероприятия»: as a plan they are not printed.",
         [("E1", "the plan's result"), ("F1:K1", "the fulfilment; H1 «Результат» stands beside a «Статус»")],
         plan([act("Анализ", "Январь 2023", результат="Справка"), act("Семинар", "2023", результат="Протокол")],
              столбцы=[*FIELDS, *columns(("Ожидаемый результат", "результат"))]))


# ---- files that are no workbooks, or hostile ones ------------------------------------------------

def raw_zip(name, parts):
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for path, data in parts:
            entry = zipfile.ZipInfo(path, (2023, 2, 1, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with new.open(entry, "w", force_zip64=False) as out:
                for chunk in [data] if isinstance(data, bytes) else data:
                    out.write(chunk)


def strange():
    wb, ws = book()
    ws["A1"] = "Начало"
    ws["XFD1048576"] = "Конец"
    save(wb, "far-cells.xlsx")
    case("far-cells.xlsx", "Two cells at opposite corners of «Мероприятия»: a fault at once, in little memory.", [],
         faults=[("Мероприятия", "XFD1048576", "beyond the limits of rows and columns")])

    wb, ws = book()
    ws.append(HEAD)
    ws.append([1, "Анализ", "2023", "Отдел образования"])
    ws["XFD1048576"].fill = PatternFill("solid", fgColor="FFFF00")
    save(wb, "far-format.xlsx")
    case("far-format.xlsx", "A far cell that is only coloured: no data, no fault.", [("XFD1048576", "nothing")], plan([act("Анализ")]))

    ns = "http://schemas.openxmlformats.org"
    types = (f'<?xml version="1.0"?><Types xmlns="{ns}/package/2006/content-types"><Default Extension="rels" ContentType='
             '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
             '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    rels = (f'<?xml version="1.0"?><Relationships xmlns="{ns}/package/2006/relationships"><Relationship Id="r1" Type='
            f'"{ns}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
    text = f'<?xml version="1.0"?><w:document xmlns:w="{ns}/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>План</w:t></w:r></w:p></w:body></w:document>'
    raw_zip("renamed-docx.xlsx", [("[Content_Types].xml", types.encode()), ("_rels/.rels", rels.encode()), ("word/document.xml", text.encode())])
    case("renamed-docx.xlsx", "A Word document with another name ending.", [], faults=[("-", "-", "not a workbook; it looks like a Word document")])

    # 66 MiB of blanks in one string: 67 KB on disk. The limit of an inflated part is 64 MiB.
    with zipfile.ZipFile(HERE / "table-only.xlsx") as good:
        parts = [(n, good.read(n)) for n in good.namelist() if n != "xl/sharedStrings.xml"]
    begin = f'<sst xmlns="{ns}/spreadsheetml/2006/main" count="8" uniqueCount="8"><si><t>'.encode()
    bomb = [begin, *[b" " * (1 << 20)] * 66, b"</t></si>" + b"<si><t>x</t></si>" * 7 + b"</sst>"]
    raw_zip("zip-bomb.xlsx", [*parts, ("xl/sharedStrings.xml", bomb)])
    case("zip-bomb.xlsx", "Shared strings that inflate to 66 MiB from 67 KB.", [], faults=[("-", "-", "an inflated part is larger than 64 MB")])

    noise, x = bytearray(bytes.fromhex("d0cf11e0a1b11ae1")), 2023
    while len(noise) < 4096:
        x = (x * 1103515245 + 12345) % (1 << 31)
        noise.append(x >> 16 & 0xFF)
    (HERE / "garbage.xls").write_bytes(noise)
    case("garbage.xls", "The first eight bytes of an old workbook, then noise.", [], faults=[("-", "-", "cannot be read as a workbook")])

    good = (HERE / "directions.xlsx").read_bytes()
    (HERE / "truncated.xlsx").write_bytes(good[: len(good) // 2])
    case("truncated.xlsx", "A download that broke off half-way.", [], faults=[("-", "-", "cannot be read: the file is not whole")])

    (HERE / "empty.xlsx").write_bytes(b"")
    case("empty.xlsx", "No bytes at all.", [], faults=[("-", "-", "the file is empty")])

    rows = [HEAD, ["1", "Анализ", "2023", "Отдел образования"]]
    html = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    (HERE / "html.xls").write_text(f'<html><meta charset="utf-8"><table>{html}</table></html>\n', encoding="utf-8")
    case("html.xls", "A web page with a table, saved as .xls: what many state systems call an export.", [],
         faults=[("-", "-", "not a workbook; save it from Excel as .xlsx")])

    case("short-records.xlsb", "`column-numbers.xlsx` as SheetJS writes it: cells after the first of a row are short records (types 12 to 18), "
         "which calamine 0.38 leaves out in silence. Read whole; never a plan with holes.", [],
         same_as=yaml.safe_load((HERE / "column-numbers.yaml").read_text(encoding="utf-8")))
    case("protected.xlsx, protected-2007.xlsx, protected-97.xls, protected-api.xls",
         "`directions.xlsx` and `traps.xls`, of which only the structure is protected: encrypted with a password that Excel knows, in the ways that there are. They read as those do.", [])
    case("encrypted.xlsx", "A workbook with a password (made by msoffcrypto-tool).", [], faults=[("-", "-", "protected by a password")])


# ---- the main trap workbook, which other programs convert ----------------------------------------

def traps():
    wb, ws = book([("утверждение.должность", "Заведующий"), ("утверждение.имя", "Н.В.Шадеркова"), ("утверждение.дата", dt.date(2023, 2, 1)),
                   ("преамбула", "Первый абзац."), ("преамбула", "Второй абзац.")])
    wb["Реквизиты"]["B6"].number_format = "dd.mm.yyyy"
    ws["A1"] = "План мероприятий"
    ws.merge_cells("A1:F1")
    for i, text in enumerate([*HEAD, "Охват, чел.", "_служебная"], 1):
        ws.cell(3, i, text).alignment = Alignment(wrap_text=True, horizontal="center")
        ws.cell(4, i, i)
    body = [
        ["I направление – Работа с кадрами"],
        [1, "Анализ\nпринятых мер", dt.date(2023, 1, 1), "Отдел образования", 120, "x"],
        [2, "Семинар", dt.date(2023, 3, 15), None, 57.5, "x"],
        [3, "Олимпиада", 2023, None, "12.50", "x"],
        [],
        [None, "II направление – Работа с родителями"],
        [4, f"Собрание в школе №{NBSP}1", "Февраль - март 2023", "Руководители  ОУ", 0, "x"],
        [5, "=\"Со\"&\"бор\"", "Октябрь", "отдел, ОУ", "=2+3", "x"],
    ]
    for r, row in enumerate(body, 5):
        for c, value in enumerate(row, 1):
            ws.cell(r, c, value)
    ws.merge_cells("A5:F5")
    ws.merge_cells("D6:D8")
    ws["C6"].number_format = "mmm.yy"
    ws["C7"].number_format = "dd.mm.yyyy"
    ws.row_dimensions[8].hidden = True
    ws.column_dimensions["F"].hidden = True
    ws["B7"].comment = Comment("Уточнить у методистов", "Иванова")
    for r in range(3, 40):
        for c in range(1, 7):
            ws.cell(r, c).border = BOX
    raw = HERE / "traps-uncalculated.tmp.xlsx"
    save(wb, raw.name)
    case("traps.xlsx, traps.ods, traps.xls, traps.xlsb",
         "Most traps in one workbook, written by openpyxl, calculated and saved by LibreOffice (.xlsx, .ods, .xls) and by SheetJS (.xlsb). All four read alike.",
         [("A1:F1", "title"), ("A4:F4", "column numbers"), ("D6:D8", "one responsible for three rows"), ("row 8", "hidden, read"),
          ("B7", "has a note: not printed"), ("B12, E12", "formulas with values: «Собор», 5"), ("F3:F12", "never read"), ("rows 13 to 39", "borders only")],
         plan(directions=[
             {"обозначение": "I направление", "название": "Работа с кадрами", "мероприятия": [
                 act("Анализ\nпринятых мер", "Январь 2023", **{"Охват, чел.": "120"}),
                 act("Семинар", "15.03.2023", **{"Охват, чел.": "57,5"}), act("Олимпиада", **{"Охват, чел.": "12.50"})]},
             {"обозначение": "II направление", "название": "Работа с родителями", "мероприятия": [
                 act(f"Собрание в школе №{NBSP}1", "Февраль - март 2023", "Руководители  ОУ", **{"Охват, чел.": "0"}),
                 act("Собор", "Октябрь", "отдел, ОУ", **{"Охват, чел.": "5"})]}],
             утверждение={"должность": "Заведующий", "имя": "Н.В.Шадеркова", "дата": dt.date(2023, 2, 1)},
             преамбула=["Первый абзац.", "Второй абзац."],
             столбцы=[*FIELDS, *columns(("Охват, чел.", "Охват, чел."))]))
    return raw


# ---- the seed plan -------------------------------------------------------------------------------

SEED = {
    "название": "План мероприятий («дорожная карта») реализации мер адресной поддержки школ, функционирующих в неблагоприятных социальных условиях на территории Краснохолмского муниципального округа, на 2023 год",
    "должность": "Заведующий Отделом образования\nАдминистрации Краснохолмского муниципального округа",
    "основание": "План мероприятий («дорожная карта») реализации мер адресной поддержки школ с низкими образовательными результатами и школ, функционирующих в неблагоприятных социальных условиях, на 2023 год, утвержденный 30 января 2023 года заместителем Министра образования Тверской области, начальником управления надзора и контроля в сфере образования Министерства образования Тверской области Н.А.Тарасовой",
    "преамбула": [
        "Дорожная карта реализации мер адресной поддержки школ, функционирующих в неблагоприятных социальных условиях, на 2023 год (далее-дорожная карта) разработана в соответствии с концептуальными документами по повышению качества образования и поддержке школ, функционирующих в неблагоприятных социальных условиях (далее-ШНСУ) и является их неотъемлемой частью.",
        "Дорожная карта выстроена с учетом анализа данных, генерируемых муниципальной системой оценки качества образования обучающихся, эффективности принятых мер в предыдущий период, а также с учетом рекомендаций федерального и регионального уровней и отражает направления, ключевые мероприятия, сроки и ответственных исполнителей на 2023 год.",
        "При планировании выделилась только одна целевая группа поддержки ОУ: школы, функционирующие в зоне риска снижения образовательных результатов с учетом негативного влияния факторов риска или их сочетания. По результатам мониторинговых исследований в Краснохолмском муниципальном округе нет школ, включенных в федеральный список школ с низкими образовательными результатами, и школы, в которых по результатам оценочных процедур 2022 года выявлена высокая доля обучающихся с рисками учебной успешности.",
    ],
    "цель": "Основная цель дорожной карты – содействовать повышению качества общего образования в Краснохолмском муниципальном округе путем реализации системы мер адресной поддержки ШНСУ.",
    "задачи": [
        "Совершенствовать организационно-управленческие механизмы работы с ШНСУ за счет координации действий всех субъектов, вовлеченных в процесс адресного сопровождения ШНСУ.",
        "Создать необходимые условия для внедрения технологий эффективного управления ОУ, способствующего переходу школ в эффективный режим работы, через выявление дефицитов школ, ресурсную поддержку, повышение профессиональных компетенций педагогов и управленческих команд школ, функционирующих в зоне риска снижения образовательных результатов.",
        "Создать условия для повышения качества преподавания посредством совершенствования профессиональных компетенций педагогических работников ШНСУ.",
    ],
    "таблица": [
        "I направление – Организационно – управленческие механизмы работы с ШНСУ",
        ("Анализ эффективности принятых мер по работе с ШНОР и ШНСУ в 2022 году", dt.date(2023, 1, 1)),
        ("Корректировка концептуальных документов на основе анализа эффективности мер адресной поддержки ШНОР и ШНСУ, принятых в 2022 году", "Февраль-март 2023", OFFICE + ", руководители ОМО"),
        ("Определение школ, нуждающихся в адресном сопровождении, на основе анализа данных об образовательных результатах и внешних социальных условиях работы общеобразовательных организаций.", "Январь-март 2023"),
        ("Корректировка списка школ с низкими образовательными результатами 2022 года: исключение из списка общеобразовательные учреждения (далее-ОУ), не нуждающихся в поддержке", "Январь-март 2023"),
        ("Разработка муниципальной дорожной карты по поддержке ШНСУ в 2023 году", "Январь-март 2023"),
        ("Проведение муниципальных семинаров/совещаний с руководителями ОУ и учителями по повышению образовательных результатов", 2023),
        ("Организация муниципального контроля за проведением ВПР в ШНСУ в 2023 году", "Март-апрель 2023"),
        ("Мониторинг реализации муниципальной дорожной карты по поддержке ШНСУ в 2023 году", "Октябрь-ноябрь 2023"),
        ("Мониторинговое исследование ресурсных дефицитов, образовательных результатов в школах, функционирующих в условиях рисков снижения образовательных результатов в рамках анализа эффективности развития внутренних систем оценки качества образования", "Октябрь-ноябрь 2023"),
        "II направление – Адресная поддержка школ, функционирующих в зоне риска снижения образовательных результатов",
        ("Проведение муниципальных семинаров/совещаний по повышению качества образования с руководителями ОУ и учителями", 2023),
        ("Разработка муниципальной программы адресного сопровождения ОУ, функционирующих в зоне риска снижения образовательных результатов", "Февраль - март 2023"),
        ("Повышение мониторинга обучающихся через активное использование центров «Точка роста», лаборатории программирования и прототипирования, современного оборудования, полученного в рамках реализации нацпроектов", 2023),
        "III направление – Повышение качества преподавания в образовательных организациях округа",
        ("Проведение инструктивно-методических совещаний с руководителями ОУ по вопросам готовности ОУ к проведению ВПР, ГИА", 2023),
        ("Включение в программы работы заседаний окружных методических объединений вопросов стратегии и методики повышения качества образования", 2023),
        ("Разработка адресных рекомендаций для ШНСУ по актуальным проблемам реализации ФГОС общего образования", 2023),
    ],
}


def seed():
    """The seed plan as an office types it; the other spelling of it is input/plan-2023.yaml."""
    wb = Workbook()
    rq = wb.active
    rq.title = "Реквизиты"
    pairs = [("вид", "план"), ("период", "2023 год"), ("название", SEED["название"]), ("утверждение.гриф", "Утверждаю"),
             ("утверждение.должность", SEED["должность"]), ("утверждение.имя", "Н.В.Шадеркова"), ("утверждение.дата", "«01» февраля 2023 года"),
             ("основание", SEED["основание"]), *[("преамбула", p) for p in SEED["преамбула"]], ("цель", SEED["цель"]),
             *[("задачи", t) for t in SEED["задачи"]]]
    for pair in pairs:
        rq.append(pair)
    rq.column_dimensions["A"].width, rq.column_dimensions["B"].width = 24, 100
    for row in rq:
        row[0].font, row[1].alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")

    ws = wb.create_sheet("Мероприятия")
    ws["A1"] = "План мероприятий («дорожная карта»)"
    ws["A2"] = "реализации мер адресной поддержки школ на 2023 год"
    for r in (1, 2):
        ws.merge_cells(start_row=r, end_row=r, start_column=1, end_column=4)
        ws.cell(r, 1).alignment, ws.cell(r, 1).font = Alignment(horizontal="center"), Font(bold=True)
    for c, (text, width) in enumerate(zip(HEAD, [6, 60, 20, 40]), 1):
        ws.cell(3, c, text).font = Font(bold=True)
        ws.column_dimensions["ABCD"[c - 1]].width = width
    number = 0
    for r, row in enumerate(SEED["таблица"], 4):
        if isinstance(row, str):
            ws.cell(r, 1, row).alignment = Alignment(horizontal="center", wrap_text=True)
            ws.merge_cells(start_row=r, end_row=r, start_column=1, end_column=4)
        else:
            number += 1
            name, due, *who = row
            for c, value in enumerate([number, name, due, who[0] if who else OFFICE], 1):
                ws.cell(r, c, value).alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(due, dt.date):
                ws.cell(r, 3).number_format = "mmm.yy"
    for r in range(3, 4 + len(SEED["таблица"])):
        for c in range(1, 5):
            ws.cell(r, c).border = BOX
    ws.freeze_panes = "A4"
    save(wb, "seed-openpyxl.xlsx")
    case("seed-openpyxl.xlsx", "The whole seed plan as an office types it. Read like `input/plan-2023.yaml`.",
         [("Реквизиты!B5", "two lines"), ("A1:D2", "a title in two rows"), ("A4:D4, A14:D14, A18:D18", "directions"), ("C5", "the number 44927 shown «янв.23» → «Январь 2023»"),
          ("C10, C15, C17, C19:C21", "the number 2023")])


# ---- what other programs write -------------------------------------------------------------------

def soffice(source, target):
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp}/profile", "--headless", "--convert-to", target.suffix[1:],
                        "--outdir", f"{tmp}/out", str(source)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.copyfile(f"{tmp}/out/{source.stem}{target.suffix}", target)


# SheetJS writes the short cell records of the format, which Excel itself does not; "long" takes them away.
SHEETJS = """
const fs = require('fs'), Module = require('module'), [how, from, to] = process.argv.slice(1);
const path = require.resolve('xlsx'), part = new Module(path);
let source = fs.readFileSync(path, 'utf8');
if (how === 'long') source = source.replace('last_seen = write_ws_bin_cell(', 'write_ws_bin_cell(');
part.filename = path; part.paths = Module._nodeModulePaths(path);
part._compile(source, path);
const book = part.exports.readFile(from, {cellStyles: true, cellNF: true});
part.exports.writeFile(book, to, {bookType: 'xlsb', bookSST: how === 'long', compression: true});
"""


def sheetjs(how, source, target):
    subprocess.run(["node", "-e", SHEETJS, how, str(HERE / source), str(HERE / target)], check=True)


def conversions(raw):
    for ending in ["xlsx", "ods", "xls"]:
        soffice(raw, HERE / f"traps.{ending}")
    for ending in ["ods", "xls"]:
        soffice(HERE / "fonts.xlsx", HERE / f"fonts.{ending}")
    soffice(HERE / "formulas-uncached.xlsx", HERE / "formulas-cached.xlsx")
    sheetjs("long", "traps.xlsx", "traps.xlsb")
    sheetjs("short", "column-numbers.xlsx", "short-records.xlsb")
    import msoffcrypto.format.ooxml as ooxml
    for password, target in [("пароль", "encrypted.xlsx"), (KNOWN, "protected.xlsx")]:
        with open(HERE / "directions.xlsx", "rb") as plain, open(HERE / target, "wb") as out:
            ooxml.OOXMLFile(plain).encrypt(password, out)
    protected_2007(HERE / "directions.xlsx", HERE / "protected-2007.xlsx")
    for way in ["97", "api"]:
        protected_xls(HERE / "traps.xls", HERE / f"protected-{way}.xls", way)


# ---- what Excel opens without asking: [MS-OFFCRYPTO] by the book, and judged by msoffcrypto-tool -------------------

KNOWN = "VelvetSweatshop"
SALT = bytes(range(16))


def digest(way, *parts):
    return hashlib.new(way, b"".join(parts)).digest()


def protected_2007(source, target):
    """«Standard» encryption, as Excel 2007 does it."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted
    key = digest("sha1", SALT, KNOWN.encode("utf-16le"))
    for turn in range(50_000):
        key = digest("sha1", struct.pack("<I", turn), key)
    key = digest("sha1", key, bytes(4))
    key = digest("sha1", bytes(a ^ b for a, b in zip(key.ljust(64, b"\0"), b"\x36" * 64)))[:16]
    def aes(data):
        writer = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
        return writer.update(data + bytes(-len(data) % 16)) + writer.finalize()
    verifier = bytes(range(16, 32))
    name = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode("utf-16le")
    header = struct.pack("<8I", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + name
    info = struct.pack("<HHII", 3, 2, 0x24, len(header)) + header + struct.pack("<I", 16) + SALT + aes(verifier) \
        + struct.pack("<I", 20) + aes(digest("sha1", verifier))
    plain = source.read_bytes()
    with open(target, "wb") as out:
        ECMA376Encrypted(struct.pack("<Q", len(plain)) + aes(plain), info).write_to(out)
    judge(target, plain)


def rc4(key):
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    while True:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        yield state[(state[i] + state[j]) % 256]


def protected_xls(source, target, way):
    """RC4, as Excel 97 does it or the CryptoAPI of Windows."""
    import olefile
    password, number = KNOWN.encode("utf-16le"), lambda n: struct.pack("<I", n)
    if way == "97":
        inner = digest("md5", (digest("md5", password)[:5] + SALT) * 16)[:5]
        key, of = (lambda block: digest("md5", inner, number(block))), lambda data: digest("md5", data)
    else:
        inner = digest("sha1", SALT, password)
        key, of = (lambda block: digest("sha1", inner, number(block))[:16]), lambda data: digest("sha1", data)
    verifier = bytes(range(16, 32))
    cover = lambda data, signs: bytes(byte ^ next(signs) for byte in data)
    proof = cover(verifier + of(verifier), rc4(key(0)))
    if way == "97":
        told = struct.pack("<HHH", 1, 1, 1) + SALT + proof
    else:
        header = struct.pack("<8I", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0) + bytes(2)
        told = struct.pack("<HHHII", 1, 2, 2, 4, len(header)) + header + number(16) + SALT + proof[:16] + number(20) + proof[16:]
    with olefile.OleFileIO(source) as book:
        stream = book.openstream("Workbook").read()
    records, at = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        records.append((kind, stream[at + 4:at + 4 + length]))
        at += 4 + length
    # It takes the room of the name of the last writer, so that nothing moves.
    writer = next(at for at, (kind, _) in enumerate(records) if kind == 0x5C)
    left = len(records.pop(writer)[1]) - len(told) - 4
    records[1:1] = [(0x2F, told), (0xFFFE, bytes(left))]
    out, keys = bytearray(), {}
    for kind, data in records:
        out += struct.pack("<HH", kind, len(data))
        for byte in data:
            block, place = divmod(len(out), 1024)
            if block not in keys:
                signs = rc4(key(block))
                keys[block] = bytes(next(signs) for _ in range(1024))
            out.append(byte ^ keys[block][place])
    plain = bytearray(b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records))
    at = 0
    while at + 4 <= len(plain):
        kind, length = struct.unpack_from("<HH", plain, at)
        kept = length if kind in (0x809, 0x2F, 0xE1, 0x138) else 4 if kind == 0x85 else 0
        out[at + 4:at + 4 + kept] = plain[at + 4:at + 4 + kept]
        at += 4 + length
    shutil.copyfile(source, target)
    with olefile.OleFileIO(target, write_mode=True) as book:
        book.write_stream("Workbook", bytes(out) + stream[len(out):])
    judge(target, None)


def judge(file, plain):
    import msoffcrypto
    with open(file, "rb") as protected:
        book, opened = msoffcrypto.OfficeFile(protected), io.BytesIO()
        book.load_key(password=KNOWN, verify_password=True) if plain else book.load_key(password=KNOWN)
        book.decrypt(opened)
    assert plain is None or opened.getvalue() == plain


def tell():
    """traps.md"""
    out = ["# The traps in these workbooks", "", "Written by `make.py`; do not edit. *Same as* names the YAML file with the same data: both must give",
           "the same document. *Faults* are all in `NAME.faults.txt`: sheet, cell, reason.", ""]
    for name, what, cells, same, faults in STORY:
        out += [f"## {name}", "", what, ""]
        if same:
            out += [f"Same as: `{name.split('.')[0]}.yaml`", ""]
        if cells:
            out += ["| where | what must be read |", "|---|---|", *[f"| {where} | {text.replace('|', chr(92) + '|')} |" for where, text in cells], ""]
        if faults:
            out += ["Faults:", "", *[("- the file: " if sheet == "-" else f"- «{sheet}» {cell}: ") + why for sheet, cell, why in faults], ""]
    (HERE / "traps.md").write_text("\n".join(out).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    heads(), rows(), dates(), numbers(), formulas(), requisites(), strange()
    raw = traps()
    seed()
    tell()
    if "--conversions" in sys.argv[1:]:
        conversions(raw)
    raw.unlink()
