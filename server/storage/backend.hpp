#pragma once
// Where objects rest: a folder (folder.hpp) or a bucket (s3.hpp). A key is "uploads/ab/cd/<sha256>" for an object; for
// a manifest "uploads/ab/cd/<sha256>.<upload id>.json"; `installation` holds the number of the hub.
#include "server/storage/disk.hpp"
#include "server/storage/object.hpp"
#include <expected>
#include <functional>
#include <optional>
#include <string>

namespace storage
{
enum class Fault { missing, damaged };

// It does not answer, or not as it should. As a refusal it answers people; `cause` is for who runs the hub: what is
// wrong, and what to do.
struct Unreachable : Refusal {
    explicit Unreachable(std::string why);
    std::string cause;
};

struct Listed {
    std::string key;
    std::int64_t bytes = 0;
};

// Everything may throw Unreachable, or Refusal(storage_full).
class Backend
{
public:
    virtual ~Backend() = default;
    virtual std::string name() const = 0; // "the folder …" | "the bucket …"

    // Takes the file away, and keeps its bytes under the key of `object`; they are durable once it returns.
    virtual void put(const std::filesystem::path& file, const Stored& object) = 0;
    // Open at its start, and compared with its name. `bytes` of a copy nearby do as well.
    virtual std::expected<disk::File, Fault> open(const std::string& key) const = 0;
    // What is wrong with it where it rests; a copy nearby does not count.
    virtual std::optional<Fault> check(const std::string& key) const = 0;
    virtual bool has(const std::string& key) const = 0;
    virtual void remove(const std::string& key) = 0;
    // All whose keys begin with `prefix`, in any order, until `each` says false.
    virtual void list(const std::string& prefix, const std::function<bool(const Listed&)>& each) const = 0;

    // Small things that change: manifests, the number of the hub.
    virtual void write(const std::string& key, std::string_view bytes) = 0;
    virtual std::optional<std::string> read(const std::string& key) const = 0;
};

inline constexpr auto installation_key = "installation";
inline constexpr std::uint64_t most_small_bytes = 1 << 20;

std::string key_of(Kind kind, std::string_view sha256);
std::string_view hash_in(std::string_view key); // what an object's key ends in
bool is_hash(std::string_view text);
std::string hash_of(const ByteSource& source);
} // namespace storage
