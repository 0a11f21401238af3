"""Makes the pictures of the guide and of the README, from what the program makes of samples.

    pictures.py DORKARTA [WORKDIR]

They are written over those in docs/pictures; look at each before it is taken in. Needs the packages openpyxl, pillow and
playwright, chromium, soffice with Writer and Calc, and pdftoppm.
"""

import datetime
import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from PIL import Image, ImageChops, ImageOps
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = ROOT / "docs" / "pictures"
JUDGES = ROOT / "tests" / "judges"
PLAN, MONITORING = ROOT / "input/plan-2023.yaml", ROOT / "input/monitoring-2023.yaml"
PACKET, WORD = ROOT / "input/plan-work-2026.yaml", ROOT / "tests/cases/word/gia.docx"
# Points an inch of a page of a document, and of a sheet, whose letters are small.
PAGE, SHEET = 72, 110


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    # 1: the program had remarks.
    if done.returncode not in (0, 1):
        sys.exit(f"{command}\n{done.stdout}{done.stderr}")
    return done.stdout


def kept(image, name):
    image.quantize(64).save(PICTURES / f"{name}.png", optimize=True)


def page(pdf, name, share=1.0, resolution=PAGE):
    """The upper share of the first page, in a frame: paper is as white as what is behind it."""
    picture = pdf.with_suffix(".png")
    run("pdftoppm", "-r", resolution, "-png", "-singlefile", pdf, picture.with_suffix(""))
    image = Image.open(picture).convert("RGB")
    image = image.crop((0, 0, image.width, round(image.height * share)))
    kept(ImageOps.expand(image, 1, "#999"), name)


class Office:
    """LibreOffice, with a profile of its own: a running one would otherwise take the order and do nothing."""

    def __init__(self, work):
        self.work, self.profile = work, f"-env:UserInstallation=file://{work}/profile"

    def pdf(self, file):
        run("soffice", self.profile, "--headless", "--convert-to", "pdf", "--outdir", self.work, file)
        return self.work / f"{file.stem}.pdf"

    def sheet(self, workbook, name, height=None):
        """The first page of a workbook without its margins, or so many rows of pixels of it."""
        pdf = self.pdf(workbook)
        run("pdftoppm", "-r", SHEET, "-png", "-singlefile", pdf, pdf.with_suffix(""))
        image = Image.open(pdf.with_suffix(".png")).convert("RGB")
        # Without the number of the page.
        image = image.crop((0, 0, image.width, image.height * 9 // 10))
        left, top, right, bottom = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
        image = image.crop((max(left - 6, 0), max(top - 6, 0), right + 6, bottom + 6))
        kept(image.crop((0, 0, image.width, height)) if height else image, name)


def forms(dorkarta, work, office):
    """A form that holds what is known, and one that somebody began to fill in."""
    known, begun = work / "известное.xlsx", work / "начатая.xlsx"
    run(dorkarta, "form", MONITORING, "-o", known)
    office.sheet(known, "form", 700)
    run(dorkarta, "form", PLAN, "-o", begun, "--date", "20.11.2023")
    book = openpyxl.load_workbook(begun)
    sheet = book["Исполнение"]
    sheet["C4"] = "Смирнова Ольга Петровна, 8 (00000) 0-00-00"
    head = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("№"))
    columns = {cell.value: cell.column for cell in sheet[head]}
    rows = {str(cell.value): cell.row for cell in sheet["A"][head:]}
    for number, values in {
        "1": {"Статус": "выполнено", "Дата исполнения": datetime.date(2023, 1, 27),
              "Результат": "Проведён анализ, итоги рассмотрены на совещании", "Документ": "Справка от 27.01.2023 № 4"},
        "2": {"Статус": "выполнено", "Результат": "Концепция доработана"},
        "3": {"Статус": "перенесено", "Причина": "Школа на карантине"},
        "4": {"Результат": "Список уточнён"},
        "5": {"Статус": "не выполнено"},
    }.items():
        for title, value in values.items():
            sheet.cell(rows[number], columns[title]).value = value
    # The last column is for the screen alone.
    sheet.print_area = f"A1:{openpyxl.utils.get_column_letter(columns['Не хватает'])}{sheet.max_row}"
    book.save(begun)
    office.sheet(begun, "form-hints", 640)


def round_of_forms(dorkarta, work, office):
    """A form that came back, the questions, who has answered: from the round that is judged."""
    folder = work / "круг"
    run(JUDGES / "round.sh", dorkarta, folder)
    office.sheet(folder / "заполнены/СОШ № 4.xlsx", "round-form")
    office.sheet(folder / "до.xlsx", "round-conflicts")
    office.sheet(folder / "ход.xlsx", "round-progress")


def packet(dorkarta, work):
    folder = work / "комплект"
    run(dorkarta, "packet", PACKET, "-o", folder)
    page(folder / "приказ.pdf", "packet-order", 0.98)
    page(folder / "план.pdf", "packet-plan", 0.75)
    page(folder / "лист-согласования.pdf", "packet-agreement", 0.36)
    page(folder / "лист-ознакомления.pdf", "packet-acquaintance", 0.36)
    page(sorted((folder / "выписки").glob("*.pdf"))[0], "packet-extract", 0.54)


def word(dorkarta, work, office, browser):
    """A plan as it was typed, what was made of it, and what was understood."""
    page(office.pdf(WORD), "word-typed", 0.66)
    made = work / "сделано.pdf"
    run(dorkarta, "plan", WORD, "-o", made)
    page(made, "word-made", 0.78)
    lines = run(dorkarta, "check", WORD, "--account").splitlines()
    # From where the table is told of to the third of its rows.
    text = html.escape("\n".join(lines[:26]))
    shown = browser.new_page(viewport={"width": 900, "height": 600})
    shown.set_content(f'<pre style="margin:12px;display:inline-block;font:13px/18px DejaVu Sans Mono">{text}</pre>')
    target = work / "ячейки.png"
    shown.locator("pre").screenshot(path=target)
    kept(ImageOps.expand(Image.open(target).convert("RGB"), 12, "white"), "word-account")


def main():
    dorkarta = Path(sys.argv[1]).resolve()
    work = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()).resolve()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    office = Office(work)
    plan = work / "план-2023.pdf"
    run(dorkarta, "plan", PLAN, "-o", plan)
    page(plan, "plan-2023", resolution=96)
    forms(dorkarta, work, office)
    round_of_forms(dorkarta, work, office)
    packet(dorkarta, work)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        word(dorkarta, work, office, browser)
        browser.close()
    run(sys.executable, JUDGES / "window.py", dorkarta, work / "окно", "--pictures", PICTURES)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main()
