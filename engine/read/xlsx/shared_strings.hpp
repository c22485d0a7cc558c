#pragma once
// The texts that the cells of a workbook refer to by number.
#include "engine/read/xlsx/xml.hpp"
#include "engine/table/chunk.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace engine::xlsx
{
// Collects the text of one string item or inline string: plain or in runs, without phonetic guides.
class RichText
{
public:
    void clear();
    // Both say whether the tag belongs to the text.
    void start(std::string_view name);
    void end(std::string_view name);
    void text(std::string_view piece);
    // The text so far, with its escapes resolved.
    std::string_view resolved();

private:
    std::string text_;
    bool in_text_ = false;
    int phonetic_ = 0;
};

class SharedStrings
{
public:
    void read(ZipStream& stream, const std::string& file);
    std::size_t size() const { return texts_.size(); }
    std::string_view operator[](std::size_t index) const { return texts_[index]; }

private:
    Arena arena_;
    std::vector<std::string_view> texts_;
};
} // namespace engine::xlsx
