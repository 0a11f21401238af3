#!/usr/bin/env bash
# Workbooks saved by other programs must give the text that the YAML file gives.
# usage: tests/judges/roundtrip.sh DORKARTA PLAN.yaml PLAN.xlsx WORKDIR
# Needs soffice with Calc, pdftotext, python3 with openpyxl.
set -euo pipefail

dorkarta=$1 yaml=$2 xlsx=$3 dir=$4
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$dir"

# The text of the document, without the soft hyphens that may stand at line ends.
text() {
    "$dorkarta" plan "$1" -o "$dir/$2.pdf" >/dev/null && pdftotext "$dir/$2.pdf" - | sed 's/\xc2\xad//g' > "$dir/$2.txt"
}

office() { # ENDING
    # A profile of its own: a running LibreOffice would otherwise take the order and do nothing.
    soffice -env:UserInstallation="file://$(cd "$dir" && pwd)/profile" --headless --convert-to "$1" \
        --outdir "$dir/office" "$xlsx" </dev/null >"$dir/office.log" 2>&1
    local made
    made=$dir/office/$(basename "$xlsx" .xlsx).$1
    [[ -s $made ]] || { echo "LibreOffice made no .$1:"; cat "$dir/office.log"; return 1; }
}

rm -rf "$dir/office"
stem=$(basename "$xlsx" .xlsx)
text "$yaml" yaml || { echo "FAIL no document from $yaml"; exit 1; }
office ods
office xls
office xlsx
python3 "$here/workbook.py" resave "$xlsx" "$dir/openpyxl.xlsx"

bad=0
for pair in "as it is:$xlsx" "LibreOffice .ods:$dir/office/$stem.ods" "LibreOffice .xls:$dir/office/$stem.xls" \
    "LibreOffice .xlsx:$dir/office/$stem.xlsx" "openpyxl .xlsx:$dir/openpyxl.xlsx"; do
    name=${pair%%:*} file=${pair#*:}
    if ! text "$file" workbook; then
        echo "FAIL $name: no document"; bad=1
    elif ! diff "$dir/yaml.txt" "$dir/workbook.txt" > "$dir/diff.txt"; then
        echo "FAIL $name: the text differs from that of $yaml"; head -20 "$dir/diff.txt"; bad=1
    else
        echo "PASS $name"
    fi
done
exit $bad
