#!/usr/bin/env bash
# The data that documents carry: what poppler takes out is what the program reads; the YAML that `extract` writes gives
# the same document; `verify` notices what qpdf and pypdf do to it.
# usage: tests/judges/carried.sh DORKARTA WORKDIR DOCUMENT…
# Needs pdfdetach, qpdf, python3 with pypdf.
set -euo pipefail

dorkarta=$1 dir=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$dir"
mkdir -p "$dir"

# `told CODE WORDS COMMAND…`: the command ends with the code and says the words.
told() {
    local code=0 said
    said=$("$dorkarta" "${@:3}" 2>&1 </dev/null) || code=$?
    [[ $code == "$1" && $said == *"$2"* ]] || { echo "FAIL ${*:3}: exit $code, said: $said"; exit 1; }
}

for document in "$@"; do
    name=$(basename "$document" .pdf)
    case $name in
        monitoring*) command=report ;;
        summary*) command=summary ;;
        # As if it were dropped on the program.
        amendments* | packet-*) command= ;;
        *) command=plan ;;
    esac
    yaml=$dir/$name.yaml json=$dir/$name.json
    told 0 'не изменён' verify "$document"
    told 0 "$yaml" extract "$document" -o "$yaml"
    if [[ $command ]]; then
        "$dorkarta" "$command" "$yaml" -o "$dir/again.pdf" --quiet </dev/null >/dev/null
    else
        "$dorkarta" "$yaml" </dev/null >/dev/null
        mv "$dir/$name.pdf" "$dir/again.pdf"
    fi
    cmp "$document" "$dir/again.pdf"

    pdfdetach -save 1 -o "$json" "$document"
    python3 "$here/carried.py" same "$json" "$yaml"

    for kind in qpdf packed pypdf; do
        case $kind in
            qpdf) qpdf "$document" "$dir/$kind.pdf" ;;
            packed) qpdf --object-streams=generate --recompress-flate "$document" "$dir/$kind.pdf" ;;
            pypdf) python3 "$here/carried.py" saved "$document" "$dir/$kind.pdf" ;;
        esac
        # Another program saved it: the same data, the same pages, but not the same file.
        told 1 'страницы, данные и свойства те же' verify "$dir/$kind.pdf"
        "$dorkarta" extract "$dir/$kind.pdf" -o "$dir/$kind.yaml" --force </dev/null >/dev/null
        cmp "$yaml" "$dir/$kind.yaml"
    done

    if (( $(qpdf --show-npages "$document") > 1 )); then
        qpdf "$document" --pages . 2-z -- "$dir/shorter.pdf"
        told 1 'нет страницы 1' verify "$dir/shorter.pdf"
    fi
    python3 "$here/carried.py" altered "$document" "$dir/altered.pdf"
    told 1 'на странице 1 другой текст' verify "$dir/altered.pdf"
    python3 "$here/carried.py" noted "$document" "$dir/noted.pdf"
    told 1 'на странице 1 есть пометки' verify "$dir/noted.pdf"
    qpdf --encrypt secret secret 256 -- "$document" "$dir/locked.pdf"
    told 1 E651 verify "$dir/locked.pdf"
    echo "PASS $name"
done

# The data of one document in another.
python3 "$here/carried.py" swapped "$1" "$2" "$dir/swapped.pdf"
told 1 'это не то, что дают вложенные в него данные' verify "$dir/swapped.pdf"
echo "PASS swapped data"
