#!/usr/bin/env bash
# Signs documents with keys made on the spot and has the signatures judged: RSA by poppler (pdfsig) and pyHanko, ГОСТ Р
# 34.10-2012 by openssl with Debian's gost engine, all files by veraPDF and qpdf.
# usage: tests/judges/signature.sh DORKARTA FOLDER
# Needs openssl, libengine-gost-openssl, poppler-utils, qpdf, pyHanko on PYTHONPATH, and what verapdf.sh needs.
set -euo pipefail
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "$0")" && pwd)
dorkarta=$(realpath "$1")
rm -rf "$2"
mkdir -p "$2"
cd "$2"
plan=$here/../../input/plan-2023.yaml
monitoring=$here/../../input/monitoring-2023.yaml
export XDG_CONFIG_HOME=$PWD/none

fail() { echo "signature.sh: $*" >&2; exit 1; }
expect() { # WHAT, file with the text, words
    grep -qF -- "$3" "$2" || { cat "$2"; fail "$1: «$3» is missing"; }
}

# A certificate with its key in one file, as an office's software gives it: a person, the body, and its numbers.
certificate() { # NAME STRINGS then how the key is made
    local name=$1 strings=$2
    shift 2
    openssl genpkey "$@" -out "$name.key" 2>/dev/null
    cat > "$name.cnf" <<CONF
[req]
prompt = no
utf8 = yes
string_mask = $strings
distinguished_name = subject
x509_extensions = extensions
[extensions]
subjectKeyIdentifier = hash
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
[subject]
C = RU
ST = 69 Тверская область
O = Отдел образования Администрации Краснохолмского округа
CN = Отдел образования Администрации Краснохолмского округа
SN = Шадеркова
GN = Наталья Владимировна
n.1.2.643.100.3 = 12345678901
n.1.2.643.3.131.1.1 = 690112345678
CONF
    openssl req -engine gost -new -x509 -days 30 -utf8 -config "$name.cnf" -key "$name.key" -out "$name.crt" 2>/dev/null
    cat "$name.crt" "$name.key" > "$name.pem"
}
certificate rsa utf8only -algorithm RSA -pkeyopt rsa_keygen_bits:2048
certificate bmp MASK:0x800 -algorithm RSA -pkeyopt rsa_keygen_bits:2048
certificate second utf8only -algorithm RSA -pkeyopt rsa_keygen_bits:2048
certificate gost256 utf8only -engine gost -algorithm gost2012_256 -pkeyopt paramset:TCB
certificate gost512 utf8only -engine gost -algorithm gost2012_512 -pkeyopt paramset:A

# The mark, and the signature beside: by openssl itself.
verify() { # NAME FILE SIGNATURE
    openssl cms -verify -binary -engine gost -inform DER -in "$3" -content "$2" -CAfile "$1.crt" -purpose any \
        -out "$1.verified" 2> "$1.said" || { cat "$1.said"; fail "openssl does not accept $3"; }
    cmp "$2" "$1.verified"
}
for name in rsa bmp gost256 gost512; do
    signer=openssl
    [[ $name == gost* ]] && signer=openssl-gost
    "$dorkarta" sign "$plan" --cert "$name.pem" --signer $signer -o "$name.pdf" >/dev/null 2> "$name.err" \
        || { cat "$name.err"; fail "$name: not signed"; }
    verify "$name" "$name.pdf" "$name.pdf.sig"
    pdftotext -layout "$name.pdf" "$name.txt"
    expect "$name" "$name.txt" "Документ подписан электронной подписью"
    expect "$name" "$name.txt" "Шадеркова Наталья Владимировна"
    serial=$(openssl x509 -in "$name.crt" -noout -serial | cut -d= -f2)
    tr -d '\n ' < "$name.txt" | grep -qF "$serial" || fail "$name: the number of the certificate is missing"
    ! grep -qE '12345678901|690112345678' "$name.txt" "$name.err" || fail "$name: a personal number is shown"

    # Inside, from data and into a finished file; then what is inside is taken out and verified.
    "$dorkarta" sign "$plan" --embed --cert "$name.pem" --signer $signer -o "$name-inside.pdf" >/dev/null 2>&1
    python3 "$here/signature.py" extract "$name-inside.pdf" "$name-inside.bytes" "$name-inside.sig"
    verify "$name" "$name-inside.bytes" "$name-inside.sig"
    "$dorkarta" sign "$name.pdf" --embed --cert "$name.pem" --signer $signer -o "$name-late.pdf" >/dev/null 2>&1
    cmp -n "$(stat -c %s "$name.pdf")" "$name.pdf" "$name-late.pdf"
done

# RSA: two who do not know this program, and a second signature that leaves the first whole.
"$dorkarta" sign rsa-inside.pdf --embed --cert second.pem --signer openssl -o twice.pdf >/dev/null 2>&1
for file in rsa-inside bmp-inside rsa-late twice; do
    pdfsig "$file.pdf" > "$file.said" 2>&1 || true
    expect "$file" "$file.said" "Signature is Valid"
    expect "$file" "$file.said" "Total document signed"
    ! grep -qiE "invalid|mismatch|tampered" "$file.said" || { cat "$file.said"; fail "$file: not valid"; }
done
(( $(grep -c "Signature is Valid" twice.said) == 2 )) || fail "twice.pdf has not two valid signatures"
python3 "$here/signature.py" pyhanko rsa-inside.pdf:rsa.crt rsa-late.pdf:rsa.crt bmp-inside.pdf:bmp.crt twice.pdf:rsa.crt,second.crt

# A file whose cross-references are a table, as former versions and other programs write; and one packed by another program.
for kind in disable generate; do
    qpdf --object-streams=$kind rsa.pdf "$kind.pdf"
    "$dorkarta" sign "$kind.pdf" --embed --cert rsa.pem --signer openssl -o "$kind-inside.pdf" >/dev/null 2>&1
    python3 "$here/signature.py" pyhanko "$kind-inside.pdf:rsa.crt"
done
"$dorkarta" sign "$monitoring" --embed --cert gost256.pem --signer openssl-gost -o report.pdf >/dev/null 2>&1

files=(rsa.pdf rsa-inside.pdf rsa-late.pdf bmp-inside.pdf gost256.pdf gost256-inside.pdf gost512-inside.pdf twice.pdf report.pdf)
for file in "${files[@]}" {disable,generate}-inside.pdf; do
    qpdf --check "$file" > "$file.qpdf" 2>&1 || { cat "$file.qpdf"; fail "qpdf: $file"; }
done
"$here/verapdf.sh" "${files[@]}"
echo "signatures: ${#files[@]} files judged"
