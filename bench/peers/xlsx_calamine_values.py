"""Reads every cell of a workbook with calamine (Rust) into Python lists and writes nothing: its reading alone."""

import sys

from python_calamine import CalamineWorkbook

book = CalamineWorkbook.from_path(sys.argv[1])
print(sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names))
