#!/usr/bin/env bash
# Builds the targets with the counters of libFuzzer, on stable Rust, and runs one of them.
#
#   fuzz/run.sh                                            only builds
#   fuzz/run.sh clippy                                     lints
#   fuzz/run.sh TARGET [SECONDS [option of libFuzzer …]]   fuzzes; yaml, workbook, word, pdf, due, certificate, signature,
#                                                          settings or revisions
#   fuzz/run.sh TARGET 0 FILE                              runs an input again
#
# The corpus grows in $FUZZ_CORPUS (fuzz/corpus); an input that breaks something is left in fuzz/artifacts/TARGET.
set -euo pipefail
cd "$(dirname "$0")"

# As `cargo fuzz --sanitizer none` does it. There is no address sanitizer: it needs a nightly compiler, and the program
# has no unsafe code of its own. The platform is named so that build scripts and macros get no counters.
host=$(rustc -vV | sed -n 's/^host: //p')
export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
options=(--release --locked --target "$host")

case ${1:-} in
    '') exec cargo build "${options[@]}" ;;
    clippy) exec cargo clippy "${options[@]}" -- -D warnings ;;
esac

target=$1 seconds=${2:-60}
shift $(( $# > 1 ? 2 : 1 ))
cargo build "${options[@]}" --bin "$target"
program=${CARGO_TARGET_DIR:-target}/$host/release/$target
corpus=${FUZZ_CORPUS:-corpus}

mkdir -p "artifacts/$target"
limits=(-rss_limit_mb=1024 -malloc_limit_mb=512 -timeout=30 -artifact_prefix="artifacts/$target/")
if (( seconds == 0 )); then
    exec "$program" "${limits[@]}" "$@"
fi
mkdir -p "$corpus/$target" "$corpus/seeds/$target"
FUZZ_SEEDS=$corpus/seeds/$target "$program" 2>/dev/null
exec "$program" "${limits[@]}" -max_total_time="$seconds" -dict="$corpus/seeds/$target.dict" -max_len=16384 \
    -print_final_stats=1 "$@" "$corpus/$target" "$corpus/seeds/$target"
