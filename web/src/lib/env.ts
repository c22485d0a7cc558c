// The VITE_* variables, parsed once. Both the build (vite.config.ts) and the application read them here.
import * as z from "zod/mini";

const Env = z.object({
  // Where `vite` sends /api while developing. The built application always calls its own origin.
  VITE_API_URL: z._default(
    z.url("must be an address such as http://127.0.0.1:8321"),
    "http://127.0.0.1:8321",
  ),
});

export type Env = z.infer<typeof Env>;

export function readEnv(values: Record<string, unknown>): Env {
  const parsed = Env.safeParse(values);
  if (parsed.success) return parsed.data;
  const words = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment has ${words.length} mistake(s). ${words.join("; ")}`);
}
