#include "server/uploads/upload_routes.hpp"
#include "server/audit/note_anyway.hpp"
#include "server/db/database.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/feeds/guess.hpp"
#include "server/feeds/today.hpp"
#include "server/http/list.hpp"
#include "server/runs/masking.hpp"
#include "server/storage/storage.hpp"
#include "server/uploads/receive_upload.hpp"
#include "server/uploads/upload_store.hpp"
#include "server/users/caller.hpp"

namespace uploads
{
namespace may = http::may;

namespace
{
struct UploadQuery : http::PageParameters {
    std::optional<std::int64_t> department_id, feed_id;
    std::optional<std::string> search;
};
BOOST_DESCRIBE_STRUCT(UploadQuery, (http::PageParameters), (department_id, feed_id, search))

struct GuessQuery {
    std::string file_name;
};
BOOST_DESCRIBE_STRUCT(GuessQuery, (), (file_name))

Upload require_upload(db::Session& db, const http::Call& call)
{
    auto upload = find(db, users::scope_of(call), call.id());
    if (!upload) throw Refusal{Why::not_found, "There is no such file."};
    return *upload;
}

http::List<Upload> list_uploads(http::Call& call, UploadQuery query)
{
    UploadFilter filter{query.department_id, query.feed_id, query.search};
    return http::list_of(call, require(list(call.db(), users::scope_of(call), filter, query.page())));
}

Upload show_upload(http::Call& call) { return require_upload(call.db(), call); }

// Who took which file is part of the history, so a download writes to it before it begins.
http::Download download_upload(http::Call& call)
{
    auto [upload, clearance] = call.database().read([&](db::Session& db) {
        auto found = require_upload(db, call);
        auto cleared = runs::Masking(users::user_of(call), found.department).hand_out_file();
        return std::pair(found, cleared);
    });
    audit::note_anyway(call.database(), call, "upload.download", {"upload", upload.id, upload.department.id});
    return {clearance, upload.file_name, "application/octet-stream",
            call.use<storage::Storage>().open(storage::Kind::upload, upload.sha256), upload.sha256};
}

feeds::UploadGuess guess_feed(http::Call& call, GuessQuery query)
{
    auto known = feeds::all_rules(call.db(), users::scope_of(call));
    std::erase_if(known,
                  [&](const auto& feed) { return !users::may_send_to(users::user_of(call), feed.department.id); });
    return feeds::guess(known, query.file_name, feeds::today(call.db()));
}

constexpr http::Route upload_routes[] = {
    http::get<&list_uploads>("/api/uploads", may::read_runs, "List files sent, newest first"),
    http::post<&receive_upload>("/api/uploads", may::upload, "Send a file").keeps_key(),
    http::get<&guess_feed>("/api/uploads/guess", may::upload, "Say where a file of this name belongs"),
    http::get<&show_upload>("/api/uploads/{id}", may::read_runs, "Show a file sent"),
    http::get<&download_upload>("/api/uploads/{id}/content", may::read_runs, "Download a file as it was sent")
        .by_hand()
        .reads("upload"),
};
} // namespace

std::span<const http::Route> routes() { return upload_routes; }
} // namespace uploads
