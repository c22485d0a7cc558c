#pragma once
// What storage holds: objects, each under the SHA-256 of its bytes.
#include "base/bytes.hpp"
#include "base/result.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <span>
#include <string>

namespace storage
{
enum class Kind {
    upload, // as people sent it
    made,   // as runs made it
};
BOOST_DESCRIBE_ENUM(Kind, upload, made)

struct Stored {
    std::string sha256;
    std::int64_t bytes = 0;
    std::string key; // "uploads/ab/cd/<sha256>"
};

// An object that is not there, or whose bytes are no longer those that were put there. As a refusal it answers people
// in words.
struct Lost : Refusal {
    Lost(Kind kind, std::string sha256, bool missing);
    Kind kind;
    std::string sha256;
    bool missing; // otherwise damaged
};

// An object that is open for reading, and was whole when it was opened; one that is open outlasts its removal.
class OpenObject : public ByteSource
{
public:
    virtual int descriptor() const = 0; // owned by this; at the start of the file
};

// Keeps the rows that say which objects there are.
class Register
{
public:
    virtual ~Register() = default;
    // Called before the bytes take their names, so that none are ever there without a row.
    virtual void coming(Kind kind, std::span<const Stored> objects) = 0;
    // An upload that was stored and then not accepted. Must not throw.
    virtual void refused(Kind kind, const std::string& sha256) noexcept = 0;
    // Somebody met it. Called on any thread, inside of transactions too; must not throw.
    virtual void lost(const Lost& lost) noexcept = 0;
};
} // namespace storage
