#pragma once
// An XLSX file on its way into a sink: libxlsxwriter in constant memory, without clock. Its temporary files lie in the
// folder for such (TMPDIR) and are gone with it.
#include "base/bytes.hpp"
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

// NOLINTBEGIN(readability-identifier-naming): the library's names
struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;
// NOLINTEND(readability-identifier-naming)

namespace engine
{
inline constexpr std::uint32_t sheet_rows = 1'048'576;
inline constexpr std::size_t sheet_columns = 16'384;

class Workbook
{
public:
    explicit Workbook(ByteSink& sink);
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;
    ~Workbook();

    lxw_worksheet* add_sheet(const std::string& name);
    lxw_format* add_format();
    lxw_format* header_format(); // bold on a tint, kept in view
    void set_title(const std::string& title, const std::string& company);
    void finish(); // assembles the file and copies it into the sink; throws std::system_error or std::runtime_error

private:
    struct CloseFile {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    ByteSink& sink_;
    std::string folder_, path_; // libxlsxwriter writes by name, and we read what it wrote
    std::unique_ptr<std::FILE, CloseFile> file_;
    lxw_workbook* book_ = nullptr;
    std::string title_, company_;
};

// Text as a cell can hold it: control characters and text that looks like Excel's own escape (_x000D_) are escaped, and
// what passes Excel's 32,767 characters is cut with a mark.
const std::string& cell_text(std::string_view text, std::string& room);

// Writes text as text, whatever it looks like.
void write_text(lxw_worksheet* sheet, std::uint32_t row, std::size_t column, std::string_view text, lxw_format* format,
                std::string& room);

// Characters of a column that fits what it has seen, within what is comfortable to read.
class ColumnWidth
{
public:
    void see(std::string_view text);
    double characters() const;

private:
    std::size_t widest_ = 0;
};
} // namespace engine
