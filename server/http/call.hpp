#pragma once
// One request as a handler sees it: who asks, the values in the path, the query, headers, and what a handler may use.
#include "server/http/permission.hpp"
#include "server/http/query.hpp"
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace db
{
class Database;
class Session;
} // namespace db

namespace http
{
// The signed-in person, as far as HTTP needs to know one.
struct Caller {
    std::int64_t id = 0;
    std::string name;
    std::string role;
    Permissions permissions;
    std::int64_t token_id = 0;
    std::vector<std::int64_t> departments; // of which the person is a member
    std::string rights;                    // says what they may do and see; another text when that changes
    std::shared_ptr<const void> person;    // users::User; users/caller.hpp reads it
};

// The long-lived things that handlers use, found by type. app fills it before the server starts.
class Services
{
public:
    template <class T> void add(T& thing) { things_.emplace_back(key<T>(), &thing); }
    template <class T> T& get() const { return *static_cast<T*>(find(key<T>())); }

private:
    template <class T> static const void* key()
    {
        static const char mark = 0;
        return &mark;
    }
    void* find(const void* key) const; // throws std::logic_error when app has not added it
    std::vector<std::pair<const void*, void*>> things_;
};

struct Call {
    explicit Call(const Services& services) : services(services) {}

    const Services& services;
    std::string method, target; // target: path and query as they came
    std::map<std::string, std::string, std::less<>> path_values;
    Query query;
    std::map<std::string, std::string, std::less<>> headers; // names in lower case
    std::string remote;                                      // the peer's address
    bool loopback = false;
    bool secure = false; // people reach the server by https
    std::optional<std::uint64_t> content_length;
    std::string request_id, trace_id;
    std::optional<Caller> signed_in;
    db::Session* session = nullptr; // inside the transaction that the route table opens
    std::string tag;                // names the state of what is answered: its ETag
    std::stop_token unwanted;       // requested when nobody waits for the answer any more

    // The {id} of the path; a word that is no number is a row that does not exist.
    std::int64_t id(std::string_view name = "id") const;
    const std::string& path(std::string_view name) const;
    std::string_view header(std::string_view name) const; // "" when absent
    const Caller& caller() const;                         // only behind a permission other than `anyone`
    bool may(Permission one) const { return signed_in && signed_in->permissions.has(one); }

    // The transaction of this request: read-only for GET; committed when a POST handler returns, rolled back when it
    // throws. A POST handler may run again from its start when the database asks for that.
    db::Session& db() const;
    // For handlers of routes marked by_hand(), which open their own transactions.
    db::Database& database() const { return services.get<db::Database>(); }
    template <class T> T& use() const { return services.get<T>(); }

    // For edits that two people can make: throws Stop (412, with these words) where the caller names in If-Match
    // another state than `now`. Callers that name none overwrite.
    void require_match(std::string_view now, const std::string& who_changed_it) const;
};
} // namespace http
