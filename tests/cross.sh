#!/usr/bin/env bash
# Compiles what is for Windows, with all tests, and lets clippy judge it: on Debian 12, without Windows.
#
#   tests/cross.sh
#
# What is missing is installed, for which it must be root: Debian's compiler (its security repository has a recent one beside the
# old one), from whose source cargo makes the standard library of the other system, so that no targets of rustup are needed; and
# mingw, whose windres puts in icon, version and manifest. It looks at all dependencies once more, in a folder of its own, which is
# why .ci/run leaves it out. Nothing is run: the suite is, on Windows, before a release (.github/workflows/release.yml).
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
# Debian's, not those of rustup.
export PATH=/usr/bin:$PATH
# It is a stable compiler that is asked for an unstable option.
export RUSTC_BOOTSTRAP=1
export CARGO_UNSTABLE_BUILD_STD=std,panic_unwind
export CARGO_BUILD_TARGET=x86_64-pc-windows-gnu

packages=(rustc-web cargo-web rust-web-src rust-web-clippy gcc-mingw-w64-x86-64-posix)
dpkg-query -s "${packages[@]}" > /dev/null 2>&1 || {
    apt-get -qq update
    apt-get -qq install --no-install-recommends "${packages[@]}" > /dev/null
}

CARGO_TARGET_DIR=$(realpath -m "${CARGO_TARGET_DIR:-target}")/windows
export CARGO_TARGET_DIR
# By its own name: cargo would look among those of rustup first.
cargo-clippy clippy --locked --release --workspace --all-targets -- -D warnings
