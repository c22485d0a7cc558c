// @ts-check
// Reading mails as their readers would: from the mailbox of the admin, where no mail server is set.
import { setTimeout as sleep } from "node:timers/promises";

/** The newest mail to that address that fits, once it is there. @param {import("./client.mjs").Client} admin @param {string} to @param {RegExp} [subject] */
export async function mailTo(admin, to, subject = /./) {
  for (let waited = 0; waited < 30_000; waited += 50) {
    const found = (await admin.all("/api/mailbox")).find((mail) => mail.to === to && mail.outcome && subject.test(mail.subject));
    if (found) return { ...found, ...(await admin.get(`/api/mailbox/${found.id}`)).body };
    await sleep(50);
  }
  throw new Error(`no mail to ${to} came`);
}

/** Where the button of a mail leads, and the code it carries. @param {{text: string}} mail */
export function linkIn(mail) {
  const link = /https?:\/\/\S+/.exec(mail.text)?.[0] ?? "";
  return { link, code: /#code=(\S+)$/.exec(link)?.[1] ?? "" };
}

/** How many mails to that address the relay has finished with. @param {import("./client.mjs").Client} admin @param {string} to */
export async function mailsTo(admin, to) {
  return (await admin.all("/api/mailbox")).filter((mail) => mail.to === to).length;
}
