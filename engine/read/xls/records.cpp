#include "engine/read/xls/records.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <bit>

namespace engine::xls
{
bool Bytes::next_piece()
{
    if (piece_ + 1 >= pieces_.size()) {
        cut_ = true;
        return false;
    }
    ++piece_;
    at_ = 0;
    return true;
}

std::uint64_t Bytes::number(int bytes)
{
    std::uint64_t value = 0;
    for (int i = 0; i < bytes; ++i) {
        while (left_in_piece() == 0)
            if (!next_piece()) return 0;
        value |= std::uint64_t{static_cast<unsigned char>(pieces_[piece_][at_++])} << (8 * i);
    }
    return value;
}

double Bytes::real() { return std::bit_cast<double>(number(8)); }

std::string Bytes::characters(std::size_t count, bool wide)
{
    std::string out;
    char32_t high = 0; // the first half of a character outside the basic plane
    for (std::size_t i = 0; i < count && !cut_; ++i) {
        if (left_in_piece() == 0) {
            if (!next_piece()) break;
            wide = (number(1) & 1) != 0;
        }
        auto unit = static_cast<char32_t>(number(wide ? 2 : 1));
        bool is_high = unit >= 0xD800 && unit < 0xDC00, is_low = unit >= 0xDC00 && unit < 0xE000;
        if (high && is_low)
            append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
        else if (!is_high)
            append_utf8(out, unit);
        high = is_high ? unit : 0;
    }
    return out;
}

std::string Bytes::string(int length_bytes)
{
    auto count = static_cast<std::size_t>(number(length_bytes));
    auto flags = number(1);
    auto runs = flags & 8 ? number(2) : 0;
    auto extended = flags & 4 ? number(4) : 0;
    auto text = characters(count, (flags & 1) != 0);
    skip(static_cast<std::size_t>(runs * 4 + extended));
    return text;
}

void Bytes::skip(std::size_t bytes)
{
    while (bytes > 0) {
        auto here = std::min(bytes, left_in_piece());
        at_ += here;
        bytes -= here;
        if (bytes > 0 && !next_piece()) return;
    }
}

bool Records::next(Record& record)
{
    record.pieces.clear();
    for (;;) {
        if (at_ + 4 > stream_.size()) {
            cut_ |= at_ < stream_.size();
            return !record.pieces.empty();
        }
        Bytes head({stream_.substr(at_, 4)});
        auto kind = static_cast<std::uint16_t>(head.number(2));
        auto size = static_cast<std::size_t>(head.number(2));
        if (!record.pieces.empty() && kind != continued) return true;
        if (size > stream_.size() - at_ - 4) {
            cut_ = true;
            return false;
        }
        if (record.pieces.empty()) record.kind = kind;
        record.pieces.push_back(stream_.substr(at_ + 4, size));
        at_ += 4 + size;
    }
}
} // namespace engine::xls
