#!/usr/bin/env python3
"""Signatures inside of PDF files, judged without this program.

signature.py extract FILE.pdf BYTES SIG       takes out the last signature and the bytes that it covers
signature.py pyhanko FILE.pdf:CERT[,CERT]...  validates every signature; each certificate is its own root
"""

import re
import sys


def extract(pdf, bytes_to, signature_to):
    data = open(pdf, "rb").read()
    numbers = re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", data)[-1]
    zero, before, start, after = map(int, numbers)
    assert zero == 0 and start + after == len(data), "the signature does not cover the whole file"
    assert data[before:before + 1] == b"<" and data[start - 1:start] == b">", "more than the signature is left out"
    digits = bytes.fromhex(data[before + 1:start - 1].decode())
    # The place is filled up with zeros; the value tells its own length.
    head, length = (2 + (digits[1] & 0x7F), int.from_bytes(digits[2:2 + (digits[1] & 0x7F)], "big"))
    open(signature_to, "wb").write(digits[:head + length])
    open(bytes_to, "wb").write(data[:before] + data[start:])


def pyhanko(arguments):
    from asn1crypto import pem, x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    for argument in arguments:
        pdf, names = argument.split(":")
        roots = [x509.Certificate.load(pem.unarmor(open(name, "rb").read())[2]) for name in names.split(",")]
        signatures = PdfFileReader(open(pdf, "rb")).embedded_signatures
        assert len(signatures) == len(roots), f"{pdf}: {len(signatures)} signatures"
        for signature in signatures:
            status = validate_pdf_signature(signature, ValidationContext(trust_roots=roots))
            assert status.intact and status.valid and status.trusted, f"{pdf}: {status.summary()}"
            assert status.bottom_line, f"{pdf}: {status.summary()}"
        print(f"{pdf}: {len(signatures)} signatures, {status.coverage.name}, {status.modification_level}")


if sys.argv[1] == "extract":
    extract(*sys.argv[2:])
else:
    pyhanko(sys.argv[2:])
