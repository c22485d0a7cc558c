#pragma once
// Links to reports; what opens one is kept as SHA-256 only.
#include "base/result.hpp"
#include "server/db/page.hpp"
#include "server/sharing/link.hpp"
#include "server/users/scope.hpp"
#include <chrono>
#include <string_view>

namespace sharing
{
inline constexpr std::int64_t usual_days = 14, most_days = 90;

struct NewLink {
    std::int64_t report_id = 0;
    std::vector<reports::ReportFormat> formats{};
    std::optional<std::string> email{}, note{}, password_hash{};
    std::optional<std::int64_t> delivery_id{}, by{};
    std::chrono::days life{usual_days};
};
struct MadeLink {
    std::int64_t id = 0;
    std::string clear; // 256 bits, told once
};
MadeLink create_link(db::Session& db, const NewLink& wanted);

std::optional<ShareLink> find_link(db::Session& db, const users::Scope& scope, std::int64_t id);
std::vector<ShareLink> links_of(db::Session& db, std::int64_t report_id); // newest first
struct LinkFilter {
    std::optional<std::int64_t> department_id;
    std::optional<LinkState> state;
    std::optional<std::string> search;
};
Result<db::Page<ShareLink>> list_links(db::Session& db, const users::Scope& scope, const LinkFilter& filter,
                                       const db::PageQuery& wanted);
Result<ShareLink> revoke_link(db::Session& db, std::int64_t id, std::int64_t by);
// Of a delivery: when its recipient may get nothing more.
void note_use(db::Session& db, std::int64_t id, LinkUse what, const std::string& network,
              std::optional<reports::ReportFormat> format = std::nullopt);
std::vector<ShareLinkUse> uses_of(db::Session& db, std::int64_t id); // the newest 500

// What opening one needs.
struct OpenedLink {
    std::int64_t id = 0, report_id = 0;
    LinkState state{};
    std::string expires_at;
    std::vector<reports::ReportFormat> formats;
    std::optional<std::string> password_hash;
    std::optional<std::int64_t> delivery_id, part_id;
    std::optional<std::string> part;
    bool closed = false; // its recipient or its maker may no longer use it
};
BOOST_DESCRIBE_STRUCT(OpenedLink, (),
                      (id, report_id, state, expires_at, formats, password_hash, delivery_id, part_id, part, closed))
std::optional<OpenedLink> open_link(db::Session& db, std::string_view clear);
} // namespace sharing
