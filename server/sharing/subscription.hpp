#pragma once
// Who gets the reports of a feed, and how.
#include "server/departments/department.hpp"
#include "server/feeds/feed_ref.hpp"
#include "server/reports/report.hpp"
#include "server/users/user.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

namespace sharing
{
enum class How { link, attachment };
BOOST_DESCRIBE_ENUM(How, link, attachment)
enum class Occasion { publication, schedule };
BOOST_DESCRIBE_ENUM(Occasion, publication, schedule)
enum class SubscriptionOrigin { hand, rules };
BOOST_DESCRIBE_ENUM(SubscriptionOrigin, hand, rules)

// waiting: for the mail. suppressed: not sent, and never will be.
enum class DeliveryState { waiting, sent, failed, opened, suppressed };
BOOST_DESCRIBE_ENUM(DeliveryState, waiting, sent, failed, opened, suppressed)

// A person of the school, or an address outside of it.
struct Recipient {
    std::optional<users::UserRef> person;
    std::string email; // of a person: as it is now
    bool outside = false;
};
BOOST_DESCRIBE_STRUCT(Recipient, (), (person, email, outside))

struct LastDelivery {
    std::int64_t id = 0, report_id = 0, version = 0;
    DeliveryState state{};
    std::string at;
};
BOOST_DESCRIBE_STRUCT(LastDelivery, (), (id, report_id, version, state, at))

struct Subscription {
    std::int64_t id = 0;
    feeds::FeedRef feed;
    departments::DepartmentRef department;
    Recipient recipient;
    How how = How::link;
    std::vector<reports::ReportFormat> formats; // none: all that the report has
    Occasion when = Occasion::publication;
    bool always = false; // by a schedule: also what they have already
    bool skip_empty = true;
    std::optional<std::string> column; // own rows only: those in which it is one of `values`
    std::vector<std::string> values;
    SubscriptionOrigin origin = SubscriptionOrigin::hand; // rules: kept by the file rules
    std::optional<std::string> note;                      // why nothing is sent now
    std::optional<users::UserRef> created_by;
    std::string created_at;
    std::optional<std::string> stopped_at;
    std::optional<users::UserRef> stopped_by;
    std::optional<LastDelivery> last;
};
BOOST_DESCRIBE_STRUCT(Subscription, (),
                      (id, feed, department, recipient, how, formats, when, always, skip_empty, column, values, origin,
                       note, created_by, created_at, stopped_at, stopped_by, last))

// What somebody gets, without who it is.
struct Terms {
    How how = How::link;
    std::vector<reports::ReportFormat> formats;
    Occasion when = Occasion::publication;
    bool skip_empty = true;
    std::optional<std::string> column;
    bool always = false;
};
BOOST_DESCRIBE_STRUCT(Terms, (), (how, formats, when, skip_empty, column, always))
} // namespace sharing
