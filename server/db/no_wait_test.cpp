// While a write transaction is open nothing is waited for; all tests of this program are held to it.
#include "base/no_wait.hpp"
#include "server/db/on_both_engines.hpp"
#include "server/outgoing/client.hpp"
#include "server/outgoing/connection.hpp"
#include "server/outgoing/sftp_client.hpp"
#include "server/sandbox/child.hpp"

namespace db
{
namespace
{
const bool strict = (no_wait::be_strict(), true);

struct NoWait : OnBothEngines {
    static void start_a_child()
    {
        sandbox::Command command;
        command.binary = "/bin/true";
        sandbox::run_child(command);
    }
    static void ask_another_server()
    {
        try {
            outgoing::Client({"127.0.0.1"}).get("http://127.0.0.1:9/");
        } catch (const std::runtime_error&) { // nobody is there
        }
    }
    static void connect()
    {
        try {
            outgoing::Connection("127.0.0.1", 9, {"127.0.0.1"}, std::chrono::seconds(1));
        } catch (const outgoing::Unreachable&) { // nobody is there
        }
    }
    static void ask_an_sftp_server()
    {
        try {
            outgoing::SftpClient("127.0.0.1", 9, {"127.0.0.1"}, "", std::chrono::seconds(1));
        } catch (const outgoing::Unreachable&) { // nobody is there
        }
    }
};
ON_BOTH_ENGINES(NoWait);

TEST_P(NoWait, nothing_is_waited_for_while_a_write_transaction_is_open)
{
    EXPECT_THROW(database().transact([](Session&) { start_a_child(); }), std::logic_error);
    EXPECT_THROW(database().transact([](Session&) { ask_another_server(); }), std::logic_error);
    EXPECT_THROW(database().transact([](Session&) { connect(); }), std::logic_error);
    EXPECT_THROW(database().transact([](Session&) { ask_an_sftp_server(); }), std::logic_error);
}

TEST_P(NoWait, before_and_after_it_and_while_reading_one_may_wait)
{
    database().transact([](Session&) {});
    EXPECT_NO_THROW(start_a_child());
    EXPECT_THROW(database().transact([](Session&) { throw std::runtime_error("rolled back"); }), std::runtime_error);
    EXPECT_NO_THROW(start_a_child());
    EXPECT_NO_THROW(database().read([](Session&) { ask_another_server(); }));
    EXPECT_NO_THROW(database().read([](Session&) { ask_an_sftp_server(); }));
}
} // namespace
} // namespace db
