#include "server/runs/handover_routes.hpp"
#include "server/audit/note.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/runs/handover_store.hpp"
#include "server/runs/masking.hpp"
#include "server/runs/run_store.hpp"
#include "server/users/caller.hpp"
#include "server/users/hub.hpp"
#include "server/users/user_store.hpp"
#include <fmt/format.h>

namespace runs
{
namespace may = http::may;

namespace
{
struct HandoverChoice {
    std::optional<Handover> handover;   // none: nobody was asked
    std::vector<users::UserRef> people; // who can be asked
};
BOOST_DESCRIBE_STRUCT(HandoverChoice, (), (handover, people))

Run require_run(http::Call& call)
{
    auto run = find(call.db(), users::scope_of(call), call.id());
    if (!run) throw Refusal{Why::not_found, "There is no such run."};
    return *run;
}

HandoverChoice show_handover(http::Call& call)
{
    auto run = require_run(call);
    require_need(users::user_of(call), run.department); // the note may be about a student
    return {find_handover(call.db(), run.id), who_may_take(call.db(), run.id, call.caller().id)};
}

void ask_by_letter(http::Call& call, const Run& run, const Handover& handover)
{
    auto person = users::find(call.db(), handover.to.id);
    if (!person) return;
    auto head = call.use<users::Hub>().letter_head(call.db());
    mail::Letter letter{"Rows to fix are waiting for you",
                        {fmt::format("Hello {},", person->name),
                         fmt::format("{} asks you to correct rows of {}.", call.caller().name, run.feed.title)},
                        mail::Button{"Fix the rows", fmt::format("{}/runs/{}/fix", head.address, run.id)},
                        {}};
    if (handover.note) letter.paragraphs.push_back("“" + *handover.note + "”");
    notifications::add_mail(call.db(), call.use<notifications::Outbox>(),
                            fmt::format("handover:{}:{}:{}", run.id, handover.to.id, handover.at),
                            mail::write(letter, person->email, head.school));
}

Handover hand_rows_over(http::Call& call, NewHandover input)
{
    auto handover = require(hand_over(call.db(), users::user_of(call), call.id(), input));
    auto run = require_run(call);
    audit::note(call.db(), call, "run.hand_over", {"run", run.id, run.department.id}, "to " + handover.to.name);
    ask_by_letter(call, run, handover);
    return handover;
}

constexpr http::Route routes_of_handovers[] = {
    http::get<&show_handover>("/api/runs/{id}/handover", may::fix, "Show who is asked to fix the rows, and who can be"),
    http::post<&hand_rows_over>("/api/runs/{id}/handover", may::fix, "Ask somebody else to fix the rows"),
};
} // namespace

std::span<const http::Route> handover_routes() { return routes_of_handovers; }
} // namespace runs
