"""Reads every cell of a workbook with openpyxl in its read-only mode and writes them as JSON lines, as `extract` does."""

import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1], read_only=True)
for sheet in book.worksheets:
    for row in sheet.iter_rows(values_only=True):
        sys.stdout.write(json.dumps(["" if cell is None else str(cell) for cell in row], ensure_ascii=False))
        sys.stdout.write("\n")
