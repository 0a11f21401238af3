#!/usr/bin/env bash
# Documents for Word: valid by the Open XML SDK; the same bytes in another year; in LibreOffice the words of the view, in
# their order; what they are known by outlives LibreOffice; what somebody changes in a copy there is found, and nothing else;
# accepting and rejecting all changes of a redline there gives the new and the old edition.
# usage: tests/judges/word.sh DORKARTA NODE_MODULES WORKDIR
# Needs node, soffice with Writer, python3-uno, pdftotext, faketime.
set -euo pipefail

dorkarta=$1 modules=$2 dir=$3
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
rm -rf "$dir"
mkdir -p "$dir/lo" "$dir/saved"
# The Python that LibreOffice's module is made for.
office() { /usr/bin/python3 "$here/word/office.py" "$dir/profile" "$@"; }
look() { python3 "$here/word/look.py" "$@"; }

documents=()
# `made NAME WORDS…`: the document, again in another year, and its view.
made() {
    local made=$dir/$1.docx again=$dir/again.docx
    expect "$dorkarta" "${@:2}" --quiet -o "$made"
    (cd / && TZ=Asia/Kamchatka LC_ALL=C expect faketime '2031-12-31 23:59:58' "$dorkarta" "${@:2}" --quiet -o "$again")
    cmp "$made" "$again"
    documents+=("$made")
}
# `diff` ends with 1 where there are differences.
expect() {
    local code=0
    "$@" </dev/null >/dev/null || code=$?
    (( code <= 1 )) || { echo "FAIL $*: exit $code"; return 1; }
}
view() { # NAME WORDS…
    expect "$dorkarta" "${@:2}" --quiet --format view -o "$dir/$1.json"
}

for input in "$root"/input/plan*.{yaml,xlsx}; do
    input=$(realpath "$input") name=$(basename "$input")
    made "$name" plan "$input" --format docx
    view "$name" plan "$input"
done
for input in "$root"/input/monitoring*.{yaml,xlsx}; do
    input=$(realpath "$input") name=$(basename "$input")
    made "$name" report "$input" --format docx
    view "$name" report "$input"
done
for input in "$root"/input/summary-*.yaml; do
    input=$(realpath "$input") name=$(basename "$input")
    made "$name" summary "$input" --format docx
    view "$name" summary "$input"
done
pairs=("$root/input/plan-2023.yaml $root/tests/cases/plan-2023-second-edition.yaml")
pairs+=("$root/tests/cases/word/old.yaml $root/tests/cases/word/new.yaml")
for at in "${!pairs[@]}"; do
    read -r old new <<<"${pairs[at]}"
    old=$(realpath "$old") new=$(realpath "$new")
    made "amendments-$at" diff "$old" "$new"
    view "amendments-$at" diff "$old" "$new"
    made "redline-$at" diff --redline "$old" "$new"
    made "old-$at" plan "$old" --format docx
    made "new-$at" plan "$new" --format docx
    view "old-$at" plan "$old"
    view "new-$at" plan "$new"
done

packet=$dir/packet
for format in docx view; do
    expect "$dorkarta" packet "$root/input/plan-work-2026.yaml" --quiet --format "$format" -o "$packet" \
        --only приказ,согласование,ознакомление,выписки
done
for document in "$packet"/*.docx "$packet"/выписки/*.docx; do
    name=packet-$(basename "$document" .docx)
    cp "$document" "$dir/$name.docx"
    cp "${document%.docx}.json" "$dir/$name.json"
    documents+=("$dir/$name.docx")
done

node "$here/word/validate.mjs" "$modules" "${documents[@]}"
look broken "${documents[0]}" "$dir/broken.docx"
if node "$here/word/validate.mjs" "$modules" "$dir/broken.docx" >/dev/null; then
    echo "FAIL a broken document passes"
    exit 1
fi

office pdf "$dir/lo" "${documents[@]}"
for view in "$dir"/*.json; do
    name=$(basename "$view" .json)
    look words "$view" "$dir/lo/$name.pdf"
done

plan=$dir/plan-2023.yaml.docx
for ending in docx odt; do
    office saved "$ending" "$dir/saved" "$plan"
    look kept "$plan" "$dir/saved/plan-2023.yaml.$ending"
done

# A copy that somebody has worked on there: the comparison with its plan tells exactly what was done.
for how in edited marked; do
    for ending in docx odt; do
        office "$how" "$plan" "$here/word/edits.json" "$dir/$how.$ending"
        code=0
        "$dorkarta" diff "$root/input/plan-2023.yaml" "$dir/$how.$ending" --format json --quiet >"$dir/$how.jsonl" || code=$?
        (( code == 1 )) || { echo "FAIL $how.$ending: exit $code"; exit 1; }
        look edits "$dir/$how.jsonl"
    done
done
code=0
"$dorkarta" diff "$root/input/plan-2023.yaml" "$dir/saved/plan-2023.yaml.docx" --quiet || code=$?
(( code == 0 )) || { echo "FAIL saved.docx: exit $code"; exit 1; }

for at in "${!pairs[@]}"; do
    office accept "$dir/redline-$at.docx" "$dir/accepted-$at.pdf"
    office reject "$dir/redline-$at.docx" "$dir/rejected-$at.pdf"
    look same "$dir/new-$at.json" "$dir/accepted-$at.pdf" "$dir/lo/new-$at.pdf"
    look same "$dir/old-$at.json" "$dir/rejected-$at.pdf" "$dir/lo/old-$at.pdf"
done
