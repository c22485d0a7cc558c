#include "server/feeds/rules_error.hpp"
#include <algorithm>

namespace feeds
{
engine::ContractErrors one_error(std::string_view text, std::string_view key, std::string message)
{
    engine::ContractError error{1, 1, "/" + std::string(key), std::move(message)};
    int line = 1;
    for (std::size_t at = 0; at < text.size(); ++line) {
        auto end = std::min(text.find('\n', at), text.size());
        auto column = text.substr(at, end - at).find_first_not_of(" \t{\"'");
        if (column != std::string_view::npos && text.substr(at + column, key.size()) == key) {
            error.line = line;
            error.column = static_cast<int>(column) + 1;
            break;
        }
        at = end + 1;
    }
    return {"file rules", {std::move(error)}};
}
} // namespace feeds
