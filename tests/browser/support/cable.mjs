// @ts-check
// A cable between the browser and the hub that can be pulled out and put back.
import { connect, createServer } from "node:net";

export class Cable {
  /** @type {Set<import("node:net").Socket>} */ #sockets = new Set();
  #pulled = false;

  /** @param {string} hubUrl */
  constructor(hubUrl) {
    const port = Number(new URL(hubUrl).port);
    this.server = createServer((browser) => {
      if (this.#pulled) return browser.destroy();
      const hub = connect(port, "127.0.0.1");
      for (const [from, to] of [
        [browser, hub],
        [hub, browser],
      ]) {
        this.#sockets.add(from);
        from.on("close", () => (this.#sockets.delete(from), to.destroy())).on("error", () => to.destroy());
        from.pipe(to);
      }
    });
  }

  /** @returns {Promise<string>} the address on the browser's side */
  plugIn() {
    return new Promise((resolve) => {
      this.server.listen(0, "127.0.0.1", () => {
        const address = /** @type {import("node:net").AddressInfo} */ (this.server.address());
        resolve(`http://127.0.0.1:${address.port}`);
      });
    });
  }

  pull() {
    this.#pulled = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  putBack() {
    this.#pulled = false;
  }

  close() {
    this.pull();
    this.server.close();
  }
}
