// Where to go after signing in: a path of this application only, never another site.
export function safeNext(next: string | null): string {
  if (!next?.startsWith("/")) return "/";
  const target = new URL(next, location.origin);
  if (target.origin !== location.origin || ["/sign-in", "/signed-in"].includes(target.pathname)) return "/";
  return target.pathname + target.search + target.hash;
}
