// Changes on their way to the server: one at a time, in the order they were made, tried again while nobody answers.
// Each is kept by its owner until the server has it, and until what is on screen was read after it.
import { randomKey } from "./random-key";

export type StepState =
  | "waiting" // for its turn
  | "saving"
  | "failed" // nobody answered; it is tried again
  | "refused" // the server said no: a person decides
  | "saved"; // the server has it; what is on screen is older

export interface Step<T> {
  id: string;
  change: T;
  state: StepState;
  error: unknown;
}

interface Options<T> {
  send: (change: T) => Promise<unknown>;
  // Whether an error may pass by itself. Anything else is refused.
  passes: (error: unknown) => boolean;
  // Called when nothing is left to send; the saved steps go when it has read the state after them.
  onDrained: () => Promise<unknown>;
  onChange: (steps: readonly Step<T>[]) => void;
  // How long nothing else must have been put after a change before the state is read, in milliseconds: somebody who works
  // from one change to the next does not wait for it each time. At most four times as long after the first of them.
  rest?: (change: T) => number;
  pause?: (tries: number) => number; // milliseconds before the next try
}

const wait = (tries: number) => Math.min(30_000, 1000 * 2 ** tries);

export class SaveQueue<T> {
  steps: readonly Step<T>[] = [];
  #closed = false;
  #running = false;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rests = { until: 0, atMost: Infinity };

  constructor(
    private readonly options: Options<T>,
    first: readonly Pick<Step<T>, "id" | "change">[] = [],
  ) {
    this.steps = first.map(({ id, change }) => ({ id, change, state: "waiting", error: null }));
  }

  // `replaces` says which steps that nobody has begun to send are overtaken by this one.
  put(change: T, replaces: (step: Step<T>) => boolean = () => false) {
    const left = this.steps.filter(
      (step) => step.state === "saving" || step.state === "saved" || !replaces(step),
    );
    this.#change([...left, { id: randomKey(), change, state: "waiting", error: null }]);
    const rest = this.options.rest?.(change) ?? 0;
    const { atMost } = this.#rests;
    this.#rests = { until: Date.now() + rest, atMost: Math.min(atMost, Date.now() + 4 * rest) };
    void this.run();
  }

  // Takes a change back that the server does not have.
  drop(id: string) {
    this.#change(this.steps.filter((step) => step.id !== id || step.state === "saving"));
    void this.run();
  }

  // Tries again at once what failed or was refused.
  retry(id?: string) {
    this.#tries = 0;
    this.#change(
      this.steps.map((step) =>
        step.state === "failed" || (step.id === id && step.state === "refused")
          ? { ...step, state: "waiting", error: null }
          : step,
      ),
    );
    void this.run();
  }

  async run() {
    if (this.#running || this.#closed) return;
    clearTimeout(this.#timer);
    this.#running = true;
    const end = await this.#send();
    this.#running = false;
    if (end === "lost") this.#later();
    else if (end === "rests") this.#timer = setTimeout(() => void this.run(), this.#restLeft());
    else if (this.steps.some(({ state }) => state !== "refused")) void this.run(); // put while the last answer was read
  }

  // Sends nothing more; what is left stays with its owner.
  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #restLeft = () => Math.min(this.#rests.until, this.#rests.atMost) - Date.now();

  // "lost": nobody answered; "rests": all is sent, and what is on screen is read later.
  async #send(): Promise<"done" | "lost" | "rests"> {
    for (;;) {
      if (this.#closed) return "done";
      const next = this.steps.find(({ state }) => state === "waiting" || state === "failed");
      if (next) {
        if (!(await this.#sendOne(next))) return "lost";
        continue;
      }
      const saved = this.steps.filter(({ state }) => state === "saved").map(({ id }) => id);
      if (saved.length === 0) return "done";
      if (this.#restLeft() > 0) return "rests";
      this.#rests = { until: 0, atMost: Infinity };
      try {
        await this.options.onDrained();
      } catch (error) {
        if (this.options.passes(error)) return "lost";
      }
      this.#tries = 0;
      this.#change(this.steps.filter(({ id }) => !saved.includes(id)));
    }
  }

  async #sendOne({ id, change }: Step<T>): Promise<boolean> {
    this.#mark(id, "saving", null);
    try {
      await this.options.send(change);
      this.#tries = 0;
      this.#mark(id, "saved", null);
    } catch (error) {
      const passes = this.options.passes(error);
      this.#mark(id, passes ? "failed" : "refused", error);
      return !passes;
    }
    return true;
  }

  #later() {
    if (this.#closed) return;
    const pause = (this.options.pause ?? wait)(this.#tries);
    this.#tries += 1;
    this.#timer = setTimeout(() => void this.run(), pause);
  }

  #mark(id: string, state: StepState, error: unknown) {
    this.#change(this.steps.map((step) => (step.id === id ? { ...step, state, error } : step)));
  }

  #change(steps: readonly Step<T>[]) {
    this.steps = steps;
    this.options.onChange(steps);
  }
}
