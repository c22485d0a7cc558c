import { Link } from "react-router";
import { Card } from "../../components/card";

export default function FirstSteps() {
  const steps = [
    ["Make a regular file", "Drop a good file: its columns and checks are found.", "/feeds/new"],
    ["Send the first file", "Drop the export you already have.", "/upload"],
    ["Open the report", "Every row is accounted for.", "/reports"],
  ] as const;
  return (
    <Card className="p-6">
      <h2 className="text-base font-semibold">Three steps to the first report</h2>
      <ol className="mt-4 grid gap-4 md:grid-cols-3">
        {steps.map(([title, words, to], index) => (
          <li key={title} className="flex gap-3">
            <span className="grid size-7 shrink-0 place-items-center rounded-full bg-brand-soft font-semibold text-brand-text">
              {index + 1}
            </span>
            <span>
              <Link className="font-medium text-brand-text underline" to={to}>
                {title}
              </Link>
              <span className="block text-small text-ink-2">{words}</span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
