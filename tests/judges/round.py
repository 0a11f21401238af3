#!/usr/bin/env python3
"""What people do with workbooks in a round of forms, done by openpyxl.

usage: round.py plan PLAN.xlsx                  a plan
       round.py fill FORMS FILLED               forms filled in by four bodies
       round.py late FORMS FILLED               a late form
       round.py choose CONFLICTS.xlsx           chooses in a workbook of disagreements
       round.py correct MONITORING.xlsx         corrects an entry by hand
       round.py said MONITORING.xlsx NUMBER TEXT …   whether entries say this: status|date|result|document|cause|new due date
"""

import datetime
import sys
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment

FIELDS = ["статус", "дата", "результат", "документ", "причина", "новый срок"]
HEAD = 7


def plan(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Реквизиты"
    for row in [
        ("вид", "план"), ("период", "2027 год"), ("название", "План мероприятий («дорожная карта») на 2027 год"),
        ("исполнители.типография", "Типография «Слово»"),
    ]:
        sheet.append(row)
    table = book.create_sheet("Мероприятия")
    for row in [
        ("№ п/п", "Мероприятие", "Срок", "Ответственные"),
        (1, "Анализ результатов", "март 2027", "Отдел образования"),
        (2, "Актуализация паспортов школ", "до 1 апреля 2027 г.", "руководители школ"),
        (3, "Собрания родителей", "май 2027", "руководители школ"),
        (4, "Вебинар", "октябрь 2027", "МКУ «Центр сопровождения»"),
        (5, "Издание сборника", "декабрь 2027", "Отдел образования, Типография «Слово»"),
    ]:
        table.append(row)
    book.save(path)


def filled(form, target, by, answers, comment=None):
    book = openpyxl.load_workbook(form)
    sheet = book["Исполнение"]
    sheet["C4"] = by
    rows = {str(sheet.cell(row, 1).value): row for row in range(HEAD + 1, sheet.max_row + 1)}
    for number, values in answers.items():
        for field, value in values.items():
            sheet.cell(rows[number], 5 + FIELDS.index(field)).value = value
    if comment:
        sheet.cell(rows[comment[0]], 5).comment = Comment(comment[1], by)
    target.parent.mkdir(exist_ok=True)
    book.save(target)


def day(month, number):
    return datetime.date(2027, month, number)


def fill(forms, to):
    forms, to = Path(forms), Path(to)
    filled(forms / "план-руководители-школ.xlsx", to / "СОШ № 4.xlsx", "Иванова А.П., 2-22-33", {
        "2": {"статус": "Выполнен", "дата": day(3, 12), "результат": "Паспорт обновлён"},
        "3": {"статус": "проведено", "дата": day(5, 20), "документ": "Протокол № 3"},
    }, comment=("2", "Уточнить у директора"))
    filled(forms / "план-руководители-школ.xlsx", to / "Заречная СОШ.xlsx", "Сидоров К.К.", {
        "2": {"статус": "сделано", "дата": day(3, 26), "результат": "Паспорт на сайте"},
        "3": {"статус": "не проведено", "причина": "Карантин"},
    }, comment=("3", "До конца мая"))
    filled(forms / "план-Центр-сопровождения.xlsx", to / "центр.xlsx", "Кузнецова О.О.", {
        "4": {"статус": "Перенесён", "причина": "Нет ведущего", "новый срок": "ноябрь 2027"},
    })
    filled(forms / "план-Отдел-образования.xlsx", to / "отдел.xlsx", "Петров П.П.", {
        "1": {"статус": "выполнено", "дата": day(3, 20), "документ": "Справка № 4"},
    })


def late(forms, to):
    filled(Path(forms) / "план-Центр-сопровождения.xlsx", Path(to) / "центр исправлено.xlsx", "Кузнецова О.О.", {
        "4": {"статус": "выполнено", "дата": day(10, 14), "документ": "Справка № 10"},
    })


def choose(path):
    wanted = {
        ("2", "дата"): ("Выбор", "сумма"),
        ("2", "результат"): ("Выбор", "СОШ № 4.ods"),
        ("3", "статус"): ("Выбор", "сумма"),
        ("3", "результат"): ("Свои слова", "Собрания прошли в одной школе из двух"),
    }
    book = openpyxl.load_workbook(path)
    sheet = book["Расхождения"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Выбор" for cell in row))
    columns = {cell.value: cell.column for cell in head}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        asked = (str(sheet.cell(row, columns["№"]).value), sheet.cell(row, columns["О чём"]).value)
        if asked in wanted:
            column, words = wanted.pop(asked)
            sheet.cell(row, columns[column]).value = words
    book.save(path)
    return wanted


def entries(path):
    book = openpyxl.load_workbook(path)
    sheet = book["Исполнение"]
    titles = [cell.value for cell in sheet[1]]
    return book, {str(row[0].value): row for row in sheet.iter_rows(min_row=2)}, titles


def correct(path):
    book, rows, titles = entries(path)
    row = rows["1"]
    for title, value in {"Статус": "не выполнено", "Документ": None, "Причина": "Справка не принята"}.items():
        row[titles.index(title)].value = value
    book.save(path)


def said(path, *expected):
    _, rows, titles = entries(path)

    def text(value):
        return value.strftime("%d.%m.%Y") if isinstance(value, datetime.datetime) else str(value or "")

    first = titles.index("Статус")
    wrong = []
    for number, wanted in zip(expected[::2], expected[1::2]):
        found = "|".join(text(cell.value) for cell in rows[number][first : first + len(FIELDS)]) if number in rows else None
        if found != wanted:
            wrong.append(f"FAIL {number}: {found}, not {wanted}")
    return wrong


if __name__ == "__main__":
    command, *words = sys.argv[1:] or [""]
    known = {"plan": plan, "fill": fill, "late": late, "choose": choose, "correct": correct, "said": said}
    if command not in known:
        sys.exit(__doc__)
    wrong = known[command](*words)
    if wrong:
        print(wrong if isinstance(wrong, dict) else "\n".join(wrong))
        sys.exit(1)
