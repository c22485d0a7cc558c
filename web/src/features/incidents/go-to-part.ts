// Where on this page something is done, and what of it gets the cursor.
const parts = {
  question: "button, input, select",
  rows: "[role=grid], li input, li button",
};
export type Part = keyof typeof parts;

// Leads those who use keys there, too; a part that is still loading as soon as it is there, unless they went elsewhere.
export function goToPart(part: Part) {
  if (enter(part)) return;
  const from = document.activeElement;
  const watch = new MutationObserver(() => {
    if (document.activeElement !== from || enter(part)) watch.disconnect();
  });
  watch.observe(document.body, { childList: true, subtree: true });
}

function enter(part: Part) {
  const card = document.getElementById(part);
  const first = card?.querySelector<HTMLElement>(parts[part]);
  card?.scrollIntoView({ block: "center" });
  first?.focus();
  return Boolean(first);
}
