"""The work of `batchops process` on the big CSV with pandas: read as text, trim, type, check, write the good rows."""

import sys

import pandas

source, target = sys.argv[1:]
good = bad = 0
first = True
# In parts, as anyone would with a file of this size.
for part in pandas.read_csv(source, dtype=str, keep_default_na=False, chunksize=500_000):
    for name in part.columns:
        part[name] = part[name].str.strip()
    dates = pandas.to_datetime(part["class_date"], format="%Y-%m-%d", errors="coerce")
    minutes = pandas.to_numeric(part["minutes"], errors="coerce")
    fees = pandas.to_numeric(part["fee"], errors="coerce")
    passed = (
        part["student_id"].str.fullmatch(r"[0-9]{9}")
        & (part["student"] != "")
        & dates.notna()
        & part["status"].isin(["Present", "Absent", "Late", "Excused"])
        & ((part["minutes"] == "") | minutes.between(0, 480))
        & ((part["fee"] == "") | (fees >= 0))
    )
    good += int(passed.sum())
    bad += int((~passed).sum())
    part[passed].to_csv(target, index=False, mode="w" if first else "a", header=first)
    first = False
print(good, bad)
