-- One kind of answer to every doubt about a file, in place of one for the order of dates alone.

ALTER TABLE remembered DROP CONSTRAINT remembered_kind_check;
UPDATE remembered
   SET kind = 'choices',
       value = (SELECT COALESCE(jsonb_object_agg('order:' || o.key, o.value), '{}')
                  FROM jsonb_each(remembered.value::jsonb) o)::text
 WHERE kind = 'date_orders';
ALTER TABLE remembered ADD CONSTRAINT remembered_kind_check CHECK (kind IN ('columns', 'choices', 'read'));

UPDATE run_answers
   SET answers = ((answers::jsonb - 'date_orders') || jsonb_build_object('choices',
           (SELECT COALESCE(jsonb_object_agg('order:' || o.key, o.value), '{}')
              FROM jsonb_each(run_answers.answers::jsonb -> 'date_orders') o)))::text;
UPDATE run_results SET reading = ((reading::jsonb - 'dates') || '{"doubts": []}')::text WHERE reading IS NOT NULL;
