#pragma once
// A workbook locked with a password: a compound file that holds the encrypted package. Source: [MS-OFFCRYPTO] 2.3.4.10
// to 2.3.4.15, agile encryption, which Office has written since 2010 and LibreOffice writes too.
#include "base/bytes.hpp"
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace engine::package
{
bool is_encrypted(std::string_view start, const ByteSource& source);

// The package behind the password, decrypted piece by piece as it is read. `source` outlives it. Throws Unreadable:
// password where there is none or it is wrong, locked where the encryption is another than agile, damaged, limit.
std::unique_ptr<ByteSource> decrypted(const ByteSource& source, const std::string& name,
                                      const std::optional<std::string>& password);
} // namespace engine::package
