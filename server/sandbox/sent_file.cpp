#include "server/sandbox/sent_file.hpp"
#include "base/bytes.hpp"
#include "base/result.hpp"
#include <fmt/format.h>

namespace sandbox
{
SentFile::SentFile(std::string what, std::size_t most_bytes)
    : what_(std::move(what)), most_bytes_(most_bytes), file_(anonymous_file("sent"))
{
}

void SentFile::write(std::string_view bytes)
{
    if (bytes_ + bytes.size() > most_bytes_)
        throw Refusal{Why::too_large,
                      fmt::format("{} is larger than {} MiB. Send a smaller one.", what_, most_bytes_ >> 20)};
    bytes_ += bytes.size();
    FileSink sink(file_.number());
    sink.write(bytes);
    sink.flush();
}

Outcome SentFile::look(EngineCall call)
{
    call.job.file = file_.number();
    auto outcome = run_engine(call);
    if (outcome.unreadable) throw Refusal{Why::invalid, outcome.unreadable->message};
    if (!outcome.answered()) throw Refusal{Why::invalid, outcome.message};
    return outcome;
}
} // namespace sandbox
