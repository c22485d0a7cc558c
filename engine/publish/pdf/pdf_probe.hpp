#pragma once
// Looks into a PDF file that this folder wrote, for its tests: objects unpacked, content streams followed.
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace engine::pdf
{
class PdfProbe
{
public:
    struct Page {
        std::size_t outside = 0; // operators that paint outside of marked content
        int depth = 0;           // of marked content at the end
        std::size_t marks = 0;   // pieces of content with an MCID
        std::size_t parents = 0; // entries of the page in the parent tree
        bool marks_count_up = true;
    };

    // Throws std::runtime_error where the file is not built as ours are.
    explicit PdfProbe(std::string_view file);

    std::size_t count(std::string_view text) const; // over all objects but content streams
    std::string object_with(std::string_view text) const;
    std::string all() const;
    std::vector<Page> pages() const;

private:
    void unpack(const std::string& bytes, const std::string& dictionary);
    void follow(const std::string& content, Page& page) const;

    std::map<int, std::string> objects_, streams_;
};
} // namespace engine::pdf
