#pragma once
// Reads what the program batchops-pdf says about a PDF (the format is described in pdfhelper/README.md). That program
// parses untrusted bytes, so nothing it says is trusted either.
#include "base/bytes.hpp"
#include "engine/read/pdf/page.hpp"
#include <string>
#include <string_view>

namespace engine::pdf
{
inline constexpr std::string_view stream_magic = "batchops-pages1\n";

class PageStream
{
public:
    // `name` is the PDF's, for sentences. Throws Unreadable where the PDF is locked or damaged.
    PageStream(const ByteSource& source, std::string name);

    int pages() const { return pages_; } // of the document
    bool next(Page& page);               // false at the end
    // The next picture, where pictures were asked for.
    bool next_picture(int& page, std::string& png);
    // What the rest of a very large document was left out for: "pages", "items" or "".
    const std::string& left_out() const { return left_out_; }
    double progress() const;

private:
    template <class T> T take();
    std::string word();
    void fill(std::size_t bytes);
    bool go_to(char kind);
    void read_page(Page& page);
    [[noreturn]] void broken() const;
    [[noreturn]] void refuse(const std::string& code) const;

    const ByteSource& source_;
    std::string name_, left_out_;
    std::string buffer_;
    std::size_t at_ = 0;       // in the buffer
    std::uint64_t offset_ = 0; // of the buffer's end in the source
    int pages_ = 0;
};
} // namespace engine::pdf
