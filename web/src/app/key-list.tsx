import { Dialog } from "../components/dialog";
import { Kbd } from "../components/kbd";
import { places } from "./places";

const others: [keys: string[], words: string][] = [
  [["Ctrl", "K"], "Search or jump to"],
  [["Ctrl", "Enter"], "Go to the main button of the page"],
  [["/"], "Go to the filter of a list"],
  [["J"], "Go to the list, and to its next row (or arrow down)"],
  [["K"], "Row before (or arrow up)"],
  [["Enter"], "Open the row"],
  [["Space"], "Select the row"],
  [["T"], "Take an issue"],
  [["A"], "Assign it"],
  [["E"], "Resolve it"],
  [["S"], "Snooze it"],
  [["Esc"], "Clear the selection, close a dialog"],
  [["?"], "This list"],
];

export default function KeyList({ onClose }: { onClose: () => void }) {
  const rows = [...places.map((place) => [["G", place.key.toUpperCase()], place.label] as const), ...others];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Keys"
      description="Single letters can be switched off in My settings."
    >
      <dl className="grid gap-1.5">
        {rows.map(([keys, words]) => (
          <div key={words} className="flex items-center justify-between gap-4">
            <dt>{words}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
