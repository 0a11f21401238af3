#!/usr/bin/env bash
# Whole processes, cold: our program against the stock Typst program on the same content, and growth.
#
#   cargo build --profile dist
#   CARGO_PROFILE_RELEASE_LTO=thin CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 \
#       cargo install typst-cli@0.15.1 --locked --root DIR
#   TYPST=DIR/bin/typst benches/process.sh [PLAN.yaml] > table.md
#
# The stock program gets our templates and the finished view, so it is spared reading and checking
# the input; it writes no attachment. Settings: DORKARTA, TYPST, RUNS, SIZES, WORK.
# Needs hyperfine, time (both in Debian), python3.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8

dorkarta=${DORKARTA:-target/dist/dorkarta}
typst=${TYPST:-typst}
runs=${RUNS:-40}
sizes=${SIZES:-15 150 1500 4500 15000}
work=${WORK:-target/bench}
plan=${1:-input/plan-2023.yaml}

die() { echo "process.sh: $*" >&2; exit 2; }
for tool in hyperfine python3 /usr/bin/time; do command -v "$tool" >/dev/null || die "$tool is missing"; done
[[ -x $dorkarta ]] || die "no $dorkarta: cargo build --profile dist"
command -v "$typst" >/dev/null || die "no stock Typst program: set TYPST (see the head of this file)"
[[ $("$typst" --version) == *0.15.1* ]] || die "not Typst 0.15.1: $("$typst" --version)"

rm -rf "$work"
mkdir -p "$work"

# ---- the same content for both -------------------------------------------------------------------

# The view of a plan where both sets of templates read it; nothing to attach, as that file is virtual
# in our program.
view() { # PLAN.yaml
    "$dorkarta" plan "$1" --format view -o "$work/view.json" >/dev/null 2>"$work/refused.txt" || return 1
    python3 - "$work" <<'PY'
import json, sys
work = sys.argv[1]
view = json.load(open(f"{work}/view.json", encoding="utf-8"))
view["attachment"] = None
for templates in ["templates", "hyphenated"]:
    json.dump(view, open(f"{work}/{templates}/view.json", "w", encoding="utf-8"), ensure_ascii=False)
PY
}

cp -r templates "$work/templates"
# The second set differs in one setting: words in the table are hyphenated.
cp -r templates "$work/hyphenated"
grep -rl 'hyphenate: false' "$work/hyphenated" | xargs -r sed -i 's/hyphenate: false/hyphenate: true/'
! diff -rq "$work/templates" "$work/hyphenated" >/dev/null || die "the templates no longer say hyphenate: false"

# The stock program on one set of templates. The date is that of the seed plan's approval.
stock() { # TEMPLATES OUT.pdf [MORE OPTIONS]
    echo "$typst compile --root $work/$1 --font-path fonts --pdf-standard a-3a,ua-1 --creation-timestamp 1675209600" \
        "${*:3} $work/$1/plan.typ $work/$2"
}

measure() { # RUNS JSON NAME COMMAND [NAME COMMAND]...
    local count=$1 json=$2 args=()
    shift 2
    while (( $# )); do
        # Once by itself, so that what goes wrong is seen.
        # shellcheck disable=SC2086 # words are wanted apart
        $2 >/dev/null 2>"$work/once.log" || { cat "$work/once.log" >&2; die "failed: $2"; }
        args+=(--command-name "$1" "$2")
        shift 2
    done
    # Our program does not write the same bytes over themselves.
    hyperfine --shell=none --prepare "find $work -maxdepth 1 -name ours*.pdf -delete" --warmup 3 --runs "$count" --export-json "$json" "${args[@]}" >/dev/null 2>"$work/hyperfine.log" \
        || { cat "$work/hyperfine.log" >&2; die "a command failed"; }
}

# Peak memory in KiB.
peak() { /usr/bin/time -f '%M' -o "$work/peak.txt" "$@" >/dev/null 2>&1 && cat "$work/peak.txt"; }

# ---- the seed plan, cold ---------------------------------------------------------------------------

view "$plan" || { cat "$work/refused.txt" >&2; die "no view of $plan"; }
measure "$runs" "$work/cold.json" \
    "dorkarta, from YAML to PDF" "$dorkarta plan $plan -o $work/ours.pdf --quiet" \
    "dorkarta, help only (start-up)" "$dorkarta --help" \
    "typst compile, equal settings" "$(stock templates stock.pdf --ignore-system-fonts)" \
    "typst compile, table hyphenated" "$(stock hyphenated hyphenated.pdf --ignore-system-fonts)" \
    "typst compile, table hyphenated, system fonts searched" "$(stock hyphenated default.pdf)"

"$dorkarta" plan "$plan" -o "$work/ours.pdf" --quiet >/dev/null
# Both must have set the same pages, else the figures compare nothing.
if command -v pdftotext >/dev/null && ! cmp -s <(pdftotext "$work/ours.pdf" - 2>&1) <(pdftotext "$work/stock.pdf" - 2>&1); then
    echo "process.sh: the text of ours.pdf and stock.pdf differs" >&2
fi

# ---- growth ----------------------------------------------------------------------------------------

printf '[' > "$work/growth.json"
comma=
for n in $sizes; do
    python3 benches/grow.py "$plan" "$n" > "$work/plan-$n.yaml"
    count=$(( n <= 150 ? runs / 2 : n <= 1500 ? runs / 4 : 3 ))
    (( count >= 3 )) || count=3
    if ! view "$work/plan-$n.yaml"; then
        # Beyond the limits that the program sets itself.
        printf '%s{"n": %d, "refused": true}' "$comma" "$n" >> "$work/growth.json"
        comma=,
        continue
    fi
    ours=("$dorkarta" plan "$work/plan-$n.yaml" -o "$work/ours-$n.pdf" --quiet)
    theirs=$(stock templates "stock-$n.pdf" --ignore-system-fonts)
    hyphenated=$(stock hyphenated "hyphenated-$n.pdf" --ignore-system-fonts)
    measure "$count" "$work/run-$n.json" ours "${ours[*]}" stock "$theirs" hyphenated "$hyphenated"
    # shellcheck disable=SC2086 # words are wanted apart
    printf '%s{"n": %d, "runs": %s, "memory": [%d, %d, %d], "bytes": %d}' "$comma" "$n" "$(cat "$work/run-$n.json")" \
        "$(peak "${ours[@]}")" "$(peak $theirs)" "$(peak $hyphenated)" "$(stat -c %s "$work/ours-$n.pdf")" >> "$work/growth.json"
    comma=,
done
printf ']\n' >> "$work/growth.json"

# ---- the tables --------------------------------------------------------------------------------------

python3 - "$work" "$plan" "$(nproc)" <<'PY'
import json, sys

work, plan, cores = sys.argv[1:]


def ms(result):
    return result["median"] * 1000


cold = json.load(open(f"{work}/cold.json"))["results"]
first = ms(cold[0])
print(f"### `{plan}`, whole process, median of {len(cold[0]['times'])} runs on {cores} cores\n")
print("| command | median, ms | least, ms | of ours |\n|---|---:|---:|---:|")
for r in cold:
    print(f"| {r['command']} | {ms(r):.1f} | {r['min'] * 1000:.1f} | {ms(r) / first:.2f} |")

print("\n### Growth\n")
print("| activities | ours, ms | stock, ms | stock, hyphenated, ms | stock / ours | hyphenated / ours | an activity, ms "
      "| ours, MiB | stock, MiB | hyphenated, MiB | PDF, KiB |")
print("|---:|" + "---:|" * 10)
for row in json.load(open(f"{work}/growth.json")):
    if row.get("refused"):
        print(f"| {row['n']} | refused: beyond the program's limits |" + " |" * 9)
        continue
    times = [ms(r) for r in row["runs"]["results"]]
    cells = [*(f"{t:.1f}" for t in times), *(f"{t / times[0]:.2f}" for t in times[1:]), f"{times[0] / row['n']:.2f}",
             *(f"{kib / 1024:.0f}" for kib in row["memory"]), f"{row['bytes'] / 1024:.0f}"]
    print(f"| {row['n']} | " + " | ".join(cells) + " |")
PY
