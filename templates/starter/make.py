#!/usr/bin/env python3
"""Makes the workbooks that we hand out, from the YAML files with the same data.

    plan.yaml, monitoring.yaml (here)  ->  plan.xlsx, monitoring.xlsx (here): what `dorkarta new` writes
    input/plan-2023.yaml               ->  input/plan-2023.xlsx: the seed plan, typed as offices type it
    input/monitoring-2023.yaml         ->  input/monitoring-2023.xlsx: its monitoring, with the names of the activities

The same input gives the same bytes. To be run again after every change of one of the YAML files:

    pip install openpyxl==3.1.5 lxml PyYAML fonttools
    python3 templates/starter/make.py
"""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import yaml
from fontTools.ttLib import TTFont
from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import DEFAULT_FONT, Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

HERE = Path(__file__).resolve().parent
INPUT = HERE.parents[1] / "input"

# Fields of a plan or a monitoring that are tables, each on a sheet of its own. `столбцы` needs no field:
# the head of the table says it.
TABLES = {"столбцы", "направления", "исполнение", "показатели", "рекомендации", "решения"}
STATUSES = ["выполнено", "выполнено частично", "выполняется", "не выполнено", "перенесено", "отменено"]
CHOICES = {"нумерация": ["сквозная", "вложенная", "как в данных"], "оформление.ориентация": ["книжная", "альбомная"]}
LAST_ROW = 500  # how far drop-down lists and the look of new rows reach


# ---- looks -------------------------------------------------------------------------------------

FACE = "Times New Roman"
# Column widths are counted in digits of the default face, and not every office has Calibri.
DEFAULT_FONT.name, DEFAULT_FONT.scheme = FACE, None
INK, GREY = "1F2937", "6B7280"
HEAD_FILL, BAND_FILL, FIELD_FILL = (PatternFill("solid", bgColor=c, fgColor=c) for c in ("D5E3F0", "EEF3F8", "F6F8FA"))
LINE = Side(style="thin", color="9AA5B1")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
PLAIN, BOLD = Font(name=FACE, size=11, color=INK), Font(name=FACE, size=11, color=INK, bold=True)
HINT = Font(name=FACE, size=10, color=GREY)
TITLE = Font(name=FACE, size=13, color=INK, bold=True)
LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
CENTRE = Alignment(horizontal="center", vertical="top", wrap_text=True)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
HINT_LINE = Alignment(horizontal="left", vertical="center", wrap_text=True)
DAY, MONTH, TEXT, GENERAL = "dd.mm.yyyy", "mmm.yy", "@", "General"


# Liberation Serif is as wide as Times New Roman, letter for letter.
WIDTHS = {}
for bold, name in [(False, "Regular"), (True, "Bold")]:
    face = TTFont(HERE.parents[1] / "fonts" / f"LiberationSerif-{name}.ttf")
    WIDTHS[bold] = {sign: face["hmtx"][glyph][0] / face["head"].unitsPerEm for sign, glyph in face.getBestCmap().items()}


def height(text, width, font, indent=0):
    """How high a text stands in a cell, in points: words wrapped, 5.25 points a unit of column width."""
    room, lines = width * 5.25 - 6 - 7 * indent, 0
    measure = lambda word: sum(WIDTHS[bool(font.bold)].get(ord(sign), 0.6) for sign in word) * font.size
    for part in str(text).split("\n"):
        lines, line = lines + 1, 0
        for word in part.split(" "):
            if line and line + measure(word) > room:
                lines, line = lines + 1, 0
            line += measure(word + " ")
    return lines * font.size * 1.27


class Column:
    """A column of a table: what it is called, how wide it is and how its cells look."""

    def __init__(self, title, width, align=LEFT, form=GENERAL, font=PLAIN):
        self.title, self.width, self.align, self.form, self.font = title, width, align, form, font


def put(sheet, row, column, value, font=PLAIN, align=LEFT, fill=None, border=BOX, form=GENERAL):
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula, whatever the text begins with
    if isinstance(value, dt.date):
        form = form if form in (DAY, MONTH) else DAY
    cell.font, cell.alignment, cell.border, cell.number_format = font, align, border or Border(), form
    if fill:
        cell.fill = fill
    return cell


def across(sheet, row, width, text, font, align, fill=None, border=None):
    """One text over all columns."""
    for column in range(1, width + 1):
        put(sheet, row, column, text if column == 1 else None, font, align, fill, border)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    room = sum(sheet.column_dimensions[get_column_letter(c)].width for c in range(1, width + 1))
    sheet.row_dimensions[row].height = round(height(text, room, font) + 6, 1)


def fit(sheet, row):
    """The height that the row needs. A program that reckons it anew may do so (see `save`)."""
    cells = [cell for cell in sheet[row] if cell.value is not None]
    heights = [height(cell.value, sheet.column_dimensions[cell.column_letter].width, cell.font, cell.alignment.indent) for cell in cells]
    sheet.row_dimensions[row].height = round(max(heights) + 4, 1)


def prepare(sheet, columns, above):
    """Column widths, the lines above the table, its head, and how it is shown and printed. Returns the next row."""
    for at, column in enumerate(columns, 1):
        # A style of the whole column: text that the user adds below looks like the rest.
        dimension = sheet.column_dimensions[get_column_letter(at)]
        dimension.width, dimension.font, dimension.alignment = column.width, column.font, column.align
        dimension.number_format = column.form
    row = 1
    for text, font, align in above:
        across(sheet, row, len(columns), text, font, align)
        row += 1
    for at, column in enumerate(columns, 1):
        put(sheet, row, at, column.title, BOLD, MIDDLE, HEAD_FILL)
    sheet.row_dimensions[row].height = 32
    sheet.freeze_panes = sheet.cell(row + 1, 1)
    sheet.print_title_rows = f"{row}:{row}"
    page = sheet.page_setup
    page.paperSize, page.orientation, page.fitToWidth, page.fitToHeight = sheet.PAPERSIZE_A4, "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.6, 0.3, 0.3
    sheet.print_options.horizontalCentered = True
    footer = sheet.oddFooter.center
    footer.text, footer.size, footer.font = "&A, страница &P из &N", 9, f"{FACE},Regular"
    return row + 1


def drop_down(sheet, cells, choices, what):
    menu = DataValidation(type="list", formula1='"' + ",".join(choices) + '"', allow_blank=True, showErrorMessage=True,
                          errorTitle=what, error="Выберите значение из списка: " + ", ".join(choices) + ".")
    menu.add(cells)
    sheet.add_data_validation(menu)


def new_rows(sheet, first, columns, bands=False):
    """Rows that the user adds get lines by themselves; a row with one filled cell shows that it is a direction."""
    last = get_column_letter(len(columns))
    cells, filled = f"A{first}:{last}{LAST_ROW}", f"COUNTA($A{first}:${last}{first})"
    if bands:
        look = DifferentialStyle(font=Font(bold=True), fill=BAND_FILL)
        sheet.conditional_formatting.add(cells, Rule(type="expression", dxf=look, formula=[f"{filled}=1"]))
    sheet.conditional_formatting.add(cells, Rule(type="expression", dxf=DifferentialStyle(border=BOX), formula=[f"{filled}>0"]))


def new_book():
    wb = Workbook()
    wb._named_styles["Normal"].font = DEFAULT_FONT  # the style that widths are counted in; no public way to reach it
    return wb


def save(wb, path, title):
    """Saves with fixed dates, inside and in the archive, so that a second run gives the same bytes.

    Row heights are not marked as set by hand: a row grows when more is typed into it. Only the merged rows keep the mark,
    since their height is not found by itself.
    """
    own = {f"xl/worksheets/sheet{at}.xml": {area.min_row for area in sheet.merged_cells.ranges} for at, sheet in enumerate(wb, 1)}
    wb.properties.creator, wb.properties.title, wb.properties.language = "dorkarta", title, "ru-RU"
    raw = io.BytesIO()
    wb.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2023-02-01T09:00:00Z", data)
            if item.filename in own:
                data = re.sub(rb'<row r="(\d+)"([^>]*) customHeight="1"', lambda m: m[0] if int(m[1]) in own[item.filename]
                              else b'<row r="%s"%s' % (m[1], m[2]), data)
            entry = zipfile.ZipInfo(item.filename, (2023, 2, 1, 9, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(entry, data)
    print(path.relative_to(HERE.parents[1]), path.stat().st_size)


# ---- values ------------------------------------------------------------------------------------

def typed(text):
    """A day as a date of Excel, any other text as it is."""
    return dt.date.fromisoformat(text) if text and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


def number(text):
    """A number as a number of Excel, any other text as it is."""
    if text and re.fullmatch(r"-?\d+([.,]\d+)?", text):
        return float(text.replace(",", ".")) if re.search("[.,]", text) else int(text)
    return text


def roman(n):
    return "".join(["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][n % 10] if n < 10 else "X" + roman(n - 10))


def flat(value, field):
    """A nested value as pairs of a dotted field and a text; a list repeats its field."""
    if isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in flat(inner, f"{field}.{key}" if field else key)]
    if isinstance(value, list):
        return [pair for inner in value for pair in flat(inner, field)]
    return [(field, value)]


# ---- «Реквизиты» ---------------------------------------------------------------------------------

DRAFT = "Без полей «утверждение» на документе будет отметка «ПРОЕКТ»."
BY_HAND = "Если оставить пустым, в документе будет место, чтобы вписать дату от руки."
SAME_AGAIN = "Ещё один пункт: чтобы добавить следующий, повторите поле в новой строке."
# What stands beside a field; «план:» and «мониторинг:» tell apart what differs.
HINTS = {
    "вид": "Обязательно. Что это за документ: план или мониторинг.",
    "план:период": "Обязательно. На какое время составлен план. Можно и так: 2027–2028 годы; 2027/2028 учебный год.",
    "мониторинг:период": "Обязательно. За какое время составлен отчёт.",
    "название": "Обязательно. Полное название, как в заголовке документа.",
    "план": "Обязательно. Файл плана; он лежит в той же папке, что и эта книга.",
    "на дату": "Обязательно. По состоянию на какой день. От этого дня считается, какие сроки прошли.",
    "утверждение.гриф": "Необязательно. Если строки нет, печатается «УТВЕРЖДАЮ».",
    "утверждение.должность": f"Кто утверждает. Новая строка внутри ячейки – Alt+Enter. {DRAFT}",
    "утверждение.имя": "Инициалы и фамилия.",
    "план:утверждение.дата": f"{BY_HAND} Если план утверждён приказом, вместо должности и имени заведите поля "
                             "утверждение.документ («приказом Отдела образования») и утверждение.номер («3-о»).",
    "мониторинг:утверждение.дата": BY_HAND,
    "план:основание": "Необязательно. На основании чего составлен план. Слово «Основание:» программа поставит сама.",
    "мониторинг:основание": "Необязательно. На основании чего составлен отчёт. Слово «Основание:» программа поставит сама.",
    "преамбула": "Необязательно. Вступление. Каждый абзац – в своей строке; поле при этом повторяется.",
    "цель": "Необязательно. Печатается целиком, как набрана.",
    "задачи": "Необязательно. Каждая задача – в своей строке. Слово «Задачи:» и номера программа поставит сама.",
    "исполнители": "Необязательно. Короткое имя: если в таблице ответственный – только «{}», напечатается это полное название.",
    "нумерация": "Номера мероприятий: сквозная (1, 2, 3 …), вложенная (1.1, 1.2, 2.1 …) или как в данных. Выберите из списка.",
    "составитель.имя": "Необязательно. Кто составил документ: печатается внизу последней страницы.",
    "составитель.телефон": "Телефон составителя.",
    "план:подпись.должность": "Необязательно. Подпись под текстом, если она нужна вместо утверждения или вместе с ним.",
    "мониторинг:подпись.должность": "Необязательно. Кто подписывает отчёт.",
    "подпись.имя": "Инициалы и фамилия подписывающего.",
    "оформление.кегль": "Необязательно. Размер букв, например 12.",
    "оформление.ориентация": "Необязательно. Как лежит страница. Выберите из списка.",
    "источники": "Необязательно. Откуда взяты сведения. Каждый источник – в своей строке.",
    "анализ": "Необязательно. Каждый абзац – в своей строке.",
    "выводы": "Необязательно. Если удалить, программа составит выводы сама по цифрам и скажет об этом.",
}
# Fields that the starters offer without a value: a field alone changes nothing. They go after the field named first.
OFFERED = {
    "план": [("составитель.телефон", ["подпись.должность", "подпись.имя", "оформление.кегль", "оформление.ориентация"])],
    "мониторинг": [("утверждение.имя", ["утверждение.дата"])],
}
DROP_IT = "Пояснение: замените значения своими, сохраните книгу и перетащите файл на программу: рядом появится готовый документ PDF."


def hint(kind, field, again):
    if again:
        return SAME_AGAIN
    if field.startswith("исполнители."):
        return HINTS["исполнители"].format(field.split(".", 1)[1])
    return HINTS.get(f"{kind}:{field}") or HINTS[field]


def requisites(wb, data, offered=True, leave_out=()):
    sheet = wb.active
    sheet.title, sheet.sheet_properties.tabColor = "Реквизиты", "7C9CBF"
    kind = data["вид"]
    pairs = [pair for key, value in data.items() if key not in TABLES and key not in leave_out for pair in flat(value, key)]
    for after, fields in OFFERED[kind] if offered else []:
        at = 1 + next(i for i, (field, _) in enumerate(pairs) if field == after)
        pairs[at:at] = [(field, None) for field in fields]
    columns = [Column("Поле", 26, font=BOLD), Column("Значение", 66), Column("Пояснение", 52, font=HINT)]
    row = prepare(sheet, columns, [(f"{DROP_IT} Столбец «Пояснение» программа не читает.", HINT, HINT_LINE)])
    seen = set()
    for field, text in pairs:
        put(sheet, row, 1, field, BOLD, LEFT, FIELD_FILL)
        put(sheet, row, 2, typed(text))
        put(sheet, row, 3, hint(kind, field, field in seen), HINT)
        if field in CHOICES:
            drop_down(sheet, f"B{row}", CHOICES[field], field.capitalize())
        fit(sheet, row)
        seen.add(field)
        row += 1
    new_rows(sheet, row, columns)
    return sheet


# ---- the tables ------------------------------------------------------------------------------------

def table(wb, name, colour, columns, above, rows):
    sheet = wb.create_sheet(name)
    sheet.sheet_properties.tabColor = colour
    first = row = prepare(sheet, columns, above)
    for values in rows:
        if isinstance(values, str):
            across(sheet, row, len(columns), values, BOLD, MIDDLE, BAND_FILL, BOX)
        else:
            for at, (column, value) in enumerate(zip(columns, values, strict=True), 1):
                form = MONTH if isinstance(value, Month) else column.form
                put(sheet, row, at, value, column.font, column.align, form=form)
            fit(sheet, row)
        row += 1
    new_rows(sheet, row, columns, bands=name == "Мероприятия")
    return sheet, first


class Month(dt.date):
    """A month, as Excel keeps it when «Январь 2023» is typed: its first day, shown «янв.23»."""


MONTHS = "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь".split()


def as_excel_takes_it(due):
    """What Excel makes of a due date typed into a cell without a format: a month, a number, or the text."""
    month, _, year = due.partition(" ")
    if month in MONTHS and year.isdigit():
        return Month(int(year), MONTHS.index(month) + 1, 1)
    return number(due)


def activities(data, due, responsible):
    """The rows of «Мероприятия»: a text for a direction, else number, name, due date, responsible and code."""
    count = 0
    for at, direction in enumerate(data["направления"], 1):
        mark = direction.get("обозначение", f"{roman(at)} направление")
        yield mark + ("" if not mark else " " if mark[-1] in ".:" else " – ") + direction["название"]
        for activity in direction["мероприятия"]:
            count += 1
            known = {"название", "срок", "ответственные", "код"}
            assert activity.keys() <= known, f"no column for {activity.keys() - known}"
            yield [count, activity["название"], due(activity["срок"]), responsible(activity["ответственные"]), activity.get("код")]


def spelled_out(data):
    short = data.get("исполнители", {})
    return lambda who: ", ".join(short.get(name, name) for name in (who if isinstance(who, list) else [who]))


HEAD = ["№ п/п", "Наименование мероприятия", "Срок выполнения", "Ответственные исполнители"]


def starter_plan(data):
    wb = new_book()
    requisites(wb, data)
    in_full = spelled_out(data)
    # A short name stands for a whole cell; several in one cell would be printed as typed, so these are spelled out.
    responsible = lambda who: in_full(who) if isinstance(who, list) else who
    # Due dates are kept as text: Excel makes no dates of them, and they are printed as typed.
    columns = [Column(HEAD[0], 7, CENTRE), Column(HEAD[1], 58), Column(HEAD[2], 21, CENTRE, TEXT), Column(HEAD[3], 38),
               Column("Код", 16, form=TEXT, font=HINT)]
    tell = ("Пояснение: одна строка – одно мероприятие. Чтобы начать новое направление, заполните в строке одну ячейку так, "
            "как она должна быть напечатана: «III направление – …».\nМожно добавить столбцы: «Ожидаемый результат», "
            "«Примечание» и любые другие. Столбец «Код» не печатается: по нему мероприятие находит отчёт.")
    table(wb, "Мероприятия", "8DB58E", columns, [(tell, HINT, HINT_LINE)], activities(data, str, responsible))
    save(wb, HERE / "plan.xlsx", "План мероприятий – образец для заполнения")


# The columns of «Исполнение» that tell what became of an activity.
FULFILMENT = {
    "статус": Column("Статус", 20), "дата": Column("Дата исполнения", 13, CENTRE, DAY), "результат": Column("Результат", 29),
    "документ": Column("Документ", 25), "причина": Column("Причина", 25), "новый срок": Column("Новый срок", 21, CENTRE, TEXT),
}


def sheet_of(wb, data, name, colour, fields, tell, value=lambda field, given: typed(given)):
    """The sheet of a list of records: a row for each record, a column for each field."""
    rows = data[name.lower()]
    assert all(row.keys() <= fields.keys() for row in rows), f"no column for a field of «{name}»"
    rows = [[value(field, row.get(field)) for field in fields] for row in rows]
    return table(wb, name, colour, list(fields.values()), [(tell, HINT, HINT_LINE)], rows)


def fulfilment(wb, data, fields, tell):
    def value(field, given):
        # A list of documents stands on one line, a result of several paragraphs on as many.
        if isinstance(given, list):
            return ("\n" if field == "результат" else ", ").join(given)
        return number(given) if field == "мероприятие" else typed(given)

    done, first = sheet_of(wb, data, "Исполнение", "8DB58E", fields, tell, value)
    status = get_column_letter(1 + list(fields).index("статус"))
    drop_down(done, f"{status}{first}:{status}{LAST_ROW}", STATUSES, "Статус")


def rest_of_monitoring(wb, data):
    numbers = {"прошлый год", "план", "факт"}
    sheet_of(wb, data, "Показатели", "D9B66F", {
        "название": Column("Наименование показателя", 48), "единица": Column("Единица измерения", 13, CENTRE),
        "прошлый год": Column("Прошлый год", 12, CENTRE), "план": Column("План", 12, CENTRE), "факт": Column("Факт", 12, CENTRE),
        "пояснение": Column("Пояснение", 44),
    }, "Пояснение: одна строка – один показатель: его значение за прошлый год, план и факт. Долю достигнутого программа посчитает сама.",
             lambda field, given: number(given) if field in numbers else given)

    sheet_of(wb, data, "Рекомендации", "B79CC7", {
        "кому": Column("Кому", 38), "что": Column("Что", 56), "срок": Column("Срок", 21, CENTRE, TEXT),
        "ответственные": Column("Ответственные", 25),
    }, "Пояснение: одна строка – одна рекомендация: кому, что сделать, до какого срока, кто отвечает. Лист можно оставить без записей.")

    sheet_of(wb, data, "Решения", "B79CC7", {
        "что": Column("Что", 78), "срок": Column("Срок", 22, CENTRE, TEXT), "ответственные": Column("Ответственные", 40),
    }, "Пояснение: одна строка – одно решение: что сделать, до какого срока, кто отвечает. Лист можно оставить без записей.")


def starter_monitoring(data):
    wb = new_book()
    requisites(wb, {**data, "план": "plan.xlsx"})
    fulfilment(wb, data, {"мероприятие": Column("Мероприятие", 17, form=TEXT, font=BOLD), **FULFILMENT},
               "Пояснение: в столбце «Мероприятие» – номер, как он напечатан в плане, или код из плана. «Статус» выберите из списка.\n"
               "Выполнено – укажите дату и документ; не выполнено или выполнено частично – причину; перенесено – причину и "
               "новый срок. О чём записи нет, попадёт в отчёт как «срок не наступил», «срок не истек» или «нет данных».")
    rest_of_monitoring(wb, data)
    save(wb, HERE / "monitoring.xlsx", "Мониторинг выполнения плана – образец для заполнения")


def seed_plan(data):
    """As an office types it: full names in every cell, no codes, months and years as Excel takes them, a title above."""
    wb = new_book()
    requisites(wb, data, offered=False, leave_out=["исполнители"])
    columns = [Column(HEAD[0], 7, CENTRE), Column(HEAD[1], 68), Column(HEAD[2], 22, CENTRE), Column(HEAD[3], 43)]
    title = [("План мероприятий («дорожная карта»)", TITLE, MIDDLE),
             ("реализации мер адресной поддержки школ на 2023 год", TITLE, MIDDLE)]
    rows = [row if isinstance(row, str) else row[:4] for row in activities(data, as_excel_takes_it, spelled_out(data))]
    table(wb, "Мероприятия", "8DB58E", columns, title, rows)
    save(wb, INPUT / "plan-2023.xlsx", "План мероприятий («дорожная карта») на 2023 год")


def seed_monitoring(data, plan):
    """Beside each number the name of the activity, as the plan has it."""
    wb = new_book()
    requisites(wb, data, offered=False)
    names = {str(row[0]): row[1] for row in activities(plan, str, str) if not isinstance(row, str)}
    entries = [{**entry, "название": names[entry["мероприятие"]]} for entry in data["исполнение"]]
    columns = {"мероприятие": Column(HEAD[0], 7, CENTRE), "название": Column("Мероприятие", 44), **FULFILMENT,
               "результат": Column("Результат", 48)}
    fulfilment(wb, {"исполнение": entries}, columns,
               "Пояснение: пример – сведения и имена вымышлены, для показа программы. «№ п/п» – номер мероприятия, как он напечатан в плане; "
               "«Статус» выбирается из списка.\nО мероприятиях 4 и 10 записей нет: в отчёте будет «нет данных», если срок "
               "прошёл, иначе «срок не истек».")
    rest_of_monitoring(wb, data)
    save(wb, INPUT / "monitoring-2023.xlsx", "Мониторинг выполнения плана на 2023 год – пример")


def read(path):
    """All scalars as text, as they are typed."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


if __name__ == "__main__":
    starter_plan(read(HERE / "plan.yaml"))
    starter_monitoring(read(HERE / "monitoring.yaml"))
    seed_plan(read(INPUT / "plan-2023.yaml"))
    seed_monitoring(read(INPUT / "monitoring-2023.yaml"), read(INPUT / "plan-2023.yaml"))
