#pragma once
// Links, the codes mailed for them and what a browser holds afterwards: all kept as SHA-256 only.
#include "base/result.hpp"
#include "server/db/session.hpp"
#include "server/links/link.hpp"
#include <string_view>

namespace links
{
struct NewLink {
    AnswerLink link;
    std::string clear; // 256 bits, for the mail alone
};
NewLink create(db::Session& db, std::int64_t run_id, const std::string& email, std::int64_t by);
std::vector<AnswerLink> links_of(db::Session& db, std::int64_t run_id); // newest first
Result<AnswerLink> revoke(db::Session& db, std::int64_t run_id, std::int64_t id);

// Nothing where the link is unknown, over, taken back, used up, or its maker's account is closed.
std::optional<OpenLink> find_open(db::Session& db, std::string_view clear);
// Eight digits that work once, for 15 minutes; an earlier code ends.
std::string issue_code(db::Session& db, const OpenLink& link, std::string_view clear);
// What the browser holds from then on, where the code is right. Of two uses at a time one wins; after five wrong ones
// the code is worth nothing.
std::optional<std::string> enter(db::Session& db, std::string_view clear, std::string_view code);
std::optional<OpenLink> find_entered(db::Session& db, std::string_view access);
// What the link showed last; its answer is held against it.
void save_offered(db::Session& db, std::int64_t id, const std::vector<OfferedRow>& rows);
// Ends the link. False where it has ended already.
bool mark_answered(db::Session& db, std::int64_t id);
} // namespace links
