#!/usr/bin/env bash
# Forms of all sample plans: judged by openpyxl, filled in, edited by openpyxl and LibreOffice, collected again.
# usage: tests/judges/forms.sh DORKARTA WORKDIR
# Needs soffice with Calc, faketime, python3 with openpyxl.
set -euo pipefail

dorkarta=$1 dir=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
rm -rf "$dir"
mkdir -p "$dir"

forms=()
for plan in "$root"/input/plan*.{yaml,xlsx}; do
    form=$dir/$(basename "$plan").form.xlsx
    "$dorkarta" form "$plan" -o "$form" >/dev/null
    # The same bytes in another year.
    faketime '2031-12-31 23:59:58' "$dorkarta" form "$plan" -o "$dir/again.xlsx" >/dev/null
    cmp "$form" "$dir/again.xlsx"
    forms+=("$form")
done
python3 "$here/forms.py" look "${forms[@]}"
echo "PASS openpyxl, ${#forms[@]} forms"

plan=$root/input/plan-2023.yaml filled=$dir/filled.xlsx
python3 "$here/forms.py" fill "$dir/plan-2023.yaml.form.xlsx" "$filled"
collect() { # FORM MONITORING
    "$dorkarta" collect "$plan" "$1" -o "$2" --date 2023-11-20 --messages short >/dev/null 2>"$2.log"
    # Nothing but rows without a status may be remarked.
    ! grep -v W685 "$2.log"
}
collect "$filled" "$dir/filled.yaml"
python3 "$here/forms.py" said "$dir/filled.yaml" "$filled.txt"
python3 "$here/forms.py" bare "$dir/filled.yaml" > "$dir/expected.txt"
echo "PASS every cell is in the monitoring"

compare() { # FORM
    local made
    made=$dir/$(basename "$1").yaml
    rm -f "$made"
    collect "$1" "$made"
    python3 "$here/forms.py" bare "$made" | cmp - "$dir/expected.txt" || { echo "FAIL $1"; exit 1; }
}
mkdir -p "$dir/edited"
python3 "$here/forms.py" edit "$filled" "$dir/edited"
edited=("$dir"/edited/*.xlsx)
for form in "${edited[@]}"; do compare "$form"; done
echo "PASS ${#edited[@]} edits by openpyxl"

office() { # ENDING FORM…: into WORKDIR/ENDING
    # A profile of its own: a running LibreOffice would otherwise take the order and do nothing.
    soffice -env:UserInstallation="file://$(realpath "$dir")/profile" --headless --convert-to "$1" \
        --outdir "$dir/$1" "${@:2}" </dev/null >"$dir/office.log" 2>&1
}
office ods "$filled" "${edited[@]}"
office xls "$filled" "${edited[@]}"
mkdir -p "$dir/back"
for kind in ods xls; do
    count=0
    for form in "$dir/$kind"/*."$kind"; do
        compare "$form"
        count=$((count + 1))
    done
    (( count == ${#edited[@]} + 1 )) || { cat "$dir/office.log"; exit 1; }
    echo "PASS $count forms as .$kind by LibreOffice"
done
# And back again.
office xlsx "$dir/ods/filled.ods"
compare "$dir/xlsx/filled.xlsx"
# A form that another program saved is known as one that is filled in, and not replaced.
code=0
"$dorkarta" form "$plan" -o "$dir/xlsx/filled.xlsx" >/dev/null 2>&1 || code=$?
(( code == 3 )) || { echo "FAIL a filled form was replaced"; exit 1; }
"$dorkarta" report "$plan" "$dir/xls/filled.xls" --date 2023-11-20 -o "$dir/report.pdf" --quiet >/dev/null
echo "PASS a report from a form"
