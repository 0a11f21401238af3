#!/usr/bin/env bash
# Builds the program on Debian 12 for another system, compares the documents of all samples with those of the program of this
# system, to the byte, and runs the tests there.
#
#   tests/cross.sh windows [TEST…]   for Windows, by mingw, tried under Wine
#   tests/cross.sh static [TEST…]    for any Linux, by musl
#   tests/cross.sh windows --check   only whether it compiles, with all tests, and what clippy says
#
# TEST is part of the names of tests; without one all are run. What is missing is installed, for which it must be root: Debian's
# compiler (its security repository has a recent one beside the old one), from whose source cargo builds the standard library of
# the other system, so that no targets of rustup are needed. It builds everything once more, in folders of its own, which is why
# .ci/run leaves it out. The typesetter is optimised less than in a release.
#
# What stays open: Wine is no Windows, and what is published is built by MSVC (.github/workflows/release.yml).
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive PYTHONDONTWRITEBYTECODE=1
# Debian's, not those of rustup.
export PATH=/usr/bin:$PATH
# It is a stable compiler that is asked for an unstable option.
export RUSTC_BOOTSTRAP=1
export CARGO_UNSTABLE_BUILD_STD=std,panic_unwind

packages=(rustc-web cargo-web rust-web-src rust-web-clippy)
case ${1-} in
    windows) export CARGO_BUILD_TARGET=x86_64-pc-windows-gnu; packages+=(gcc-mingw-w64-x86-64-posix wine wine64) ;;
    static) export CARGO_BUILD_TARGET=x86_64-unknown-linux-musl; packages+=(musl-tools) ;;
    *) sed -n '2,/^set/{/^#/s/^# \?//p}' "$0"; exit 2 ;;
esac
system=$1; shift
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
here=$target/release/dorkarta
export CARGO_TARGET_DIR=$target/$system
programs=$CARGO_TARGET_DIR/$CARGO_BUILD_TARGET/release

dpkg-query -s "${packages[@]}" > /dev/null 2>&1 || {
    apt-get -qq update
    apt-get -qq install --no-install-recommends "${packages[@]}" > /dev/null
}

if [[ ${1-} == --check ]]; then
    # By its own name: cargo would look among those of rustup first.
    exec cargo-clippy clippy --locked --release --workspace --all-targets -- -D warnings
fi

export CARGO_PROFILE_RELEASE_OPT_LEVEL=1
runner=() program=$programs/dorkarta
if [[ $system == windows ]]; then
    runner=(wine) program=$program.exe
    export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER=wine WINEDEBUG=-all WINEPREFIX=$CARGO_TARGET_DIR/wine
    # No window of its own that asks for a browser engine.
    export WINEDLLOVERRIDES='mscoree=;mshtml='
    if [[ ! -e $WINEPREFIX/system.reg ]]; then
        mkdir -p "$WINEPREFIX"
        # It asks for parts of 32 bits, which are not needed.
        wineboot --init > /dev/null 2>&1
        wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f > /dev/null
    fi
    # The source of random numbers that Rust asks, which Debian's Wine does not have yet.
    x86_64-w64-mingw32-gcc -shared -s -x c - -ladvapi32 -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" <<'END'
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL ProcessPrng(PBYTE data, SIZE_T size) { return RtlGenRandom(data, size); }
END
    # The folders of the tests stand on the drive on which the repository is.
    mkdir -p "$CARGO_TARGET_DIR/tmp"
    for name in TEMP TMP; do
        wine reg add 'HKCU\Environment' /v $name /d "Z:${CARGO_TARGET_DIR//\//\\}\\tmp" /f > /dev/null
    done
fi

# The programs are built by the tests: by themselves they would stand on another standard library, and all on both.
tests=(cargo test --locked --release --workspace --lib --bins --tests --no-fail-fast)
"${tests[@]}" --no-run
if [[ $system == static ]] && ldd "$program" | grep '=>'; then
    echo 'it is not static' >&2
    exit 1
fi

if [[ -x $here ]]; then
    digests=$(python3 docs/packaging/samples.py "$here")
    others=$(python3 docs/packaging/samples.py "${runner[@]}" "$program")
    diff <(echo "$digests") <(echo "$others")
    echo "$(wc -l <<< "$digests") documents are the same to the byte"
else
    echo "not compared: there is no $here" >&2
fi

"${tests[@]}" -- "$@"
