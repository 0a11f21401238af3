#!/usr/bin/env bash
# Makes the certificates and signatures that the tests read. Run once; needs openssl 3, faketime and Debian's
# libengine-gost-openssl. The keys are thrown away but for that of `live`, with which the tests sign; it protects nothing.
set -euo pipefail
cd "$(dirname "$0")"
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT

# $1: the kind of strings; the rest goes into the subject.
config() {
    cat <<CONF
[req]
prompt = no
utf8 = yes
string_mask = $1
distinguished_name = subject
x509_extensions = extensions
[extensions]
subjectKeyIdentifier = hash
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
[subject]
C = RU
ST = 69 Тверская область
O = Отдел образования Администрации Краснохолмского округа
${2:-}
CONF
}
person='CN = Отдел образования Администрации Краснохолмского округа
SN = Шадеркова
GN = Наталья Владимировна
title = Заведующий
n.1.2.643.100.1 = 1026901234567
n.1.2.643.100.3 = 12345678901
n.1.2.643.100.4 = 6901234567
n.1.2.643.3.131.1.1 = 690112345678'

# $1: name of the files; $2: kind of strings; $3: subject; then how the key is made.
certificate() {
    local name=$1 mask=$2 subject=$3
    shift 3
    openssl genpkey "$@" -out "$keys/$name.key" 2>/dev/null
    sign_certificate "$name" "$mask" "$subject"
}
sign_certificate() {
    local name=$1
    faketime '2023-01-09 12:00:00' openssl req -engine gost -new -x509 -days 456 -utf8 -nameopt utf8 \
        -config <(config "$2" "$3") -key "$keys/$name.key" -outform DER -out "$name.cer" 
}
# $1: name; then what else the signature shall be.
signature() {
    local name=$1 out=$2
    shift 2
    faketime '2023-02-01 12:00:00' openssl cms -sign -binary -engine gost -signer <(openssl x509 -inform DER -in "$name.cer") \
        -inkey "$keys/$name.key" -in document.txt -out "$out" "$@" 
}

printf 'План мероприятий\n' > document.txt
certificate rsa utf8only "$person" -algorithm RSA -pkeyopt rsa_keygen_bits:2048
certificate live utf8only "$person" -algorithm EC -pkeyopt ec_paramgen_curve:P-256
certificate second utf8only 'CN = Иванов Пётр Сергеевич' -algorithm EC -pkeyopt ec_paramgen_curve:P-256
certificate p384 utf8only "$person" -algorithm EC -pkeyopt ec_paramgen_curve:P-384
certificate bmp MASK:0x800 "$person" -algorithm EC -pkeyopt ec_paramgen_curve:P-256
certificate body utf8only 'CN = Отдел образования' -algorithm EC -pkeyopt ec_paramgen_curve:P-256
certificate gost256 utf8only "$person" -engine gost -algorithm gost2012_256 -pkeyopt paramset:TCB
certificate gost512 utf8only "$person" -engine gost -algorithm gost2012_512 -pkeyopt paramset:A

signature rsa rsa.sig -outform DER -md sha256 -cades
signature rsa rsa-pss.sig -outform DER -md sha384 -keyopt rsa_padding_mode:pss
signature rsa rsa-pem.sig -outform PEM -md sha512
signature rsa rsa-attached.sig -outform DER -md sha256 -nodetach
signature rsa rsa-sha1.sig -outform DER -md sha1
signature live p256.sig -outform DER -md sha256
signature p384 p384.sig -outform DER -md sha384
signature gost256 gost256.sig -outform DER
signature gost256 gost256-bare.sig -outform DER -noattr
signature gost512 gost512.sig -outform DER -cades
signature gost512 gost512-key-id.sig -outform DER -keyid
for name in live second; do
    openssl pkey -in "$keys/$name.key" -outform DER -out "$name.key"
done
