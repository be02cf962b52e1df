"""Runs as a process of its own: sets one document with typst within limits. It knows nothing of the application.

From its input it takes what to set; to its output it gives how many pages there are (four bytes) and the PDF.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
from typing import Any

import typst

TEMPLATE_WRONG = 3
STANDARD: Any = ["ua-1"]


def main() -> int:
    order = json.load(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"] * 2, order["seconds"] * 2))
    # It writes no file, and leaves no picture of its memory.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=order["fonts"])
    # No package is ever loaded: the places where typst would look for one and put one are no places.
    compiler = typst.Compiler(
        order["template"], root=order["root"], font_paths=fonts, ignore_system_fonts=True,
        sys_inputs={"data": order["data"]}, package_path="/dev/null", package_cache_path="/dev/null",
    )  # fmt: skip
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=order["timestamp"])
        pages = json.loads(compiler.query("<pages>", field="value", one=True))
    except typst.TypstError as no:
        sys.stderr.write(f"{no.message}\n{no.diagnostic}\n")
        return TEMPLATE_WRONG
    if not isinstance(pdf, bytes):
        return TEMPLATE_WRONG
    sys.stdout.buffer.write(struct.pack(">I", pages))
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
