"""Reads the tables of every page of a PDF with pdfplumber and writes them as JSON lines, as `extract` does."""

import json
import sys

import pdfplumber

with pdfplumber.open(sys.argv[1]) as document:
    for page in document.pages:
        for table in page.extract_tables():
            sys.stdout.write(json.dumps([["" if cell is None else cell for cell in row] for row in table], ensure_ascii=False))
            sys.stdout.write("\n")
        page.close()
