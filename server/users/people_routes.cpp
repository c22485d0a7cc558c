#include "server/users/people_routes.hpp"
#include "server/audit/note.hpp"
#include "server/http/list.hpp"
#include "server/users/account_work.hpp"
#include "server/users/caller.hpp"
#include "server/users/code_store.hpp"
#include "server/users/person_store.hpp"
#include "server/users/second_factor_store.hpp"
#include "server/users/user_store.hpp"
#include <fmt/format.h>

namespace users
{
namespace may = http::may;

namespace
{
struct UserQuery : http::PageParameters {
    std::optional<std::string> search;
    std::optional<UserState> state;
};
BOOST_DESCRIBE_STRUCT(UserQuery, (http::PageParameters), (search, state))

struct NewMembership {
    std::int64_t department_id = 0;
    bool may_send = false;
};
BOOST_DESCRIBE_STRUCT(NewMembership, (), (department_id, may_send))

struct NewInvitation {
    std::string email;
    std::optional<std::string> name;
};
BOOST_DESCRIBE_STRUCT(NewInvitation, (), (email, name))

struct NewInvitations {
    std::vector<NewInvitation> people;
    Role role = Role::user;
    std::vector<NewMembership> departments;
};
BOOST_DESCRIBE_STRUCT(NewInvitations, (), (people, role, departments))

enum class InvitationOutcome { invited, here_already, no_address };
BOOST_DESCRIBE_ENUM(InvitationOutcome, invited, here_already, no_address)

struct InvitationResult {
    std::string email;
    InvitationOutcome outcome = InvitationOutcome::invited;
};
BOOST_DESCRIBE_STRUCT(InvitationResult, (), (email, outcome))

struct PersonUpdate {
    std::string name;
    Role role = Role::user;
    std::vector<NewMembership> departments;
};
BOOST_DESCRIBE_STRUCT(PersonUpdate, (), (name, role, departments))

std::vector<MembershipOf> memberships(const std::vector<NewMembership>& wanted)
{
    std::vector<MembershipOf> made;
    for (const auto& one : wanted) made.push_back({one.department_id, one.may_send});
    return made;
}

// "ben.ito@north.test" → "Ben Ito", until the person says better.
std::string name_from(std::string_view email)
{
    std::string name;
    bool start = true;
    for (char c : email.substr(0, email.find('@'))) {
        bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (!letter && !start) name += ' ';
        if (letter) name += start ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
        start = !letter;
    }
    while (name.ends_with(' ')) name.pop_back();
    return name.empty() ? std::string(email) : name;
}

void send_invitation(http::Call& call, const User& person)
{
    auto code = issue_code(call.db(), person.id, CodePurpose::invitation);
    mail_to_person(call.db(), call.use<notifications::Outbox>(),
                   invitation(call.use<Hub>().letter_head(call.db()), person, call.caller().name, code));
}

void note(http::Call& call, const char* action, std::int64_t id, const std::string& detail = "")
{
    audit::note(call.db(), call, action, {"user", id, {}}, detail);
}

User require_person(http::Call& call)
{
    auto person = find_anyone(call.db(), call.id());
    if (!person) throw Refusal{Why::not_found, "There is no such person."};
    return *person;
}

void require_somebody_else(http::Call& call, const char* what)
{
    if (call.id() == call.caller().id)
        throw Refusal{Why::conflict, fmt::format("You cannot {} yourself. Ask another admin.", what)};
}

http::List<User> list_users(http::Call& call, UserQuery query)
{
    return http::list_of(call, require(list(call.db(), {query.search, query.state}, query.page())));
}

User show_user(http::Call& call) { return require_person(call); }

// Who looks after departments invites those who send their files; only an admin gives more than that.
void require_may_invite(http::Call& call, Role role)
{
    if (role != Role::user && !call.may(may::manage_people))
        throw Refusal{Why::forbidden, fmt::format("Only an admin invites moderators and admins. Ask {}.",
                                                  names_of(call.db(), {Role::admin}))};
}

void require_departments(const NewInvitations& input)
{
    if (input.role == Role::user && input.departments.empty())
        throw http::Stop(http::invalid(
            {{"departments",
              "must name one at least: who sends files belongs to a department before the mail goes out"}},
            false));
}

InvitationResult invite(http::Call& call, const NewInvitation& person, const NewInvitations& all)
{
    if (!mail::is_address(person.email)) return {person.email, InvitationOutcome::no_address};
    NewUser fresh;
    fresh.email = person.email;
    fresh.name = person.name.value_or("").empty() ? name_from(person.email) : *person.name;
    fresh.verified = false;
    auto made = insert(call.db(), fresh);
    if (!made) return {person.email, InvitationOutcome::here_already};
    auto ready = require(change(call.db(), made->id, {made->name, all.role, memberships(all.departments)}));
    note_inviter(call.db(), made->id, call.caller().id);
    note(call, "user.invite", made->id, json::enum_text(all.role));
    send_invitation(call, ready);
    return {ready.email, InvitationOutcome::invited};
}

http::Created<http::Listing<InvitationResult>> invite_people(http::Call& call, NewInvitations input)
{
    if (input.people.empty() || input.people.size() > 200)
        throw http::Stop(http::invalid({{"people", "must be between 1 and 200 people"}}, false));
    require_may_invite(call, input.role);
    require_departments(input);
    http::Listing<InvitationResult> results;
    for (const auto& person : input.people) results.results.push_back(invite(call, person, input));
    return {results};
}

http::Nothing resend_invitation(http::Call& call)
{
    auto person = require_person(call);
    if (person.state != UserState::invited)
        throw Refusal{Why::conflict, "This person has accepted already, or was not invited."};
    require_may_invite(call, person.role);
    send_invitation(call, person);
    note(call, "user.invite_again", person.id);
    return {};
}

User update_user(http::Call& call, PersonUpdate input)
{
    auto before = require_person(call);
    if (input.name.find_first_not_of(" \t\r\n") == input.name.npos)
        throw http::Stop(http::invalid({{"name", "must not be empty"}}, false));
    if (input.role != before.role) require_somebody_else(call, "change the role of");
    auto after = require(change(call.db(), call.id(), {input.name, input.role, memberships(input.departments)}));
    note(call, "user.change", after.id,
         before.role == after.role
             ? "departments or name"
             : fmt::format("role: {} to {}", json::enum_text(before.role), json::enum_text(after.role)));
    return after;
}

User disable_user(http::Call& call)
{
    require_somebody_else(call, "switch off");
    auto person = require(disable(call.db(), call.id()));
    note(call, "user.disable", person.id);
    return person;
}

User enable_user(http::Call& call)
{
    auto person = require(enable(call.db(), call.id()));
    note(call, "user.enable", person.id);
    return person;
}

http::Nothing end_sessions(http::Call& call)
{
    auto person = require_person(call);
    auto count = revoke_tokens_of(call.db(), person.id);
    note(call, "user.end_sessions", person.id, fmt::format("{} tokens", count));
    return {};
}

// For somebody whose phone and recovery codes are gone.
User reset_second_factor(http::Call& call)
{
    auto person = require_person(call);
    require_somebody_else(call, "take the second factor from");
    remove_second_factor(call.db(), person.id);
    revoke_tokens_of(call.db(), person.id);
    note(call, "user.reset_second_factor", person.id);
    return require_person(call);
}

constexpr http::Route routes_of_people[] = {
    http::get<&list_users>("/api/users", may::read_people, "List people by name"),
    http::get<&show_user>("/api/users/{id}", may::read_people, "Show one person"),
    http::post<&invite_people>("/api/users/invite", may::manage_departments, "Invite people by mail"),
    http::post<&resend_invitation>("/api/users/{id}/invite-again", may::manage_departments,
                                   "Send the invitation again"),
    http::post<&update_user>("/api/users/{id}/change", may::manage_people, "Change name, role and departments"),
    http::post<&disable_user>("/api/users/{id}/disable", may::manage_people, "Switch an account off"),
    http::post<&enable_user>("/api/users/{id}/enable", may::manage_people, "Switch an account on again"),
    http::post<&end_sessions>("/api/users/{id}/end-sessions", may::manage_people, "Sign a person out everywhere"),
    http::post<&reset_second_factor>("/api/users/{id}/reset-second-factor", may::manage_people,
                                     "Take away a second factor that is lost"),
};
} // namespace

std::span<const http::Route> people_routes() { return routes_of_people; }
} // namespace users
