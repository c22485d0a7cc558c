#include "server/storage/s3_check.hpp"
#include "base/ids.hpp"
#include "base/sha256.hpp"
#include "server/storage/backend.hpp"
#include "server/storage/s3.hpp"
#include <atomic>
#include <exception>
#include <fmt/format.h>
#include <mutex>
#include <thread>

namespace storage
{
namespace
{
constexpr std::size_t many = 1005; // one page of a list has 1,000 at most
constexpr auto text = std::string_view("date,club\n2026-09-01,Chess\n");

// Each number below `count`, on a few threads. Rethrows what one of them threw.
void on_each(std::size_t count, const std::function<void(std::size_t)>& work)
{
    std::atomic<std::size_t> next = 0;
    std::exception_ptr thrown;
    std::mutex mutex;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                try {
                    for (std::size_t at = next++; at < count; at = next++) work(at);
                } catch (...) {
                    next = count;
                    std::lock_guard lock(mutex);
                    thrown = std::current_exception();
                }
            });
    }
    if (thrown) std::rethrow_exception(thrown);
}

class Trial
{
public:
    explicit Trial(const S3Client& client) : client_(client) {}

    std::vector<Tried> all()
    {
        bool usable = step("put", [&] { return put(key_, text) ? "" : "It was not taken."; }) &&
                      step("get", [&] { return get({}).body == text ? "" : "Other bytes came back."; });
        if (!usable) return std::move(tried_);
        step("range", [&] {
            auto answer = get("5-8");
            return answer.status == 206 && answer.body == text.substr(5, 4) ? "" : "A part of an object came wrong.";
        });
        step("head", [&] {
            auto answer = client_.ask({.method = "HEAD", .key = key_});
            return answer.status == 200 && answer.length == text.size() ? "" : "Its length is not told.";
        });
        step("a wrong hash", [&] { return wrong_hash_words(); });
        step(fmt::format("list of {} objects", many), [&] { return list_words(); });
        step("delete", [&] { return delete_words(); });
        return std::move(tried_);
    }

private:
    template <class Work> bool step(const std::string& what, Work work)
    {
        Tried tried{what, false, {}};
        try {
            tried.words = work();
            tried.fine = tried.words.empty();
        } catch (const Unreachable& unreachable) {
            tried.words = unreachable.cause;
        }
        tried_.push_back(tried);
        return tried.fine;
    }

    bool put(const std::string& key, std::string_view bytes) const
    {
        return client_.ask({.method = "PUT", .key = key, .body = bytes}).status < 300;
    }
    S3Answer get(const std::string& range) const { return client_.ask({.method = "GET", .key = key_, .range = range}); }

    std::string wrong_hash_words() const
    {
        auto wrong = key_ + "-wrong";
        try {
            client_.ask({.method = "PUT", .key = wrong, .body = text, .sha256 = sha256_hex("other bytes")});
        } catch (const Unreachable&) {
            return ""; // as it should be
        }
        client_.ask({.method = "DELETE", .key = wrong});
        return "Bytes with another hash were taken: the server does not check what it receives. The hub compares every "
               "file each time it opens it, but notices damage on the way only then.";
    }

    std::string list_words() const
    {
        on_each(many, [&](std::size_t i) { put(fmt::format("{}many/{}", key_, i), "x"); });
        std::size_t found = 0;
        list_objects(client_, key_ + "many/", [&](const Listed&) { return ++found, true; });
        return found == many ? "" : fmt::format("It names {} of {} objects.", found, many);
    }

    std::string delete_words() const
    {
        on_each(many,
                [&](std::size_t i) { client_.ask({.method = "DELETE", .key = fmt::format("{}many/{}", key_, i)}); });
        client_.ask({.method = "DELETE", .key = key_});
        return client_.ask({.method = "HEAD", .key = key_}).status == 404 ? "" : "It is still there afterwards.";
    }

    const S3Client& client_;
    std::string key_ = "check/" + random_hex(8);
    std::vector<Tried> tried_;
};
} // namespace

std::vector<Tried> try_s3(const S3Client& client) { return Trial(client).all(); }
} // namespace storage
