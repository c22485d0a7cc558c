// @ts-check
// Invites somebody and accepts for them: a person with exactly this role and these departments.
import { Client } from "./client.mjs";
import { linkIn, mailTo } from "./mailbox.mjs";

const password = "a long one for tests";

/**
 * @param {import("./hub.mjs").Hub} hub @param {Client} admin @param {string} email @param {string} role
 * @param {[string, boolean][]} departments key, and whether they may send
 */
export async function joinedBy(hub, admin, email, role, departments) {
  const known = await admin.all("/api/departments");
  const ids = departments.map(([key, may_send]) => ({ department_id: known.find((one) => one.key === key).id, may_send }));
  const invited = await admin.post("/api/users/invite", { people: [{ email, name: email.split("@")[0] }], role, departments: ids });
  if (invited.status !== 201) throw new Error(`not invited: ${JSON.stringify(invited.body)}`);
  const { code } = linkIn(await mailTo(admin, email, /invited/));
  await hub.anyone.post("/api/invitations/accept", { code, name: email.split("@")[0], password });
  const reply = await hub.anyone.post("/api/sign-in", { email, password });
  if (reply.status !== 200) throw new Error(`${email} cannot sign in: ${JSON.stringify(reply.body)}`);
  return new Client(hub.url, reply.body.token);
}
