"""The page in a real browser: Chromium, driven by playwright, looked at by axe-core.

usage: window.py DORKARTA WORKDIR AXE   (the file axe.min.js)

Needs chromium, python3 with playwright and openpyxl. Leaves pictures of the page in WORKDIR.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
from playwright.sync_api import sync_playwright

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "<img src=x onerror=alert(1)>&amp;'\".yaml"
ACTIONS = {
    "Сделать план": "Сделать", "Сделать отчёт": "Сделать", "Проверить": "Проверить", "Формы исполнителям": "Сделать",
    "Собрать ответы": "Собрать", "Копия для Word": "Сделать",
    "Сравнить редакции": "Сравнить", "Сроки": "Показать", "Комплект": "Сделать", "Подписать": "Подписать",
}


class Program:
    """The program while it serves a folder."""

    def __init__(self, dorkarta, folder, settings):
        environment = os.environ | {"XDG_CONFIG_HOME": str(settings)}
        command = [dorkarta, "window", str(folder), "--no-open"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        self.address = self.process.stdout.readline().strip()

    def ends(self):
        return self.process.wait(timeout=30) == 0


def check(holds, what):
    if not holds:
        raise AssertionError(what)


def until(holds, what, seconds=20):
    begun = time.monotonic()
    while not holds():
        check(time.monotonic() - begun < seconds, f"not yet: {what}")
        time.sleep(0.02)
    return time.monotonic() - begun


def file_button(page, name):
    return page.get_by_role("region", name="Файлы").get_by_role("button").filter(has_text=name)


def judge_by_axe(page, axe, state):
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    serious = [f"{it['id']}: {it['help']}: {it['nodes'][0]['html']}" for it in found
               if it["impact"] in ("serious", "critical")]
    check(not serious, f"axe, {state}: {serious}")


def empty_folder(browser, dorkarta, work, axe):
    folder = work / "пустая"
    folder.mkdir()
    program = Program(dorkarta, folder, work)
    page = browser.page(program.address)
    page.get_by_text("В этой папке ещё нет плана").wait_for()
    browser.look(page, "1-empty")
    judge_by_axe(page, axe, "empty folder")
    page.set_input_files("#chosen", ROOT / "input/plan-2023.xlsx")
    file_button(page, "plan-2023.xlsx").wait_for()
    check((folder / "plan-2023.xlsx").read_bytes() == (ROOT / "input/plan-2023.xlsx").read_bytes(), "copied as it is")
    page.locator("#pages img").first.wait_for()
    page.get_by_role("button", name="Завершить работу").click()
    check(program.ends(), "it ends well")
    page.get_by_text("Работа завершена").wait_for()
    print("PASS an empty folder, a file added, the end")


def work_of_a_day(browser, dorkarta, work, axe):
    folder = work / "Планы <b>2027"
    folder.mkdir()
    workbook = folder / "план.xlsx"
    shutil.copy(ROOT / "templates/starter/plan.xlsx", workbook)
    shutil.copy(ROOT / "input/plan-2023.yaml", folder)
    shutil.copy(ROOT / "input/monitoring-2023.yaml", folder)
    (folder / HOSTILE).write_text("вид: план\nназвание: <script>alert(2)</script>\n", encoding="utf-8")
    program = Program(dorkarta, folder, work)
    page = browser.page(program.address)
    check(page.get_by_role("heading", level=1).inner_text() == "Доркарта – Планы <b>2027", "the heading")
    file_button(page, HOSTILE).wait_for()
    file_button(page, "план.xlsx").click()
    page.get_by_role("img", name="Страница 1 из").wait_for()
    browser.look(page, "2-plan")

    # A fault in a cell: its place, and the old pages. Saved as Excel does, by another file in its place.
    good = workbook.read_bytes()
    book = openpyxl.load_workbook(workbook)
    book["Мероприятия"]["B4"] = None
    book.save(folder / "~$новый.xlsx")
    os.replace(folder / "~$новый.xlsx", workbook)
    messages = page.get_by_role("region", name="Замечания").get_by_role("button")
    fault = messages.filter(has_text="Ошибка:").first
    fault.wait_for()
    check("Мероприятия!" in fault.inner_text(), fault.inner_text())
    page.get_by_text("прежние страницы").wait_for()
    fault.click()
    place = page.get_by_role("region", name="Место")
    place.locator('mark[aria-current="true"]').wait_for()
    check(place.get_by_role("button", name="Скопировать адрес").is_visible(), "its address can be copied")
    browser.look(page, "3-fault")
    judge_by_axe(page, axe, "a fault and its place")

    # Mended: other pages, without a reload, where the reader was.
    page.evaluate("document.querySelector('.pages').scrollTo({ top: 300, behavior: 'instant' })")
    where = "document.querySelector('#pages img').getBoundingClientRect().top"
    stood = page.evaluate(where)
    page.evaluate("window.isTheSamePage = true")
    before = page.locator("#pages img").first.get_attribute("src")
    workbook.write_bytes(good)
    took = until(lambda: page.locator("#pages img").first.get_attribute("src") != before, "new pages")
    check(took < 5, f"a save is seen after {took:.1f} s")
    until(lambda: not page.get_by_text("прежние страницы").is_visible(), "no old pages")
    check(page.evaluate("window.isTheSamePage"), "the page was not loaded again")
    check(abs(page.evaluate(where) - stood) < 5, f"the pages stay where they were: {stood}, {page.evaluate(where)}")
    check(page.get_by_role("status").inner_text().startswith("Обновлено: 2 страницы"), "the status line")

    # A row of the page leads to its cell.
    middle = page.evaluate("(rows[0][0][0] + rows[0][0][1]) / 2 * document.querySelector('#pages img').clientHeight")
    page.locator("#pages img").first.click(position={"x": 300, "y": middle})
    page.locator("#address").wait_for()
    check(page.locator("#address").inner_text().startswith("Мероприятия!"), page.locator("#address").inner_text())
    page.locator("summary").click()
    page.get_by_role("region", name="Прочитано").get_by_role("cell").first.wait_for()
    judge_by_axe(page, axe, "what was read")

    # Every dialog by keyboard alone.
    for name, verb in ACTIONS.items():
        button = page.get_by_role("button", name=name, exact=True)
        button.focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name=name)
        dialog.wait_for()
        check(page.evaluate("document.activeElement.closest('dialog') !== null"), f"{name}: focus inside")
        check(dialog.get_by_role("button", name=verb, exact=True).count() == 1, f"{name}: {verb}")
        judge_by_axe(page, axe, name)
        page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")
        check(page.evaluate("document.activeElement.textContent") == name, f"{name}: focus given back")
    page.get_by_role("button", name="Сделать план").click()
    page.get_by_role("dialog", name="Сделать план").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_text("Готово: output/план.pdf").wait_for()
    browser.look(page, "4-made")
    page.keyboard.press("Escape")
    made = page.get_by_role("region", name="Готово")
    check(made.get_by_role("button", name="Открыть").count() == 1, "what was made is listed")
    same = subprocess.run([dorkarta, "plan", "план.xlsx", "-o", work / "same.pdf"], cwd=folder, stdout=subprocess.PIPE)
    check(same.returncode == 0, "the command makes it")
    check((folder / "output/план.pdf").read_bytes() == (work / "same.pdf").read_bytes(), "the same bytes")

    # Text of data is never markup.
    file_button(page, HOSTILE).click()
    page.get_by_role("region", name="Замечания").get_by_text("Ошибка:").first.wait_for()
    check(page.locator("img[onerror], main script").count() == 0, "no markup of data")

    # Twice as large.
    page.set_viewport_size({"width": 683, "height": 384})
    page.wait_for_timeout(300)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check(wide <= 0, f"at 200 % nothing runs out at the side: {wide}")
    browser.look(page, "5-large")
    page.get_by_role("button", name="Завершить работу").click()
    check(program.ends(), "it ends well")
    print("PASS a day's work: faults, places, live pages, dialogs by keyboard, hostile names, 200 %")


class Browser:
    def __init__(self, browser, work):
        self.browser, self.work, self.console = browser, work, []

    def page(self, address):
        page = self.browser.new_page(viewport={"width": 1366, "height": 768})
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.goto(address)
        return page

    def look(self, page, name):
        page.wait_for_timeout(400)
        page.screenshot(path=self.work / f"{name}.png")


def main():
    dorkarta, work, axe = Path(sys.argv[1]).resolve(), Path(sys.argv[2]), Path(sys.argv[3]).read_text(encoding="utf-8")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    work = work.resolve()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        browser = Browser(chromium, work)
        empty_folder(browser, dorkarta, work, axe)
        work_of_a_day(browser, dorkarta, work, axe)
        # What the browser says of a connection that ends with the program is no fault of the page.
        console = [line for line in browser.console if "ERR_" not in line]
        check(not console, f"the console: {console}")
        chromium.close()


main()
