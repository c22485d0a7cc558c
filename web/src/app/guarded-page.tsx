import { useLayoutEffect } from "react";
import { useMe } from "../api/me";
import { Forbidden } from "../components/states";
import { titleIs } from "../lib/use-title";
import type { Page } from "./pages";

// A page under its title, for those who may see it.
export function GuardedPage({ page: { title, needs, refusal, Content } }: { page: Page }) {
  const me = useMe();
  // Before the page's own effects, which may know a better title.
  useLayoutEffect(() => titleIs(title), [title]);
  if (refusal && needs && !me.permissions.includes(needs)) return <Forbidden words={refusal} />;
  return <Content />;
}
