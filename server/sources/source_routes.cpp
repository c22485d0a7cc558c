#include "server/sources/source_routes.hpp"
#include "server/audit/note.hpp"
#include "server/http/list.hpp"
#include "server/http/problem.hpp"
#include "server/sources/pick_up.hpp"
#include "server/sources/secret_store.hpp"
#include "server/sources/sftp.hpp"
#include <fmt/format.h>
#include <mutex>
#include <set>

namespace sources
{
namespace may = http::may;

namespace
{
struct Removed {
    bool removed = true;
};
BOOST_DESCRIBE_STRUCT(Removed, (), (removed))

struct SourcePauseInput {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(SourcePauseInput, (), (reason))

struct ServerInput {
    std::string host;
    std::int64_t port = 22;
};
BOOST_DESCRIBE_STRUCT(ServerInput, (), (host, port))

struct HostKey {
    std::string host_key; // "ssh-ed25519 SHA256:…"
};
BOOST_DESCRIBE_STRUCT(HostKey, (), (host_key))

struct ItemQuery : http::PageParameters {
};
BOOST_DESCRIBE_STRUCT(ItemQuery, (http::PageParameters), ())

Source require_source(db::Session& db, const http::Call& call)
{
    auto source = find(db, call.id());
    if (!source) throw Refusal{Why::not_found, "There is no such source."};
    return *source;
}

std::string tag_of(const Source& source) { return fmt::format("\"{}\"", source.version); }

void require_fine(const json::FieldErrors& errors)
{
    if (!errors.empty()) throw http::Stop(http::invalid(errors, false));
}

Source done(http::Call& call, const char* action, const Source& source, const std::string& detail = "")
{
    audit::note(call.db(), call, action, {"source", source.id, {}},
                detail.empty() ? source.name : source.name + ": " + detail);
    announce(call.db(), source.id);
    call.tag = tag_of(source);
    return source;
}

http::Listing<Source> list_sources(http::Call& call) { return {all(call.db())}; }

Source show_source(http::Call& call)
{
    auto source = require_source(call.db(), call);
    call.tag = tag_of(source);
    return source;
}

json::FieldErrors errors_of(http::Call& call, const SourceEdit& edit, const Source* before)
{
    auto errors = errors_in(call.db(), edit, call.use<Hands>().reach);
    auto of_secrets = errors_in_secrets(edit, before);
    errors.insert(errors.end(), of_secrets.begin(), of_secrets.end());
    return errors;
}

Source with_secrets(http::Call& call, const Source& source, const SourceEdit& edit, const Source* before)
{
    keep_secrets(call.db(), call.use<Hands>().keys, source, edit.secrets, before);
    return find(call.db(), source.id).value();
}

http::Created<Source> create_source(http::Call& call, SourceEdit edit)
{
    require_fine(errors_of(call, edit, nullptr));
    auto source = require(insert(call.db(), edit, call.caller().id));
    return {done(call, "source.create", with_secrets(call, source, edit, nullptr))};
}

Source change_source(http::Call& call, SourceEdit edit)
{
    auto before = require_source(call.db(), call);
    call.require_match(tag_of(before), "Somebody has changed this source meanwhile. Open it again.");
    require_fine(errors_of(call, edit, &before));
    auto source = require(change(call.db(), before.id, edit));
    return done(call, "source.change", with_secrets(call, source, edit, &before));
}

Removed remove_source(http::Call& call)
{
    auto source = require_source(call.db(), call);
    require(remove(call.db(), source.id));
    done(call, "source.remove", source);
    return {};
}

Source pause_source(http::Call& call, SourcePauseInput input)
{
    constexpr std::size_t longest = 500;
    if (input.reason.find_first_not_of(" \n\t") == std::string::npos || input.reason.size() > longest)
        require_fine({{"reason", "Say in 500 letters at most why it is paused."}});
    set_paused(call.db(), require_source(call.db(), call).id, input.reason);
    return done(call, "source.pause", require_source(call.db(), call), input.reason);
}

Source resume_source(http::Call& call)
{
    set_paused(call.db(), require_source(call.db(), call).id, std::nullopt);
    return done(call, "source.resume", require_source(call.db(), call));
}

// Who asks other servers, by account: one question at a time, so that those that never answer leave room for others.
class Asking
{
public:
    explicit Asking(std::int64_t who) : who_(who)
    {
        std::lock_guard lock(mutex);
        if (!busy.insert(who).second)
            throw Refusal{Why::too_many, "You are looking at a place already. Wait until that has ended."};
    }
    ~Asking()
    {
        std::lock_guard lock(mutex);
        busy.erase(who_);
    }
    Asking(const Asking&) = delete;
    Asking& operator=(const Asking&) = delete;

private:
    static inline std::mutex mutex;
    static inline std::set<std::int64_t> busy;
    std::int64_t who_;
};

Look look_now(http::Call& call)
{
    Asking asking(call.caller().id);
    auto source = call.database().read([&](db::Session& db) { return require_source(db, call); });
    return look(call.use<Hands>(), source);
}

HostKey ask_for_host_key(http::Call& call, ServerInput input)
{
    SourceInput asked;
    asked.kind = SourceKind::sftp;
    asked.place.sftp = SftpPlace{input.host, input.port, "", {}, "", ""};
    json::FieldErrors errors;
    for (const auto& [at, detail] : errors_in_place(asked, {}))
        if (at == "place.sftp.host" || at == "place.sftp.port") errors.push_back({at.substr(11), detail});
    require_fine(errors);
    Asking asking(call.caller().id);
    return {host_key_of(input.host, input.port, call.use<Hands>().reach)};
}

http::List<Item> list_of_items(http::Call& call, ItemQuery query)
{
    return http::list_of(call, require(list_items(call.db(), require_source(call.db(), call).id, query.page())));
}

http::Listing<std::string> list_folders(http::Call& call) { return {call.use<Hands>().reach.folders}; }

constexpr http::Route routes_of_sources[] = {
    http::get<&list_sources>("/api/sources", may::write_feeds, "List the places that files are picked up from"),
    http::get<&list_folders>("/api/sources/folders", may::manage_system,
                             "List the folders below which sources may lie, as the settings name them"),
    http::get<&show_source>("/api/sources/{id}", may::write_feeds, "Show a source").tagged(),
    http::get<&list_of_items>("/api/sources/{id}/items", may::write_feeds,
                              "List what was seen at a source, newest first"),
    http::post<&create_source>("/api/sources", may::manage_system, "Add a source"),
    http::post<&change_source>("/api/sources/{id}/change", may::manage_system, "Change a source").tagged(),
    http::post<&remove_source>("/api/sources/{id}/remove", may::manage_system, "Remove a source"),
    http::post<&pause_source>("/api/sources/{id}/pause", may::manage_system, "Pause a source"),
    http::post<&resume_source>("/api/sources/{id}/resume", may::manage_system, "Resume a source"),
    http::post<&ask_for_host_key>("/api/sources/host-key", may::manage_system,
                                  "Ask an SFTP server for the fingerprint of its key; sends nothing else")
        .away(),
    http::post<&look_now>("/api/sources/{id}/look", may::write_feeds,
                          "Look at a source now and say what would happen to each file; changes nothing")
        .away(),
};
} // namespace

std::span<const http::Route> routes() { return routes_of_sources; }
} // namespace sources
