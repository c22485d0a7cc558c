// @ts-check
// The S3 server of tests/s3: a process of its own, and harm that it does on request.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./hub.mjs";

const python = join(root, ".cache/s3-server/bin/python");
export const noS3 = existsSync(python) ? false : "No S3 server is installed for tests: ./ops test installs it (tests/s3).";

export async function startS3() {
  const child = spawn(python, [join(root, "tests/s3/server.py")], { stdio: ["pipe", "pipe", "ignore"] });
  const port = await new Promise((resolve, reject) => {
    child.stdout.once("data", (bytes) => resolve(Number(bytes.toString())));
    child.once("exit", () => reject(new Error("the S3 server of the tests ended")));
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    /** Settings of a hub that keeps its files there. @type {Record<string, string>} */
    settings: { BATCHOPS_S3_ENDPOINT: url, BATCHOPS_S3_BUCKET: "files", BATCHOPS_S3_REGION: "eu-test-1", BATCHOPS_S3_ACCESS_KEY: "hub", BATCHOPS_S3_SECRET_KEY: "hub-secret" },
    /** @param {object[]} harms what it does from now on */
    harm: (harms) => fetch(`${url}/~harm`, { method: "POST", body: JSON.stringify(harms) }),
    /** What it was asked since it was last harmed. @returns {Promise<[string, string, string][]>} */
    asked: async () => /** @type {any} */ ((await fetch(`${url}/~asked`)).json()),
    stop: () => child.stdin.end(),
  };
}
