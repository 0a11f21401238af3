#!/usr/bin/env bash
# A whole round with openpyxl and LibreOffice for schools and office: plan, forms out, filled in and saved by either, collected from a
# folder, disagreements settled in the workbook, a correction by hand, a late form, the report.
# usage: tests/judges/round.sh DORKARTA WORKDIR
# Leaves its workbooks there: the guide has pictures of them (docs/packaging/pictures.py).
# Needs soffice with Calc, python3 with openpyxl, pdftotext.
set -euo pipefail

dorkarta=$(realpath "$1") dir=$2
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$dir"
mkdir -p "$dir"
cd "$dir"

office() { # ENDING FOLDER FILE…
    # A profile of its own: a running LibreOffice would otherwise take the order and do nothing.
    soffice -env:UserInstallation="file://$PWD/profile" --headless --convert-to "$1" --outdir "$2" "${@:3}" \
        </dev/null >office.log 2>&1
}
round() { python3 "$here/round.py" "$@"; }
fail() { echo "FAIL $*"; exit 1; }
collect() { # WORDS…
    "$dorkarta" collect план.xlsx "$@" -o мониторинг.xlsx --date 15.10.2027 >collected.txt 2>collected.log \
        || { cat collected.log; fail "collect $*"; }
}
told() { # WORDS
    grep -qF "$1" collected.log || { cat collected.log; fail "not told: $1"; }
}

round plan план.xlsx
"$dorkarta" form план.xlsx --each -o формы --date 15.10.2027 >forms.txt
(( $(wc -l <forms.txt) == 4 )) || fail "$(cat forms.txt)"
# Filled in by openpyxl, saved again by LibreOffice as three kinds of workbooks.
mkdir вернулись
round fill формы заполнены
office ods вернулись "заполнены/СОШ № 4.xlsx"
office xls вернулись "заполнены/Заречная СОШ.xlsx"
office xlsx вернулись заполнены/центр.xlsx
cp заполнены/отдел.xlsx вернулись/

collect вернулись --conflicts расхождения.xlsx --progress ход.xlsx
told 'о мероприятии 2 сказано разное (дата)'
(( $(grep -cF 'к ячейке есть примечание; оно не взято' collected.log) == 2 )) || { cat collected.log; fail "notes"; }
round said мониторинг.xlsx 1 'выполнено|20.03.2027||Справка № 4||' 4 'перенесено||||Нет ведущего|ноябрь 2027'
echo "PASS forms saved by LibreOffice are collected"
cp расхождения.xlsx до.xlsx

round choose расхождения.xlsx
office ods . расхождения.xlsx
collect вернулись --answers расхождения.ods --conflicts расхождения-2.xlsx
round said мониторинг.xlsx 2 'выполнено|26.03.2027|Паспорт обновлён|||' \
    3 'выполнено частично|20.05.2027|Собрания прошли в одной школе из двух|СОШ № 4: Протокол № 3|Заречная СОШ: Карантин|'
echo "PASS what was chosen in a workbook of disagreements saved by LibreOffice is taken"

# Corrected by hand in LibreOffice's copy, and the same forms once more.
office ods . мониторинг.xlsx
office xlsx . мониторинг.ods
round correct мониторинг.xlsx
collect вернулись --answers расхождения.ods
told 'в мониторинге это исправлено на «не выполнено», а форма с тех пор прежняя'
round said мониторинг.xlsx 1 'не выполнено|20.03.2027|||Справка не принята|'
echo "PASS a correction by hand stays"

# A late form of the same body under another name.
mkdir поздние
round late формы заполнены
office ods поздние "заполнены/центр исправлено.xlsx"
collect поздние --progress ход-2.xlsx
told 'прежнее значение «перенесено» (мероприятие 4, статус) заменено'
round said мониторинг.xlsx 4 'выполнено|14.10.2027||Справка № 10||' 1 'не выполнено|20.03.2027|||Справка не принята|'
"$dorkarta" report мониторинг.xlsx -o отчет.pdf >/dev/null 2>&1
pdftotext -raw отчет.pdf отчет.txt
for words in 'Справка не принята' 'Собрания прошли' 'Протокол № 3' 'Справка № 10'; do
    tr -s '[:space:]' ' ' <отчет.txt | grep -qF "$words" || fail "the report lacks «$words»"
done
! find . -name '*.yaml' | grep .
echo "PASS a late form replaces the former one, and the report says it all"
