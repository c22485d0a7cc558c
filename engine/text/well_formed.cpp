#include "engine/text/well_formed.hpp"
#include "engine/text/unicode.hpp"

namespace engine
{
std::string well_formed(std::string_view bytes)
{
    std::string out;
    while (!bytes.empty()) {
        auto good = utf8_prefix(bytes);
        out += bytes.substr(0, good);
        bytes.remove_prefix(good);
        if (bytes.empty()) break;
        append_utf8(out, 0xFFFD);
        bytes.remove_prefix(1);
    }
    return out;
}
} // namespace engine
