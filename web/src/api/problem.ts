// An answer that is not a success, as RFC 9457 problem+json, in words for people.
import { isAxiosError } from "axios";

export interface ProblemError {
  pointer?: string | null;
  detail: string;
  line?: number | null;
  column?: number | string | null;
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly traceId: string | null,
    readonly errors: ProblemError[],
    readonly members: Record<string, unknown> = {},
  ) {
    super(title);
  }

  // The sentence to show where there is room for one.
  get words() {
    return this.detail || this.title;
  }

  // Which kind of problem this is: "/problems/second-factor".
  get type() {
    return typeof this.members.type === "string" ? this.members.type : "";
  }

  // A whole number that this kind of problem carries beside the standard members, such as `run_id`.
  number(name: string) {
    const value = this.members[name];
    return typeof value === "number" ? value : null;
  }
}

const unreachable = "The server did not answer. Nothing was lost: check the connection and try again.";

export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!isAxiosError(error)) {
    const words = error instanceof Error ? error.message : "Something unexpected happened.";
    return new Problem(0, "This page met a mistake of its own", words, null, []);
  }
  const reply = error.response;
  if (!reply) return new Problem(0, "No connection to the server", unreachable, null, []);
  return fromBody(reply.status, reply.data);
}

export function fromBody(status: number, body: unknown): Problem {
  const members = isRecord(body) ? body : {};
  const text = (name: string) => (typeof members[name] === "string" ? members[name] : "");
  const title = text("title") || (status >= 500 ? "The server met a mistake" : "The request was refused");
  const errors = Array.isArray(members.errors) ? (members.errors as ProblemError[]) : [];
  return new Problem(status, title, text("detail"), text("trace_id") || null, errors, members);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
