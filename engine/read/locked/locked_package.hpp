#pragma once
// A workbook locked with a password: a ZIP archive, encrypted, inside a compound file (MS-OFFCRYPTO 2.3).
#include "engine/read/compound/compound_file.hpp"
#include <memory>
#include <optional>
#include <string>

namespace engine::locked
{
bool is(const compound::CompoundFile& file);
// The archive inside, decrypted as it is read. Agile and standard encryption with AES are understood. The compound file
// outlives the result. Throws Unreadable: password (none is given, or it does not open the file), locked (another kind
// of lock), damaged.
std::unique_ptr<ByteSource> open(const compound::CompoundFile& file, const std::optional<std::string>& password,
                                 const std::string& name);
} // namespace engine::locked
