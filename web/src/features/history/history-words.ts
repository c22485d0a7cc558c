// Events as sentences: "Maya Okafor let run 9 through." What the action is called inside is nobody's business here.
import type { AuditEvent } from "./history.api";

// What was done; % stands for what it was done to.
const acts: Record<string, string> = {
  "access.refused": "was refused a page or an action",
  "calendar.change": "changed %",
  "calendar.create": "added %",
  "calendar.remove": "removed %",
  "delivery.again": "had a report sent again",
  "demo.remove": "removed the demo school",
  "department.change": "changed %",
  "department.create": "added %",
  "due_file.excuse": "excused a due file",
  "due_file.hand_over": "handed a due file over",
  "due_file.remind": "reminded of a due file",
  "due_file.take_back": "took a due file back",
  "due_file.unexcuse": "took back that a due file is excused",
  "expectation.change": "changed when a file is due",
  "expectation.create": "said when a file is due",
  "expectation.remove": "removed when a file is due",
  "feed.add_contract": "put new file rules of % in force",
  "feed.create": "made %",
  "feed.discard_draft": "discarded the draft of %",
  "feed.forget": "had % forget an answer",
  "feed.go_live": "put the draft of % in force",
  "feed.grant": "let another regular file read %",
  "feed.propose": "had rules of % proposed from good files",
  "feed.purge": "removed old files of %, as its rules say",
  "feed.read": "looked at data of %",
  "feed.revoke_grant": "ended that another regular file reads %",
  "feed.save_draft": "saved a draft of %",
  "feed.set_aliases": "changed the names under which columns of % are known",
  "feed.test_draft": "tested the draft of %",
  "history.read": "looked at the history",
  "history.seal": "sealed the history with a key",
  "history.shorter": "found that the history is shorter than it was",
  "hub.backup": "made a backup",
  "hub.purge": "removed what is kept no longer",
  "incident.acknowledge": "took %",
  "incident.assign": "assigned %",
  "incident.bulk_acknowledge": "took several issues",
  "incident.bulk_assign": "assigned several issues",
  "incident.bulk_comment": "wrote a comment on several issues",
  "incident.bulk_merge": "joined several issues",
  "incident.bulk_reopen": "opened several issues again",
  "incident.bulk_resolve": "resolved several issues",
  "incident.bulk_snooze": "snoozed several issues",
  "incident.bulk_wait": "asked departments about several issues",
  "incident.comment": "wrote a comment on %",
  "incident.create": "opened %",
  "incident.known_error": "said which known error % is",
  "incident.merge": "joined % with another",
  "incident.read": "looked at %",
  "incident.remedy": "repaired the file of %",
  "incident.remedy_undo": "took back a repair of %",
  "incident.reopen": "opened % again",
  "incident.resolve": "resolved %",
  "incident.snooze": "snoozed %",
  "incident.undo": "took back what was done to %",
  "incident.unmerge": "took % out of another",
  "incident.wait": "asked the department about %",
  "known_error.change": "changed %",
  "known_error.create": "described %",
  "known_error.import": "took known errors from a file",
  "known_error.self_repair": "said whether files are repaired by themselves",
  "link.answer": "answered by a link",
  "link.create": "asked somebody by link",
  "link.enter": "proved who opened a link",
  "link.open": "opened a link",
  "link.read": "looked at rows by a link",
  "link.revoke": "ended a link",
  "mail.read": "looked at a mail",
  "mail.test": "sent a test mail",
  "proposal.approve": "approved %",
  "proposal.create": "proposed a rule",
  "proposal.decline": "declined %",
  "proposal.read": "looked at %",
  "report.download": "downloaded %",
  "report.publish": "published %",
  "report.read": "looked at rows of %",
  "report.restore": "brought % back into force",
  "report.send": "sent % to those who get it",
  "report.withdraw": "withdrew %",
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
  "run.start": "started %",
  "run.undo_fix": "took corrections of % back",
  "sample.accept": "sent a good file to learn from",
  "schedule.change": "changed %",
  "schedule.create": "planned %",
  "schedule.pause": "paused %",
  "schedule.remove": "removed %",
  "schedule.resume": "let % go on",
  "schedule.skip": "left out a time of %",
  "school.change": "changed the facts of the school",
  "school.logo": "changed the logo of the school",
  "school.zone": "changed the time zone of the school",
  "share_link.create": "made a link to %",
  "share_link.revoke": "ended a link to %",
  "sharing.policy": "changed who outside may get reports",
  "source.change": "changed %",
  "source.create": "added %",
  "source.pause": "paused %",
  "source.remove": "removed %",
  "source.resume": "let % go on",
  "storage.damaged": "found a damaged file",
  "storage.missing": "found that a file is missing",
  "student.erase": "erased a student",
  "student.erase_again": "erased a student again, in what was restored",
  "student.export": "downloaded what is held of a student",
  "student.hold": "put a legal hold on a student",
  "student.lift_hold": "lifted a legal hold",
  "student.list": "kept the list of erased students",
  "student.look_up": "looked up what is held of a student",
  "subscription.change": "changed who gets reports of %",
  "subscription.create": "had reports of % sent to somebody",
  "subscription.stop": "ended that somebody gets reports of %",
  "token.create": "made a token for a script",
  "token.revoke": "ended a token or a sign-in",
  "token.revoke_others": "signed out everywhere else",
  "upload.accept": "sent %",
  "upload.adopt": "found % after a restart",
  "upload.download": "downloaded %",
  "upload.pick_up": "picked up %",
  "upload.read": "looked at %",
  "user.accept_invitation": "accepted the invitation",
  "user.ask_for_password_reset": "asked for a new password",
  "user.change": "changed the account of %",
  "user.change_password": "changed the own password",
  "user.disable": "switched off the account of %",
  "user.enable": "switched on the account of %",
  "user.end_sessions": "signed % out everywhere",
  "user.invite": "invited %",
  "user.invite_again": "sent the invitation of % again",
  "user.recovery_codes": "made new recovery codes",
  "user.register": "asked for an account",
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
  calendar: "calendar",
  department: "department",
  feed: "regular file",
  incident: "issue",
  known_error: "known error",
  proposal: "proposed rule",
  report: "report",
  run: "run",
  schedule: "schedule",
  source: "pick-up place",
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
