#pragma once
// A small file as it is sent, kept in memory and looked at by one step of the engine.
#include "server/sandbox/descriptor.hpp"
#include "server/sandbox/engine_call.hpp"
#include <string>
#include <string_view>

namespace sandbox
{
class SentFile
{
public:
    // `what` as a sentence begins with it: “The picture”.
    SentFile(std::string what, std::size_t most_bytes);

    // Throws Refusal (too_large) where it gets larger than that.
    void write(std::string_view bytes);
    // The step's answer about the file; `job.file` is set here. Throws Refusal (invalid), in the engine's words, where
    // there is none.
    Outcome look(EngineCall call);

private:
    std::string what_;
    std::size_t most_bytes_, bytes_ = 0;
    Descriptor file_;
};
} // namespace sandbox
