// SPDX-License-Identifier: GPL-3.0-or-later
// Says what is on the pages of a PDF (README.md). Everything it reads is untrusted.
#include "confine/lock_down.hpp"
#include "pdfhelper/collector.hpp"
#include "pdfhelper/document.hpp"
#include "pdfhelper/pictures.hpp"
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <exception>
#include <limits>
#include <map>
#include <new>
#include <poppler/Error.h>
#include <poppler/GlobalParams.h>
#include <string_view>
#include <unistd.h>

namespace pdfhelper
{
namespace
{
constexpr int file_descriptor = 3, answer_descriptor = 4, next_descriptor = 5;
constexpr int exit_out_of_memory = 71, exit_refused = 72;
constexpr int most_pages = 20'000;
constexpr std::size_t most_items = 10'000'000; // of the document: characters, shapes and pictures

// Encodings of Asian fonts, and fonts for text whose own are not in the document.
const confine::Folders readable{{"/usr/share/poppler", "/usr/share/fonts", "/etc/fonts", "/var/cache/fontconfig"}, {}};

struct Arguments {
    bool password = false;
    std::int64_t first = 1, last = std::numeric_limits<int>::max(), picture = 0; // dots per inch
    confine::Limits limits;
};

bool parse(int count, char** words, Arguments& into)
{
    const std::map<std::string_view, std::int64_t*> numbers{{"--first", &into.first},
                                                            {"--last", &into.last},
                                                            {"--picture", &into.picture},
                                                            {"--memory", &into.limits.memory_bytes},
                                                            {"--cpu", &into.limits.cpu_seconds}};
    for (int i = 1; i < count; ++i) {
        std::string_view word = words[i];
        if (word == "--password") {
            into.password = true;
            continue;
        }
        auto found = numbers.find(word);
        if (found == numbers.end() || i + 1 == count) return false;
        std::string_view value = words[++i];
        auto end = std::from_chars(value.data(), value.data() + value.size(), *found->second);
        if (end.ec != std::errc() || end.ptr != value.data() + value.size() || *found->second < 1) return false;
    }
    return true;
}

std::string read_password(int descriptor)
{
    std::string word(4096, '\0');
    auto got = pread(descriptor, word.data(), word.size(), 0);
    word.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return word;
}

// Poppler aborts where memory is not to be had; any other abort takes its course.
void on_abort(int)
{
    if (errno == ENOMEM) _exit(exit_out_of_memory);
}

bool no_annotation(Annot*, void*) { return false; }

// What page `number` shows, as its reader sees it: cropped and turned. Returns how many items it has.
std::size_t answer_page(PDFDoc& document, int number, Answer& answer)
{
    double width = document.getPageCropWidth(number), height = document.getPageCropHeight(number);
    int rotation = document.getPageRotate(number);
    if (rotation % 180 != 0) std::swap(width, height);
    Collector collector(width, height);
    document.displayPage(&collector, number, 72, 72, 0, false, true, false, nullptr, nullptr, no_annotation, nullptr);
    answer.page(number, width, height, rotation, collector.content);
    return collector.content.items();
}

void answer_all(const Arguments& arguments)
{
    Answer answer(answer_descriptor);
    MappedFile file(file_descriptor);
    std::optional<std::string> password;
    if (arguments.password) password = read_password(next_descriptor + (arguments.picture ? 1 : 0));
    auto opened = open_document(file, password);
    if (!opened.document) {
        answer.failure(opened.failure);
        return answer.end();
    }
    auto& document = *opened.document;
    auto pages = document.getNumPages();
    answer.document(pages);
    auto rectangles = arguments.picture ? read_rectangles(next_descriptor) : std::vector<Rectangle>();
    auto last = static_cast<int>(std::min<std::int64_t>(arguments.last, pages));
    std::size_t items = 0;
    for (auto page = static_cast<int>(std::min<std::int64_t>(arguments.first, pages + 1LL)); page <= last; ++page) {
        if (page - arguments.first >= most_pages) {
            answer.left_out("pages");
            break;
        }
        if (arguments.picture)
            answer.picture(page, draw_page(document, page, static_cast<double>(arguments.picture), rectangles));
        else
            items += answer_page(document, page, answer);
        if (items > most_items) {
            answer.left_out("items");
            break;
        }
    }
    answer.end();
}
} // namespace

int run(int count, char** words)
{
    Arguments arguments;
    if (!parse(count, words, arguments)) {
        std::fputs("batchops-pdf is started by batchops; see its README\n", stderr);
        return exit_refused;
    }
    std::signal(SIGABRT, on_abort);
    std::set_new_handler([] { _exit(exit_out_of_memory); });
    try {
        confine::lock_down(arguments.limits, readable);
        globalParams = std::make_unique<GlobalParams>();
        globalParams->setErrQuiet(true);
        answer_all(arguments);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "batchops-pdf: %s\n", failure.what());
        return exit_refused;
    }
    std::fflush(nullptr);
    _exit(0); // the answer is complete; Poppler's own clearing up would only take time
}
} // namespace pdfhelper

int main(int count, char** words) { return pdfhelper::run(count, words); }
