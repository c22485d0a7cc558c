#include "server/users/account_work.hpp"
#include "base/ids.hpp"
#include "base/json.hpp"
#include "server/audit/audit_store.hpp"
#include "server/users/code_store.hpp"
#include "server/users/limits.hpp"
#include "server/users/person_store.hpp"
#include <stdexcept>

namespace users
{
namespace
{
// Nobody can fill somebody else's mailbox by asking again and again.
bool too_many_mails_to(db::Session& db, const User& person)
{
    return count_try(db, mails_per_account, std::to_string(person.id)).count() > 0;
}

void note(db::Session& db, const std::string& action, std::int64_t user_id)
{
    audit::AuditEvent event;
    event.actor = "somebody not signed in";
    event.action = action;
    event.subject = "user";
    event.subject_id = user_id;
    audit::append(db, std::move(event));
}
} // namespace

void mail_to_person(db::Session& db, const notifications::Outbox& outbox, const mail::Message& message)
{
    notifications::add_mail(db, outbox, "account:" + random_hex(16), message);
}

void work_registration(db::Session& db, const notifications::Outbox& outbox, const Hub& hub, const std::string& text)
{
    Registration wanted;
    json::FieldErrors errors;
    auto document = json::parse(text);
    json::decode(&document, wanted, "", errors);
    if (!errors.empty()) throw std::runtime_error("a registration in the outbox is not readable");
    if (auto known = find_by_email(db, wanted.email)) {
        if (!too_many_mails_to(db, *known)) mail_to_person(db, outbox, registered_already(hub.letter_head(db), *known));
        return;
    }
    NewUser fresh{wanted.email, wanted.name, Role::user, wanted.password_hash, {}, false, false};
    auto made = insert(db, fresh);
    if (!made) return; // a disabled account has this address: it stays as it is
    note(db, "user.register", made->id);
    auto code = issue_code(db, made->id, CodePurpose::verification);
    mail_to_person(db, outbox, verification(hub.letter_head(db), *made, code));
}

void work_verification(db::Session& db, const notifications::Outbox& outbox, const Hub& hub, const std::string& email)
{
    auto person = find_by_email(db, email);
    if (!person || person->state != UserState::unverified || too_many_mails_to(db, *person)) return;
    auto code = issue_code(db, person->id, CodePurpose::verification);
    mail_to_person(db, outbox, verification(hub.letter_head(db), *person, code));
}

void work_password_reset(db::Session& db, const notifications::Outbox& outbox, const Hub& hub, const std::string& email)
{
    auto person = find_by_email(db, email);
    if (!person || too_many_mails_to(db, *person)) return;
    note(db, "user.ask_for_password_reset", person->id);
    auto code = issue_code(db, person->id, CodePurpose::password_reset);
    mail_to_person(db, outbox, password_reset(hub.letter_head(db), *person, code));
}
} // namespace users
