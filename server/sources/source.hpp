#pragma once
// A place that files are picked up from, and what was found there.
#include "server/feeds/feed_ref.hpp"
#include "server/users/user.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sources
{
enum class SourceKind { folder, http, sftp, s3 };
BOOST_DESCRIBE_ENUM(SourceKind, folder, http, sftp, s3)

// What happens to a file there once it is taken: it stays, it goes to the folder “taken” beside it, or it is removed.
enum class AfterCare { keep, move, remove };
BOOST_DESCRIBE_ENUM(AfterCare, keep, move, remove)

enum class WebSignIn { none, password, token };
BOOST_DESCRIBE_ENUM(WebSignIn, none, password, token)

struct WebPlace {
    std::vector<std::string> addresses; // of one file each; all of one server where one signs in
    WebSignIn sign_in = WebSignIn::none;
    std::optional<std::string> user;
};
BOOST_DESCRIBE_STRUCT(WebPlace, (), (addresses, sign_in, user))

enum class SshSignIn { password, key };
BOOST_DESCRIBE_ENUM(SshSignIn, password, key)

struct SftpPlace {
    std::string host;
    std::int64_t port = 22;
    std::string user;
    SshSignIn sign_in = SshSignIn::password;
    std::string folder;
    std::string host_key; // "ssh-ed25519 SHA256:…", found right by a person
};
BOOST_DESCRIBE_STRUCT(SftpPlace, (), (host, port, user, sign_in, folder, host_key))

struct BucketPlace {
    std::string endpoint; // "https://s3.school.test"
    std::string bucket, region;
    std::string prefix; // what the keys begin with, "exports/"; empty: the whole bucket
    std::string access_key;
    bool path_style = true; // https://host/bucket/key; otherwise https://bucket.host/key
};
BOOST_DESCRIBE_STRUCT(BucketPlace, (), (endpoint, bucket, region, prefix, access_key, path_style))

// Where it is: the member of its kind.
struct Place {
    std::optional<std::string> folder; // absolute, below one that the configuration names
    std::optional<WebPlace> http;
    std::optional<SftpPlace> sftp;
    std::optional<BucketPlace> s3;
};
BOOST_DESCRIBE_STRUCT(Place, (), (folder, http, sftp, s3))

// As they are typed; they never leave the hub again.
struct Secrets {
    std::optional<std::string> password; // or token; with a private key its passphrase
    std::optional<std::string> private_key;
};
BOOST_DESCRIBE_STRUCT(Secrets, (), (password, private_key))

struct Routing {
    std::string pattern; // "fees*.csv"
    std::int64_t feed_id = 0;
};
BOOST_DESCRIBE_STRUCT(Routing, (), (pattern, feed_id))

struct SourceInput {
    std::string name;
    SourceKind kind = SourceKind::folder;
    Place place;
    std::optional<std::int64_t> feed_id; // of all files there
    std::vector<Routing> routes;         // otherwise by name; none: by the names that the feeds themselves expect
    AfterCare after = AfterCare::move;
    std::int64_t settle_s = 10;
    std::optional<std::string> ready_suffix; // "fees.csv" counts once "fees.csv.ok" is there
    bool enabled = true;
};
BOOST_DESCRIBE_STRUCT(SourceInput, (), (name, kind, place, feed_id, routes, after, settle_s, ready_suffix, enabled))

struct SourceEdit : SourceInput {
    std::optional<Secrets> secrets; // those that are not given stay
};
BOOST_DESCRIBE_STRUCT(SourceEdit, (SourceInput), (secrets))

struct Source : SourceInput {
    std::int64_t id = 0;
    bool has_secret = false; // is kept
    std::optional<feeds::FeedRef> feed;
    users::UserRef owner; // whose files they are
    std::optional<std::string> paused_reason, looked_at, failing_since, failing_words;
    std::int64_t uploads = 0; // that came from here
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Source, (SourceInput),
                      (id, has_secret, feed, owner, paused_reason, looked_at, failing_since, failing_words, uploads,
                       version))

enum class ItemState { seen, taken, same_content, failed };
BOOST_DESCRIBE_ENUM(ItemState, seen, taken, same_content, failed)

// A file there, as the table knows it: by its name, size and time of change.
struct Item {
    std::int64_t id = 0;
    std::string identity, name;
    std::int64_t bytes = 0;
    std::string first_seen;
    ItemState state = ItemState::seen;
    std::optional<std::int64_t> upload_id;
    bool cared_for = false;
    std::int64_t attempts = 0;
    std::optional<std::string> next_try;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(Item, (),
                      (id, identity, name, bytes, first_seen, state, upload_id, cared_for, attempts, next_try, words))

enum class FileVerdict { settling, not_ready, would_take, taken, same_content, ignored, no_rule, no_period, failed };
BOOST_DESCRIBE_ENUM(FileVerdict, settling, not_ready, would_take, taken, same_content, ignored, no_rule, no_period,
                    failed)

struct SourceItem {
    std::string name;
    std::int64_t bytes = 0;
    std::optional<std::string> changed_at;
    FileVerdict verdict = FileVerdict::settling;
    std::string words;
    std::optional<feeds::FeedRef> feed;
    std::optional<std::string> period;
    std::optional<std::int64_t> upload_id;
};
BOOST_DESCRIBE_STRUCT(SourceItem, (), (name, bytes, changed_at, verdict, words, feed, period, upload_id))

struct Look {
    std::string looked_at;
    std::vector<SourceItem> items;           // the first 500
    std::int64_t more = 0;                   // that are not in the list
    std::optional<std::string> failed_words; // why nothing could be seen
};
BOOST_DESCRIBE_STRUCT(Look, (), (looked_at, items, more, failed_words))
} // namespace sources
