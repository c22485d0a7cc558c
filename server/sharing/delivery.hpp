#pragma once
// One version of a report on its way to one recipient.
#include "server/reports/report_ref.hpp"
#include "server/sharing/subscription.hpp"

namespace sharing
{
// correction: of a version that the recipient has. withdrawal: likewise.
enum class DeliveryKind { report, correction, withdrawal };
BOOST_DESCRIBE_ENUM(DeliveryKind, report, correction, withdrawal)

// A version of a report, as far as lists name it.
struct ReportName {
    std::int64_t id = 0;
    std::string title;
    std::int64_t version = 0;
    std::string period;
};
BOOST_DESCRIBE_STRUCT(ReportName, (), (id, title, version, period))

struct ReportDelivery {
    std::int64_t id = 0;
    DeliveryKind kind = DeliveryKind::report;
    ReportName report;
    std::int64_t feed_id = 0, department_id = 0;
    Recipient recipient;
    How how = How::link;
    std::vector<reports::ReportFormat> formats;
    std::optional<std::string> part; // "Class: 7A, 7B"; none: every row
    std::optional<std::int64_t> part_id, rows;
    bool personal = true; // the report
    DeliveryState state = DeliveryState::waiting;
    std::optional<std::string> reason;
    std::int64_t tries = 0;
    std::string created_at;
    std::optional<std::string> sent_at, opened_at;
    std::optional<std::int64_t> subscription_id;
};
BOOST_DESCRIBE_STRUCT(ReportDelivery, (),
                      (id, kind, report, feed_id, department_id, recipient, how, formats, part, part_id, rows, personal,
                       state, reason, tries, created_at, sent_at, opened_at, subscription_id))

enum class DeliveryAct { queued, sent, failed, suppressed, opened, notice_read, downloaded, again };
BOOST_DESCRIBE_ENUM(DeliveryAct, queued, sent, failed, suppressed, opened, notice_read, downloaded, again)

struct DeliveryStep {
    std::string at;
    DeliveryAct what{};
    std::optional<std::string> detail;
};
BOOST_DESCRIBE_STRUCT(DeliveryStep, (), (at, what, detail))

// Told to who may share: ask again.
struct SharingChange {
    std::int64_t feed_id = 0;
    std::optional<std::int64_t> report_id;
};
BOOST_DESCRIBE_STRUCT(SharingChange, (), (feed_id, report_id))
} // namespace sharing
