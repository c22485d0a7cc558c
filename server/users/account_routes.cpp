#include "server/users/account_routes.hpp"
#include "base/ids.hpp"
#include "base/utf8.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/users/account_work.hpp"
#include "server/users/code_store.hpp"
#include "server/users/limits.hpp"
#include "server/users/oidc.hpp"
#include "server/users/password.hpp"
#include "server/users/person_store.hpp"
#include "server/users/signed_in.hpp"
#include <algorithm>

namespace users
{
namespace may = http::may;

namespace
{
struct SignInOptions {
    std::string school_name;
    bool registration = false;
    std::optional<std::string> provider; // "Sign in with …"
};
BOOST_DESCRIBE_STRUCT(SignInOptions, (), (school_name, registration, provider))

struct EmailOnly {
    std::string email;
};
BOOST_DESCRIBE_STRUCT(EmailOnly, (), (email))

struct CodeOnly {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(CodeOnly, (), (code))

struct NewRegistration {
    std::string name, email, password;
};
BOOST_DESCRIBE_STRUCT(NewRegistration, (), (name, email, password))

struct PasswordByCode {
    std::string code, password;
};
BOOST_DESCRIBE_STRUCT(PasswordByCode, (), (code, password))

struct InvitationShown {
    std::string name, email, school_name;
};
BOOST_DESCRIBE_STRUCT(InvitationShown, (), (name, email, school_name))

struct InvitationAccepted {
    std::string code, name, password;
};
BOOST_DESCRIBE_STRUCT(InvitationAccepted, (), (code, name, password))

[[noreturn]] void dead_link(http::Call& call)
{
    count_failure(call, wrong_codes_per_network);
    throw http::Stop(http::invalid({{"code", "has expired, or has been used already. Ask for a new link"}}, false));
}

[[noreturn]] void misfit(const char* member, const std::string& words)
{
    throw http::Stop(http::invalid({{member, words}}, false));
}

void require_password_rules(const std::string& password)
{
    if (auto fits = check_password(password); !fits) misfit("password", fits.error().message);
}

void require_name(const std::string& name)
{
    auto of_no_name = [](char c) {
        return static_cast<unsigned char>(c) < ' ' || std::string_view("/\\:@<>").contains(c);
    };
    if (name.find_first_not_of(' ') == name.npos || name.size() > 100 || std::ranges::any_of(name, of_no_name))
        misfit("name", "must be the name by which colleagues know you, in 100 letters at most");
}

// Known or not, the answer and the work are the same: a row for the relay.
void leave_to_relay(http::Call& call, const std::string& topic, const std::string& text)
{
    call.database().transact([&](db::Session& db) {
        notifications::add(db, call.use<notifications::Outbox>(), topic, topic + ":" + random_hex(16), text);
    });
}

SignInOptions show_options(http::Call& call)
{
    const auto& hub = call.use<Hub>();
    const auto& oidc = call.use<Oidc>();
    return {hub.school_name(call.db()), hub.registration, oidc.is_on() ? std::optional(oidc.label()) : std::nullopt};
}

http::Nothing register_person(http::Call& call, NewRegistration input)
{
    if (!call.use<Hub>().registration)
        throw Refusal{Why::forbidden, "People join by invitation here. Ask an admin of BatchOps to invite you."};
    require_tries_left(call, mails_per_network);
    require_name(input.name);
    if (!mail::is_address(input.email)) misfit("email", "must be an e-mail address, such as name@school.test");
    require_password_rules(input.password);
    Registration wanted{input.name, input.email, require(hash_password(input.password))};
    leave_to_relay(call, registration_topic, json::serialize(json::encode(wanted)));
    return {};
}

http::Nothing resend_verification(http::Call& call, EmailOnly input)
{
    require_tries_left(call, mails_per_network);
    leave_to_relay(call, verification_topic, std::string(cut_utf8(input.email, 254)));
    return {};
}

http::Nothing verify_email(http::Call& call, CodeOnly input)
{
    require_failures_left(call, wrong_codes_per_network);
    bool verified = call.database().transact([&](db::Session& db) {
        auto owner = use_code(db, input.code, CodePurpose::verification);
        if (owner) {
            note_verified(db, *owner);
            audit::note(db, call, "user.verify_email", {"user", *owner, {}});
        }
        return owner.has_value();
    });
    if (!verified) dead_link(call);
    return {};
}

http::Nothing ask_for_reset(http::Call& call, EmailOnly input)
{
    require_tries_left(call, mails_per_network);
    leave_to_relay(call, password_reset_topic, std::string(cut_utf8(input.email, 254)));
    return {};
}

// Hashing comes first: the code is used up in the transaction that sets the password, or not at all.
http::Nothing reset_password(http::Call& call, PasswordByCode input)
{
    require_failures_left(call, wrong_codes_per_network);
    require_password_rules(input.password);
    auto hash = require(hash_password(input.password));
    bool done = call.database().transact([&](db::Session& db) {
        auto owner = use_code(db, input.code, CodePurpose::password_reset);
        if (!owner) return false;
        set_first_password(db, *owner, hash);
        revoke_tokens_of(db, *owner);
        end_codes_of(db, *owner);
        audit::note(db, call, "user.reset_password", {"user", *owner, {}});
        auto person = find_anyone(db, *owner).value();
        mail_to_person(db, call.use<notifications::Outbox>(),
                       password_changed(call.use<Hub>().letter_head(db), person));
        return true;
    });
    if (!done) dead_link(call);
    return {};
}

InvitationShown show_invitation(http::Call& call, CodeOnly input)
{
    require_failures_left(call, wrong_codes_per_network);
    InvitationShown shown;
    auto person = call.database().read([&](db::Session& db) {
        auto owner = owner_of_code(db, input.code, CodePurpose::invitation);
        shown.school_name = call.use<Hub>().school_name(db);
        return owner ? find(db, *owner) : std::nullopt;
    });
    if (!person) dead_link(call);
    shown.name = person->name;
    shown.email = person->email;
    return shown;
}

// The link went to the address and the password is new: nobody has to type both again to begin.
SignedIn accept_invitation(http::Call& call, InvitationAccepted input)
{
    require_failures_left(call, wrong_codes_per_network);
    require_name(input.name);
    require_password_rules(input.password);
    auto hash = require(hash_password(input.password));
    auto signed_in = call.database().transact([&](db::Session& db) -> std::optional<SignedIn> {
        auto owner = use_code(db, input.code, CodePurpose::invitation);
        if (!owner) return std::nullopt;
        set_first_password(db, *owner, hash, input.name);
        end_codes_of(db, *owner);
        audit::note(db, call, "user.accept_invitation", {"user", *owner, {}});
        return begin_session(db, call, find(db, *owner).value(), false);
    });
    if (!signed_in) dead_link(call);
    return *signed_in;
}

constexpr http::Route routes_of_accounts[] = {
    http::get<&show_options>("/api/sign-in/options", may::anyone, "Show how one may sign in here"),
    http::post<&register_person>("/api/registrations", may::anyone, "Register; a mail confirms the address").slow(),
    http::post<&resend_verification>("/api/registrations/resend", may::anyone, "Send the mail again").by_hand(),
    http::post<&verify_email>("/api/registrations/verify", may::anyone, "Confirm an address by its code").by_hand(),
    http::post<&ask_for_reset>("/api/password-resets", may::anyone, "Ask for a mail that lets one choose a password")
        .by_hand(),
    http::post<&reset_password>("/api/password-resets/use", may::anyone, "Choose a password by the code of the mail")
        .slow(),
    http::post<&show_invitation>("/api/invitations/show", may::anyone, "Show whom an invitation is for").by_hand(),
    http::post<&accept_invitation>("/api/invitations/accept", may::anyone,
                                   "Accept an invitation with a password, and sign in")
        .slow(),
};
} // namespace

std::span<const http::Route> account_routes() { return routes_of_accounts; }
} // namespace users
