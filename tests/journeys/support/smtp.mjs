// @ts-check
// A real SMTP server (python3-aiosmtpd), and certificates made for the occasion.
import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./hub.mjs";

/** @typedef {{to: string[], from: string, subject: string, id: string, date: string, text: string, html: string, tls: boolean, authenticated: boolean, turned_away?: boolean}} Mail */

/** A certificate of 127.0.0.1 that signs itself, as cert.pem and key.pem. @param {string} folder */
export function makeCertificate(folder) {
  execFileSync("openssl", [
    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
    "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem"),
  ], { stdio: "ignore" });
}

export class SmtpServer {
  /** @type {Mail[]} */ mails = [];
  /** @type {Mail[]} */ turnedAway = [];
  port = 0;

  /** @param {string[]} args */
  static async start(args = []) {
    const server = new SmtpServer();
    server.process = spawn("/usr/bin/python3", [join(root, "tests/journeys/support/smtp_server.py"), ...args], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    createInterface({ input: /** @type {any} */ (server.process.stdout) }).on("line", (line) => {
      const told = JSON.parse(line);
      if (told.port) server.port = told.port;
      else (told.turned_away ? server.turnedAway : server.mails).push(told);
    });
    while (!server.port) {
      if (server.process.exitCode !== null) throw new Error("the SMTP server does not start; is python3-aiosmtpd installed?");
      await sleep(20);
    }
    return server;
  }

  /** The first mail to that address that fits. @param {string} to @param {RegExp} [subject] @returns {Promise<Mail>} */
  async mailTo(to, subject = /./) {
    for (let waited = 0; waited < 60_000; waited += 50) {
      const found = this.mails.find((mail) => mail.to.includes(to) && subject.test(mail.subject));
      if (found) return found;
      await sleep(50);
    }
    throw new Error(`no mail to ${to} came`);
  }

  stop() {
    this.process?.stdin?.end();
    this.process?.kill();
  }
}
