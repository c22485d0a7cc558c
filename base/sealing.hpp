#pragma once
// Secrets at rest: what must be read again (a second factor's secret, a link that waits to be mailed) is kept encrypted
// with AES-256-GCM, under a key that lies outside of the database.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class SealingKeys
{
public:
    using Key = std::array<unsigned char, 32>;

    // The first key seals; each of them opens, so that a key can be replaced while the old one still opens. Throws
    // std::invalid_argument for a line that is not 64 hex digits, and where there is no line at all.
    static SealingKeys from_lines(std::string_view lines);
    static std::string new_line(); // a fresh key as such a line

    // `about` is bound to it: what is sealed for one purpose does not open for another.
    std::string seal(std::string_view text, std::string_view about) const;
    std::optional<std::string> open(std::string_view sealed, std::string_view about) const;

    // A mark that only these keys make (HMAC-SHA-256): "<which key>.<64 hex digits>".
    std::string mark(std::string_view text, std::string_view about) const;
    enum class Fits { yes, no, key_missing };
    Fits fits(std::string_view mark, std::string_view text, std::string_view about) const;

private:
    std::vector<Key> keys_;
};
