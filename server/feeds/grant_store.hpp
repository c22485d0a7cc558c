#pragma once
#include "base/result.hpp"
#include "server/db/session.hpp"
#include "server/feeds/feed.hpp"
#include "server/feeds/grant.hpp"

namespace feeds
{
// The one place that says what a feed may read of another: foreign keys, transforms and suggestions all get no more.
Readable readable(db::Session& db, std::int64_t reader_id, const std::string& feed_key);

FeedGrants grants_of(db::Session& db, std::int64_t feed_id);
// Replaces an earlier one for the same reader. Refuses (invalid) columns that the feed does not have, none at all, and
// readers that are not there or need no grant.
Result<Grant> grant(db::Session& db, const FeedDetail& feed, const NewGrant& fresh, std::int64_t by);
Result<Grant> revoke_grant(db::Session& db, std::int64_t feed_id, std::int64_t grant_id);
} // namespace feeds
