#pragma once
// UTF-7 (RFC 2152), which old mail programs write: “Ren+AOk-” for “René”.
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
// The words of ASCII text that have letters of UTF-7, the first few of them, as written and as meant.
struct Utf7Words {
    std::vector<std::string> written, meant;
};
Utf7Words utf7_words(std::string_view ascii);
} // namespace engine
