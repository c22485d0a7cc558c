#include "server/sandbox/page_pictures.hpp"
#include "base/bytes.hpp"
#include "engine/read/pdf/page_stream.hpp"
#include "engine/table/unreadable.hpp"

namespace sandbox
{
Outcome page_pictures(const PdfCall& call, const std::function<void(int page, std::string_view png)>& each)
{
    auto pages = read_pdf_pages(call);
    auto& outcome = pages.outcome;
    if (!outcome.answered() || outcome.unreadable) return std::move(outcome);
    try {
        FileSource answer(pages.answer.number());
        engine::pdf::PageStream stream(answer, call.file_name);
        int page = 0;
        for (std::string png; stream.next_picture(page, png);) each(page, png);
    } catch (const engine::Unreadable& unreadable) {
        outcome.unreadable = UnreadableAnswer{unreadable.code(), unreadable.what()};
    }
    return std::move(outcome);
}
} // namespace sandbox
