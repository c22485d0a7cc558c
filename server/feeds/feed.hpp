#pragma once
// A recurring dataset of a department ("Attendance, weekly") with its file rules in versions.
#include "engine/contract/contract.hpp"
#include "server/departments/department.hpp"
#include "server/feeds/feed_ref.hpp"
#include "server/feeds/period.hpp"
#include "server/feeds/remembered.hpp"
#include "server/reports/report_ref.hpp"
#include "server/runs/run_ref.hpp"
#include "server/users/user.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace feeds
{
struct Feed {
    std::int64_t id = 0;
    std::string key;
    std::string title;
    departments::DepartmentRef department;
    engine::Period period = engine::Period::none;
    engine::Delivery delivery = engine::Delivery::snapshot;
    std::int64_t contract_version = 0; // in force; 0: none yet, there is only a draft
    std::optional<std::string> last_upload_at;
    std::optional<runs::RunRef> last_run;
    std::optional<reports::ListedReport> last_report;
    std::optional<std::string> match_filename;
    std::optional<PeriodChoice> current_period; // null where the feed has no periods
};
BOOST_DESCRIBE_STRUCT(Feed, (),
                      (id, key, title, department, period, delivery, contract_version, last_upload_at, last_run,
                       last_report, match_filename, current_period))

enum class ContractState { live, draft, retired };
BOOST_DESCRIBE_ENUM(ContractState, live, draft, retired)

struct ContractVersion {
    std::int64_t version = 0;
    std::string created_at;
    std::optional<users::UserRef> created_by;
    ContractState state = ContractState::live;
    std::optional<std::string> note;
    std::optional<std::string> live_at; // when it took effect, and who decided that
    std::optional<users::UserRef> live_by;
};
BOOST_DESCRIBE_STRUCT(ContractVersion, (), (version, created_at, created_by, state, note, live_at, live_by))

struct ContractText {
    std::int64_t version = 0;
    std::string text;
    std::string created_at;
    std::optional<users::UserRef> created_by;
    ContractState state = ContractState::live;
    std::optional<std::string> note;
    std::optional<std::string> live_at;
    std::optional<users::UserRef> live_by;
};
BOOST_DESCRIBE_STRUCT(ContractText, (), (version, text, created_at, created_by, state, note, live_at, live_by))

struct FeedField {
    std::string name;
    std::string title;
    engine::FieldType type = engine::FieldType::string;
    bool required = false;
    bool is_protected = false; // a second person approves corrections
    bool personal = false;
    bool made_by_step = false;        // a cleaning step fills it, so no column need be it
    std::vector<std::string> aliases; // other names that headers have for it
};
BOOST_DESCRIBE_STRUCT(FeedField, (), (name, title, type, required, is_protected, personal, made_by_step, aliases))

struct FeedDetail : Feed {
    std::string contract_text; // of the live version, or of the draft where none is live yet
    std::vector<FeedField> fields;
    std::vector<ContractVersion> versions; // newest first
    std::vector<RememberedAnswer> remembered;
};
BOOST_DESCRIBE_STRUCT(FeedDetail, (Feed), (contract_text, fields, versions, remembered))

// What a caller must know to take a file or run one.
struct FeedRules {
    std::int64_t id = 0;
    std::string key;
    std::string title;
    departments::DepartmentRef department;
    engine::Period period = engine::Period::none;
    engine::Delivery delivery = engine::Delivery::snapshot;
    std::int64_t contract_version = 0;
    std::optional<std::string> match_filename;
};
BOOST_DESCRIBE_STRUCT(FeedRules, (), (id, key, title, department, period, delivery, contract_version, match_filename))
} // namespace feeds
