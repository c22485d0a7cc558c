"""The work of `batchops process` on the big CSV with DuckDB SQL: read as text, trim, type, check, write the good rows."""

import sys

import duckdb

source, target = sys.argv[1:]
connection = duckdb.connect()
names = ["student_id", "student", "class_date", "status", "minutes", "fee", "room", "note"]
trimmed = ", ".join(f"trim({name}) AS {name}" for name in names)
connection.execute(f"""
    COPY (
        SELECT student_id, student, try_cast(class_date AS DATE) AS class_date, status,
               try_cast(minutes AS BIGINT) AS minutes, try_cast(fee AS DECIMAL(18, 4)) AS fee, room, note
          FROM (SELECT {trimmed} FROM read_csv('{source}', all_varchar = true, header = true))
         WHERE regexp_full_match(student_id, '[0-9]{{9}}') AND student <> ''
           AND try_cast(class_date AS DATE) IS NOT NULL
           AND status IN ('Present', 'Absent', 'Late', 'Excused')
           AND (coalesce(minutes, '') = '' OR try_cast(minutes AS BIGINT) BETWEEN 0 AND 480)
           AND (coalesce(fee, '') = '' OR try_cast(fee AS DECIMAL(18, 4)) >= 0)
    ) TO '{target}' (HEADER, DELIMITER ',')""")
