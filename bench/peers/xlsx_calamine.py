"""Reads every cell of a workbook with calamine (Rust) and writes them as JSON lines, as `extract` does."""

import json
import sys

from python_calamine import CalamineWorkbook

book = CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    for row in book.get_sheet_by_name(name).iter_rows():
        sys.stdout.write(json.dumps([str(cell) for cell in row], ensure_ascii=False))
        sys.stdout.write("\n")
