#pragma once
#include "base/result.hpp"
#include "server/db/page.hpp"
#include "server/feeds/feed.hpp"
#include "server/uploads/upload.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uploads
{
struct UploadFilter {
    std::optional<std::int64_t> department_id{}, feed_id{};
    std::optional<std::string> search{}; // in the file name
};
// Ordering: -id (default).
Result<db::Page<Upload>> list(db::Session& db, const users::Scope& scope, const UploadFilter& filter,
                              const db::PageQuery& wanted);
std::optional<Upload> find(db::Session& db, const users::Scope& scope, std::int64_t id);

// The last upload of the same bytes for the same feed and period.
std::optional<Upload> find_same(db::Session& db, std::int64_t feed_id, std::string_view period,
                                std::string_view sha256);
// What was accepted under this key before; a client that repeats its request gets the same answer.
std::optional<Upload> find_by_key(db::Session& db, std::int64_t uploader_id, std::string_view idem_key);

// A file that lies in storage already: the row is what accepts it.
struct NewUpload {
    feeds::FeedRules feed;
    std::string period;
    std::string file_name;
    std::string sha256;
    std::int64_t bytes = 0;
    std::string storage_key;
    std::int64_t uploader_id = 0;
    std::optional<std::string> idem_key;
    std::string trace_id;
    bool again = false; // also where the same bytes were sent for the same feed and period before
};
struct Accepting {
    Upload upload;
    enum class What {
        fresh,            // written now, with its run
        repeated_request, // the same file came under this key before
        sent_before,      // the same bytes came before, and nobody said that they are meant
    } what = What::fresh;
};
struct Used {
    std::int64_t files = 0; // of the person
    std::int64_t bytes = 0; // of the department
};
Used used_within_a_day(db::Session& db, std::int64_t user_id, std::int64_t department_id);
// Refuses a key that was used for another file.
Result<Accepting> accept(db::Session& db, const NewUpload& upload);

struct StoredUpload {
    std::int64_t id = 0;
    std::string file_name;
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(StoredUpload, (), (id, file_name, sha256))
std::vector<StoredUpload> all_stored(db::Session& db);
// For what is taken in again from its manifest: the same file of the same moment, where it has been already; who has
// sent it, or else the first admin; and when it was accepted first.
std::optional<Upload> find_sent(db::Session& db, std::int64_t feed_id, const Upload& sent);
std::optional<std::int64_t> adopter(db::Session& db, const users::UserRef& uploader);
void set_accepted_at(db::Session& db, std::int64_t id, const std::string& at);
} // namespace uploads
