#pragma once
// What became of every version that was handed to somebody. A version goes to a recipient once.
#include "base/result.hpp"
#include "server/db/page.hpp"
#include "server/sharing/delivery.hpp"
#include "server/sharing/subscription_store.hpp"

namespace sharing
{
struct NewDelivery {
    std::int64_t report_id = 0;
    DeliveryKind kind = DeliveryKind::report;
    Target target{};
    How how = How::link;
    std::vector<reports::ReportFormat> formats{};
    std::optional<std::int64_t> subscription_id{}, part_id{};
    std::optional<std::string> part{};
    std::optional<std::string> suppressed{}; // why it is not sent
};
// Nothing where the recipient has been handed that version in that way before.
std::optional<ReportDelivery> insert(db::Session& db, const NewDelivery& wanted);
std::optional<ReportDelivery> find_delivery(db::Session& db, const users::Scope& scope, std::int64_t id);
// Of the person alone, and of what hands rows over: who is told of a correction gets none by that.
std::optional<ReportDelivery> find_own(db::Session& db, std::int64_t user_id, std::int64_t id);
// Newest first.
Result<db::Page<ReportDelivery>> deliveries_of(db::Session& db, std::int64_t report_id, const db::PageQuery& wanted);
std::vector<DeliveryStep> steps_of(db::Session& db, std::int64_t id);

// Changes the state only from one of those it may follow; false where it did not.
bool mark(db::Session& db, std::int64_t id, DeliveryState state, const std::optional<std::string>& reason = {});
How set_how(db::Session& db, std::int64_t id, How how);
void set_subscription(db::Session& db, std::int64_t id, std::int64_t subscription_id);
void note(db::Session& db, std::int64_t id, DeliveryAct what, const std::optional<std::string>& detail = {});
// What somebody was handed of a version, if anything.
std::optional<ReportDelivery> delivery_to(db::Session& db, std::int64_t report_id, const std::string& recipient);
// A failed one waits again, and where `also_arrived` one that arrived; false where it is neither.
bool try_again(db::Session& db, std::int64_t id, bool also_arrived = false);
// One that was stopped while its mail was on its way, and has arrived all the same.
bool wait_again(db::Session& db, std::int64_t id);
// Whether the recipient has this version, or it goes to them.
bool gets(db::Session& db, std::int64_t report_id, const std::string& recipient);
// Counts that it is handed to the mail, and says how often it was.
std::int64_t count_try(db::Session& db, std::int64_t id);
// Of the version, and corrections of the one before: what waits and was not handed to the mail.
std::vector<std::int64_t> not_mailed(db::Session& db, std::int64_t report_id);

// Who has this version, by mail, by a link that was mailed, or from the hub: where something must be told about it.
std::vector<Target> holders(db::Session& db, std::int64_t report_id);
// What waits of this version is not sent any more.
void suppress_waiting(db::Session& db, std::int64_t report_id, const std::string& reason);
// Why the mail of a delivery must not go out, by what is true now; nothing: it may.
std::optional<std::string> why_not(db::Session& db, const ReportDelivery& delivery);

struct PartRef {
    std::int64_t id = 0, rows = 0;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(PartRef, (), (id, rows, title))
std::optional<PartRef> find_part(db::Session& db, std::int64_t report_id, const std::string& column,
                                 const std::vector<std::string>& values);
std::vector<reports::ReportFile> files_of_part(db::Session& db, std::int64_t part_id);
void tell(db::Session& db, std::int64_t department_id, const SharingChange& change);
} // namespace sharing
