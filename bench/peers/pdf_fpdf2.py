"""A table report with fpdf2's table(): repeated head, page numbers."""

import csv
import sys

from fpdf import FPDF


class Report(FPDF):
    def footer(self):
        self.set_y(-12)
        self.cell(0, 8, f"page {self.page_no()} of {{nb}}", align="C")


source, target = sys.argv[1:]
with open(source, newline="", encoding="utf-8") as file:
    rows = list(csv.reader(file))
report = Report(orientation="landscape")
report.set_font("Helvetica", size=8)
report.add_page()
report.cell(0, 10, "Attendance", new_x="LMARGIN", new_y="NEXT")
with report.table(rows, repeat_headings=1):
    pass
report.output(target)
print(report.page_no())
