#pragma once
// The records of a binary workbook, one behind the other (MS-XLS 2.1.4), and the strings in them. Internal to xls/.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::xls
{
// Numbers are little-endian. Reading past the end gives zeros and sets `cut`.
class Bytes
{
public:
    // Long records come in pieces; strings may be cut anywhere.
    explicit Bytes(std::vector<std::string_view> pieces) : pieces_(std::move(pieces)) {}
    std::uint64_t number(int bytes);
    double real();
    // `count` characters, each of two bytes where `wide`. In a new piece the width is said again.
    std::string characters(std::size_t count, bool wide);
    // A string with its length before it, of one or two bytes; formatting and phonetic guides are passed over
    // (XLUnicodeRichExtendedString, 2.5.293).
    std::string string(int length_bytes);
    void skip(std::size_t bytes);
    std::size_t left_in_piece() const { return piece_ < pieces_.size() ? pieces_[piece_].size() - at_ : 0; }
    bool cut() const { return cut_; }

private:
    bool next_piece();

    std::vector<std::string_view> pieces_;
    std::size_t piece_ = 0, at_ = 0;
    bool cut_ = false;
};

enum RecordKind : std::uint16_t {
    formula = 0x0006,
    end_of_part = 0x000A,
    date_mode = 0x0022,
    file_pass = 0x002F,
    continued = 0x003C,
    bound_sheet = 0x0085,
    multiple_rk = 0x00BD,
    cell_format = 0x00E0,
    shared_strings = 0x00FC,
    label_shared = 0x00FD,
    real_number = 0x0203,
    label = 0x0204,
    bool_or_error = 0x0205,
    formula_string = 0x0207,
    row_record = 0x0208,
    column_record = 0x007D,
    rk_number = 0x027E,
    number_format = 0x041E,
    begin_of_part = 0x0809,
};

struct Record {
    std::uint16_t kind = 0;
    std::vector<std::string_view> pieces; // its own and those of the continue records behind it
};

class Records
{
public:
    Records(std::string_view stream, std::size_t at) : stream_(stream), at_(at) {}
    bool next(Record& record); // false at the end, or where the stream is cut
    bool cut() const { return cut_; }

private:
    std::string_view stream_;
    std::size_t at_;
    bool cut_ = false;
};
} // namespace engine::xls
