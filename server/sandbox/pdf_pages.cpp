#include "server/sandbox/pdf_pages.hpp"
#include "base/bytes.hpp"
#include "engine/read/foreign.hpp"
#include "engine/read/pdf/page_range.hpp"
#include "engine/table/unreadable.hpp"
#include "server/sandbox/child.hpp"
#include "server/sandbox/judge.hpp"
#include "server/sandbox/program_beside.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sandbox
{
namespace
{
constexpr std::int64_t mebibyte = 1 << 20;

// Poppler needs little; a small file that takes long is built to take long.
Limits limits_for(std::int64_t bytes, const Limits& most)
{
    Limits limits = most;
    limits.memory_bytes = std::min(most.memory_bytes, 512 * mebibyte) + bytes;
    limits.cpu_seconds = std::min(most.cpu_seconds, 8 + bytes / mebibyte);
    return limits;
}

Descriptor written(const char* name, std::string_view bytes)
{
    auto file = anonymous_file(name);
    FileSink sink(file.number());
    sink.write(bytes);
    sink.flush();
    return file;
}
} // namespace

bool is_pdf(int file) { return file >= 0 && engine::foreign::is_pdf(FileSource(file)); }

PdfPages read_pdf_pages(const PdfCall& call)
{
    PdfPages pages;
    std::optional<engine::pdf::PageRange> range;
    try {
        range.emplace(call.read.pages);
    } catch (const engine::Unreadable& bad) {
        pages.outcome.ending = Ending::answered;
        pages.outcome.unreadable = UnreadableAnswer{bad.code(), bad.what()};
        return pages;
    }
    auto limits = limits_for(static_cast<std::int64_t>(FileSource(call.file).size()), call.limits);
    pages.answer = anonymous_file("pages");
    Command command;
    command.binary = program_beside("batchops-pdf");
    command.arguments = {"batchops-pdf"};
    auto add = [&](const char* option, std::int64_t value) {
        command.arguments.emplace_back(option);
        command.arguments.push_back(std::to_string(value));
    };
    add("--memory", limits.memory_bytes);
    add("--cpu", limits.cpu_seconds);
    add("--first", range->first());
    add("--last", range->last());
    command.descriptors = {call.file, pages.answer.number()};
    Descriptor no_rectangles, password;
    if (call.dots_per_inch > 0) {
        add("--picture", call.dots_per_inch);
        if (call.rectangles < 0) no_rectangles = anonymous_file("rectangles");
        command.descriptors.push_back(call.rectangles < 0 ? no_rectangles.number() : call.rectangles);
    }
    if (call.read.password) {
        password = written("password", *call.read.password);
        command.arguments.emplace_back("--password");
        command.descriptors.push_back(password.number());
    }
    command.deadline = call.deadline;
    command.stop = call.stop;
    if (access(command.binary.c_str(), X_OK) != 0) {
        pages.outcome.message =
            fmt::format("“{}” is a PDF document, and the program that opens those, {}, is not there. "
                        "Install BatchOps anew.",
                        call.file_name, command.binary);
        return pages;
    }
    auto ended = run_child(command);
    judge({call.file_name, limits, call.deadline}, ended, true, pages.outcome);
    return pages;
}
} // namespace sandbox
