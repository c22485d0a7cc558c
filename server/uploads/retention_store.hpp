#pragma once
// Which files are older than their feed keeps them.
#include "server/db/session.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace uploads
{
struct KeptFeed {
    std::int64_t id = 0;
    std::string key;
    std::int64_t department_id = 0;
    std::string contract_text; // the live one
};
BOOST_DESCRIBE_STRUCT(KeptFeed, (), (id, key, department_id, contract_text))
std::vector<KeptFeed> feeds_with_files(db::Session& db);

struct OldFile {
    std::int64_t id = 0;
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(OldFile, (), (id, sha256))
// Without files whose run waits for a worker or has one.
std::vector<OldFile> sent_before(db::Session& db, std::int64_t feed_id, const std::string& instant);
// With their runs and all that these made. Returns how many reports went.
std::int64_t take_away(db::Session& db, const std::vector<OldFile>& files);
} // namespace uploads
