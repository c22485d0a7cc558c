#pragma once
// The texts that the cells of a workbook refer to by number.
#include "engine/read/package/xml_scanner.hpp"
#include "engine/table/chunk.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace engine::xlsx
{
class SharedStrings
{
public:
    void read(package::ZipStream& stream, const std::string& file);
    std::size_t size() const { return texts_.size(); }
    std::string_view operator[](std::size_t index) const { return texts_[index]; }

private:
    Arena arena_;
    std::vector<std::string_view> texts_;
};

// Reads the string item or inline string whose start tag is at hand: plain or in runs, without phonetic guides.
void take_rich_text(package::XmlScanner& xml, std::string& out);
// Resolves _x000D_ and its kind, with which text in workbooks carries characters that XML cannot.
void resolve_escapes(std::string& text);
} // namespace engine::xlsx
