#pragma once
#include "base/result.hpp"
#include "server/feeds/draft.hpp"
#include "server/feeds/feed_store.hpp"

namespace feeds
{
std::optional<Draft> find_draft(db::Session& db, const users::Scope& scope, std::int64_t feed_id);

// Makes the feed's draft, or replaces its text. Throws engine::ContractErrors. Refuses (conflict) where somebody else
// saved it meanwhile: `revision` is not the draft's, or missing though there is one. Of a feed without rules in force
// the title, period and department follow.
Result<Draft> save_draft(db::Session& db, const users::Scope& scope, std::int64_t feed_id, const NewDraft& draft,
                         std::int64_t author);
// A feed that begins with a draft. Throws and refuses as insert does.
Result<std::int64_t> insert_with_draft(db::Session& db, const NewDraft& draft, std::int64_t author);
// This revision was tried; false where there is another by now.
bool mark_tested(db::Session& db, std::int64_t feed_id, std::int64_t revision);
// Puts the draft in force as the next version. Refuses (conflict) another revision, one that was not tried though there
// are files to try it on, and one that was begun from an earlier version than the one in force. Throws ContractErrors.
Result<FeedRules> go_live(db::Session& db, const users::Scope& scope, std::int64_t feed_id, std::int64_t revision,
                          std::int64_t who);
// The draft is gone; of a feed that had no rules in force, so is the feed.
Result<FeedRules> discard_draft(db::Session& db, const users::Scope& scope, std::int64_t feed_id);

Sample insert_sample(db::Session& db, const std::string& file_name, const std::string& sha256, std::int64_t bytes,
                     std::int64_t sender);
// Those that no feed has yet and that this person sent, in the order of the ids.
std::vector<Sample> samples_of(db::Session& db, const std::vector<std::int64_t>& ids, std::int64_t sender);
void give_samples(db::Session& db, const std::vector<Sample>& samples, std::int64_t feed_id);
// Files that no feed was made from for a day.
std::int64_t forget_samples(db::Session& db);

// The newest first; the same content counts once.
std::vector<StoredOne> last_files(db::Session& db, std::int64_t feed_id, std::size_t most);
// The text in force; none where there is only a draft.
std::optional<std::string> live_text(db::Session& db, std::int64_t feed_id);
} // namespace feeds
