#pragma once
// A link to one version of a report, for whoever has it.
#include "server/sharing/delivery.hpp"

namespace sharing
{
// superseded: it still opens, and says that there is a newer version.
enum class LinkState { active, superseded, expired, revoked, withdrawn };
BOOST_DESCRIBE_ENUM(LinkState, active, superseded, expired, revoked, withdrawn)

struct ShareLink {
    std::int64_t id = 0;
    ReportName report;
    departments::DepartmentRef department;
    std::optional<std::string> email; // whom it was mailed to
    std::optional<std::string> part;
    std::vector<reports::ReportFormat> formats; // none: all that the report has
    std::optional<std::string> note;
    bool has_password = false;
    std::optional<users::UserRef> created_by;
    std::string created_at, expires_at;
    std::optional<std::string> revoked_at;
    std::optional<users::UserRef> revoked_by;
    LinkState state = LinkState::active;
    std::int64_t downloads = 0;
    std::optional<std::string> last_download_at;
};
BOOST_DESCRIBE_STRUCT(ShareLink, (),
                      (id, report, department, email, part, formats, note, has_password, created_by, created_at,
                       expires_at, revoked_at, revoked_by, state, downloads, last_download_at))

enum class LinkUse { opened, downloaded, wrong_password, refused };
BOOST_DESCRIBE_ENUM(LinkUse, opened, downloaded, wrong_password, refused)

struct ShareLinkUse {
    std::string at;
    LinkUse what{};
    std::optional<reports::ReportFormat> format;
    std::string network;
};
BOOST_DESCRIBE_STRUCT(ShareLinkUse, (), (at, what, format, network))
} // namespace sharing
