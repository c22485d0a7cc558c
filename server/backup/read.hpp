#pragma once
// Goes through a backup and holds it against itself.
#include "server/backup/backup.hpp"
#include <string_view>

namespace backup
{
// Who wants to have what is in it.
class Visitor
{
public:
    virtual ~Visitor() = default;
    virtual void head(const Head&) {}
    virtual void table(const db::Table&) {}
    virtual void row(std::string_view) {}
    virtual void object(const std::string& /*key*/) {}
    virtual void file(const std::string& /*name*/) {}
    virtual void bytes(std::string_view) {}
    virtual void end() {} // of an object, whose bytes have its hash, or of a file
};
// Throws Refusal where it does not hold; what was visited until then is to be thrown away.
Made read(const std::filesystem::path& path, const std::string& passphrase, Visitor& visitor);
} // namespace backup
