// When something takes place, as a sentence whose parts are chosen. What it means in dates stands beside it (NextDates).
import { Field } from "../../components/field";
import { Choice } from "../../components/form/check";
import type { Form } from "../../components/form/use-form";
import { DayChips } from "./day-chips";
import { ruleChecks, type How, type RuleForm } from "./rule-form";

export interface WithRule {
  rule: RuleForm;
}

const howWords: readonly (readonly [How, string])[] = [
  ["week", "every week"],
  ["month", "every month"],
  ["after", "some school days before or after"],
  ["cron", "by a rule of my own (cron)"],
];

const afterWords = [
  ["month_end", "the end of the month"],
  ["term_start", "the start of the term"],
  ["term_end", "the end of the term"],
  ["week_start", "the start of the week"],
] as const;

// The form's own values have more members; only those of the rule are touched here.
export function RuleSentence({ form, title }: { form: Form<WithRule>; title: string }) {
  const { how } = form.values.rule;
  const at = how !== "cron" && <Field label="at" type="time" {...form.field("rule.at", ruleChecks.at)} />;
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-2 font-semibold">{title}</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <Choice label="How often" options={howWords} {...form.choice("rule.how")} />
        {how === "month" && (
          <Field
            label="on day"
            hint="Days of the month: 1, 15, last"
            {...form.field("rule.dates", ruleChecks.dates)}
          />
        )}
        {how === "after" && (
          <Field
            label="on school day number"
            inputMode="numeric"
            {...form.field("rule.school_days", ruleChecks.school_days)}
          />
        )}
        {how === "after" && (
          <>
            <Choice
              label="counted"
              options={[
                ["after", "after"],
                ["before", "before"],
              ]}
              {...form.choice("rule.side")}
            />
            <Choice label="of" options={afterWords} {...form.choice("rule.after")} />
          </>
        )}
        {how === "cron" && (
          <Field
            label="Rule"
            hint="Minute, hour, day, month, weekday: 30 7 * * 1 is Monday at 07:30"
            autoCapitalize="off"
            spellCheck={false}
            {...form.field("rule.cron", ruleChecks.cron)}
          />
        )}
        {how !== "week" && at}
      </div>
      {how === "week" && (
        <>
          <DayChips label="on" {...form.choice("rule.days")} />
          <div className="grid gap-4 sm:grid-cols-2">
            {at}
            <Field
              label="only in these weeks of the term"
              hint="Such as 5, 6. Empty: in every week"
              {...form.field("rule.weeks", ruleChecks.weeks)}
            />
          </div>
        </>
      )}
    </fieldset>
  );
}
