#include "server/notifications/mailbox_routes.hpp"
#include "base/ids.hpp"
#include "server/audit/note.hpp"
#include "server/http/list.hpp"
#include "server/notifications/outbox_store.hpp"

namespace notifications
{
namespace may = http::may;

namespace
{
struct MailboxQuery : http::PageParameters {
};
BOOST_DESCRIBE_STRUCT(MailboxQuery, (http::PageParameters), ())

struct MailboxState {
    bool has_server = false;
    std::string server;
    std::string from;
};
BOOST_DESCRIBE_STRUCT(MailboxState, (), (has_server, server, from))

struct TestMail {
    std::string to;
};
BOOST_DESCRIBE_STRUCT(TestMail, (), (to))

http::List<MailEntry> list_mailbox(http::Call& call, MailboxQuery query)
{
    return http::list_of(call, require(list_mails(call.db(), call.use<Outbox>().keys, query.page())));
}

MailboxState show_state(http::Call& call)
{
    const auto& settings = call.use<MailSettings>();
    return {settings.has_server, settings.server, settings.from};
}

// With a mail server the words went to their reader alone.
mail::Message show_mail(http::Call& call)
{
    auto found = find_mail(call.db(), call.use<Outbox>().keys, call.id());
    if (!found) throw Refusal{Why::not_found, "There is no such mail."};
    if (call.use<MailSettings>().has_server) found->text = found->html = "";
    return *found;
}

http::Nothing send_test(http::Call& call, TestMail input)
{
    if (!mail::is_address(input.to))
        throw http::Stop(http::invalid({{"to", "must be an e-mail address, such as name@school.test"}}, false));
    mail::Letter letter{"A test mail from BatchOps",
                        {"If you can read this, the mail settings of BatchOps work."},
                        std::nullopt,
                        {"Somebody who runs BatchOps sent it from the mailbox page."}};
    auto school = call.use<MailSettings>().school_name(call.db());
    add_mail(call.db(), call.use<Outbox>(), "test:" + random_hex(8), mail::write(letter, input.to, school));
    audit::note(call.db(), call, "mail.test", {"hub", {}, {}});
    return {};
}

constexpr http::Route routes_of_mailbox[] = {
    http::get<&list_mailbox>("/api/mailbox", may::manage_system, "List the mails of the outbox, newest first"),
    http::get<&show_state>("/api/mailbox/state", may::manage_system, "Show where mails go"),
    http::get<&show_mail>("/api/mailbox/{id}", may::manage_system, "Show a mail that was kept instead of being sent")
        .reads("mail"),
    http::post<&send_test>("/api/mailbox/test", may::manage_system, "Send a test mail"),
};
} // namespace

std::span<const http::Route> mailbox_routes() { return routes_of_mailbox; }
} // namespace notifications
