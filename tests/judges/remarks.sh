#!/usr/bin/env bash
# Workbooks of remarks on all samples and cases: judged by openpyxl, opened and saved by LibreOffice.
# usage: tests/judges/remarks.sh DORKARTA WORKDIR
# Needs soffice with Calc, pdftotext, faketime, python3 with openpyxl.
set -euo pipefail

dorkarta=$1 dir=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
rm -rf "$dir"
mkdir -p "$dir/office"

books=()
for file in "$root"/input/*.{yaml,xlsx} "$root"/tests/cases/workbooks/*.{xlsx,xls,xlsb,ods}; do
    book=$dir/$(basename "$file").xlsx
    code=0
    "$dorkarta" check "$file" --xlsx "$book" --quiet >/dev/null 2>&1 || code=$?
    (( code < 2 )) || { echo "FAIL $file: exit $code"; exit 1; }
    books+=("$book")
done
python3 "$here/remarks.py" "${books[@]}" > "$dir/openpyxl.log" || { grep -v ^PASS "$dir/openpyxl.log"; exit 1; }
echo "PASS openpyxl, ${#books[@]} workbooks"

office() { # ENDING FILE
    # A profile of its own: a running LibreOffice would otherwise take the order and do nothing.
    soffice -env:UserInstallation="file://$(realpath "$dir")/profile" --headless --convert-to "$1" \
        --outdir "$dir/office" "$2" </dev/null >"$dir/office.log" 2>&1
    local made
    made=$dir/office/$(basename "$2" .xlsx).$1
    [[ -s $made ]] || { echo "LibreOffice made no .$1:"; cat "$dir/office.log"; return 1; }
}

# What is printed: the list, and the text of the copies.
for book in plan-2023.xlsx plan-2023.yaml errors.xlsx; do
    office pdf "$dir/$book.xlsx"
    pdftotext -layout "$dir/office/$book.pdf" "$dir/office/$book.txt"
    for words in "Замечания к файлу $book" 'Что не так' "Копия: $book"; do
        grep -q "$words" "$dir/office/$book.txt" || { echo "FAIL LibreOffice prints no «$words»"; exit 1; }
    done
done
echo "PASS LibreOffice prints them"

# Saved again by another program, it is still known and replaced, in another year by the same bytes.
plan=$root/input/plan-2023.yaml own=$dir/plan-2023.yaml.xlsx
office xlsx "$own"
python3 "$here/workbook.py" resave "$own" "$dir/office/openpyxl.xlsx"
for saved in "$dir/office/plan-2023.yaml.xlsx" "$dir/office/openpyxl.xlsx"; do
    faketime '2031-12-31 23:59:58' "$dorkarta" check "$plan" --xlsx "$saved" --quiet >/dev/null
    cmp "$own" "$saved"
done
echo "PASS replaced when saved by LibreOffice or openpyxl"
