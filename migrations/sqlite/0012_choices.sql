-- One kind of answer to every doubt about a file, in place of one for the order of dates alone.

CREATE TABLE remembered_choices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('columns', 'choices', 'read')),
    signature TEXT NOT NULL,
    value TEXT NOT NULL,
    created_by_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    UNIQUE (feed_id, kind, signature)
);
INSERT INTO remembered_choices (id, feed_id, kind, signature, value, created_by_id, created_at)
SELECT id, feed_id, CASE kind WHEN 'date_orders' THEN 'choices' ELSE kind END, signature,
       CASE kind WHEN 'date_orders'
                 THEN (SELECT json_group_object('order:' || o.key, o.value) FROM json_each(remembered.value) o)
                 ELSE value END, created_by_id, created_at
  FROM remembered;
DROP TABLE remembered;
ALTER TABLE remembered_choices RENAME TO remembered;
CREATE INDEX remembered_by_author ON remembered (created_by_id);

UPDATE run_answers
   SET answers = json_remove(json_set(answers, '$.choices', json(
           (SELECT json_group_object('order:' || o.key, o.value) FROM json_each(run_answers.answers, '$.date_orders') o))),
           '$.date_orders');
UPDATE run_results SET reading = json_remove(json_set(reading, '$.doubts', json('[]')), '$.dates')
 WHERE reading IS NOT NULL;
