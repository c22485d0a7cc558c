"""Compares like with like on ruled tables: ruled_cells.py TRUTH INPUT PREDICTED

The truth of other projects' tests covers tables with and without drawn cells, of whole pages and of areas that only the
test knows. What is compared here follows from the files alone:

- A table is ruled where pdfplumber, going by drawn lines only, finds a closed cell around at least nine tenths of the
  truth's texts. A table that is open at its sides or only lined across is not counted.
- A truth made of an area lies somewhere in our table. It is compared at the rows and columns where most cells agree, and
  what we have outside of it is not counted; inside, each cell too many or too few is.

Prints JSON: how many tables are ruled, and the F1 of (row, column, text) of their cells where they stand on the page
(`whole`) and where they lie in our table (`within`). Texts are compared as the scorers of the corpora do: without
spaces, letter case and kinds of dashes.
"""

import json
import pathlib
import re
import sys
import unicodedata
from collections import Counter

import pdfplumber


def plain(text):
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
    return re.sub(r"[\u2010-\u2015\u2212]", "-", text).upper()


def letters(text):
    """Whatever way the text runs on the page."""
    return "".join(sorted(plain(text)))


def is_ruled(page, rows):
    drawn = Counter(letters(cell) for table in page.find_tables() for row in table.extract() for cell in row if cell)
    told = Counter(letters(cell) for row in rows for cell in row if plain(cell))
    return sum((drawn & told).values()) >= 0.9 * sum(told.values()) > 0


def cells_of(rows):
    return {(r, c): plain(text) for r, row in enumerate(rows) for c, text in enumerate(row) if plain(text)}


def equal_cells(told, ours, down, across):
    return sum(ours.get((r + down, c + across)) == text for (r, c), text in told.items())


def best_places(told, ours):
    """How far down and across the truth lies in our table: among the shifts that a text of it suggests."""
    where = {}
    for place, text in ours.items():
        where.setdefault(text, []).append(place)
    shifts = {(r - row, c - column) for (row, column), text in told.items() for r, c in where.get(text, [])}
    return max(shifts | {(0, 0)}, key=lambda shift: (equal_cells(told, ours, *shift), -abs(shift[0]) - abs(shift[1])))


def compare(rows, tables):
    """Hits and the number of our cells, for the whole table and within the place of the truth."""
    told, height, width = cells_of(rows), len(rows), max(map(len, rows))
    best = (0, 0, 0, 0)
    for table in tables:
        ours = cells_of(table["rows"])
        down, across = best_places(told, ours)
        inside = sum(0 <= r - down < height and 0 <= c - across < width for r, c in ours)
        found = (equal_cells(told, ours, down, across), inside, equal_cells(told, ours, 0, 0), len(ours))
        best = max(best, found)
    return len(told), *best


def f1(hits, ours, told):
    return 2 * hits / (ours + told) if ours + told else 1.0


def main(truth, files, predicted):
    sums, ruled, tables = Counter(), 0, 0
    for path in sorted(pathlib.Path(truth).glob("*.json")):
        wanted = json.loads(path.read_text())["tables"]
        ours = json.loads((pathlib.Path(predicted) / path.name).read_text()).get("tables", [])
        with pdfplumber.open(pathlib.Path(files) / path.stem) as document:
            for table in wanted:
                tables += 1
                if not is_ruled(document.pages[table["page"] - 1], table["rows"]):
                    continue
                ruled += 1
                told, *counts = compare(table["rows"], [one for one in ours if one["page"] == table["page"]])
                sums.update(told=told, hits=counts[0], inside=counts[1], whole_hits=counts[2], whole=counts[3])
    print(json.dumps({"tables": tables, "ruled": ruled,
                      "whole": f1(sums["whole_hits"], sums["whole"], sums["told"]),
                      "within": f1(sums["hits"], sums["inside"], sums["told"])}))


main(*sys.argv[1:])
