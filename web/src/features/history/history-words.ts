// Events as sentences: "Maya Okafor let run 9 through." What the action is called inside is nobody's business here.
import type { AuditEvent } from "./history.api";

// What was done; % stands for what it was done to.
const acts: Record<string, string> = {
  "access.refused": "was refused a page or an action",
  "demo.remove": "removed the demo school",
  "department.change": "changed %",
  "department.create": "added %",
  "feed.add_contract": "put new file rules of % in force",
  "feed.create": "made %",
  "feed.forget": "had % forget an answer",
  "feed.go_live": "put the draft of % in force",
  "feed.grant": "let another regular file read %",
  "feed.propose": "had rules of % proposed from good files",
  "feed.revoke_grant": "ended that another regular file reads %",
  "feed.set_aliases": "changed the names under which columns of % are known",
  "feed.read": "looked at data of %",
  "link.create": "asked somebody by link",
  "link.read": "looked at rows by a link",
  "link.revoke": "ended a link",
  "mail.test": "sent a test mail",
  "proposal.create": "proposed a rule",
  "proposal.approve": "approved %",
  "proposal.decline": "declined %",
  "report.download": "downloaded %",
  "report.read": "looked at rows of %",
  "report.restore": "brought % back into force",
  "run.answer": "answered what a file left open, which started %",
  "run.approve": "let a held file through, which started %",
  "run.cancel": "cancelled %",
  "run.change_period": "said that a file is for another period, which started %",
  "run.continue": "had corrections checked, which started %",
  "run.discard": "discarded %",
  "run.download": "downloaded a sheet of %",
  "run.fix": "corrected rows of %",
  "run.hand_over": "handed the rows of % over",
  "run.read": "looked at rows of %",
  "run.run_again": "ran a file again, which started %",
  "run.slip": "sent a correction sheet for %",
  "run.undo_fix": "took corrections of % back",
  "sample.accept": "sent a good file to learn from",
  "school.change": "changed the facts of the school",
  "school.logo": "changed the logo of the school",
  "student.erase": "erased a student",
  "student.hold": "put a legal hold on a student",
  "student.lift_hold": "lifted a legal hold",
  "token.create": "made a token for a script",
  "token.revoke": "ended a token or a sign-in",
  "token.revoke_others": "signed out everywhere else",
  "upload.accept": "sent %",
  "upload.download": "downloaded %",
  "upload.read": "looked at %",
  "user.accept_invitation": "accepted the invitation",
  "user.change": "changed the account of %",
  "user.change_password": "changed the own password",
  "user.disable": "switched off the account of %",
  "user.enable": "switched on the account of %",
  "user.end_sessions": "signed % out everywhere",
  "user.invite": "invited %",
  "user.invite_again": "sent the invitation of % again",
  "user.recovery_codes": "made new recovery codes",
  "user.reset_password": "chose a new password by a mail",
  "user.reset_second_factor": "took the second factor from %",
  "user.second_factor_off": "turned the own second factor off",
  "user.second_factor_on": "turned the own second factor on",
  "user.sign_in": "signed in",
  "user.sign_in_by_provider": "signed in by the school's account",
  "user.sign_in_failed": "failed to sign in",
  "user.sign_out": "signed out",
  "user.verify_email": "confirmed the e-mail address",
  "user.wrong_own_password": "typed a wrong password",
};

const nouns: Record<string, string> = {
  department: "department",
  feed: "regular file",
  proposal: "proposed rule",
  report: "report",
  run: "run",
  upload: "file",
  user: "person",
};

export const subjectWords = ({ subject, subject_id }: Pick<AuditEvent, "subject" | "subject_id">) =>
  subject_id === null ? (nouns[subject] ?? subject) : `${nouns[subject] ?? subject} ${subject_id}`;

export function actWords(event: Pick<AuditEvent, "action" | "subject" | "subject_id">): string {
  const act = acts[event.action];
  if (act) return act.replace("%", subjectWords(event));
  const words = event.action.slice(event.action.indexOf(".") + 1).replaceAll("_", " ");
  return `${words}: ${subjectWords(event)}`;
}

const isRead = ({ action }: AuditEvent) => action.endsWith(".read");
// Of a read the detail is the address that was asked for, which says nothing to people.
export const detailWords = (event: AuditEvent) => (isRead(event) ? "" : event.detail);

export interface ShownEvent extends AuditEvent {
  times: number; // how often in a row the same was read
}

// Somebody who looks at a page reads several things of it: one line for all that follow each other.
export function groupReads(events: AuditEvent[]): ShownEvent[] {
  const shown: ShownEvent[] = [];
  for (const event of events) {
    const last = shown.at(-1);
    const same =
      last !== undefined &&
      isRead(event) &&
      last.action === event.action &&
      last.actor_id === event.actor_id &&
      last.subject_id === event.subject_id;
    if (same) last.times += 1;
    else shown.push({ ...event, times: 1 });
  }
  return shown;
}
