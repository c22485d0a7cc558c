#pragma once
// multipart/form-data as it arrives: the bytes of the one part named "file" go on, the rest is skipped.
// Memory: one window of at most the largest piece fed plus a part's headers (16 KiB).
#include "server/http/body.hpp"
#include <memory>
#include <string>
#include <string_view>

namespace http
{
class MultipartFile final : public Receiver
{
public:
    MultipartFile(std::string boundary, std::unique_ptr<Receiver> file);
    void write(std::string_view bytes) override; // throws Refusal when the form is malformed
    Reply finish() override;

private:
    enum class State { before, headers, body, after };
    void begin_part(std::string_view headers);
    void take(std::string_view bytes);
    bool step(std::string_view& rest);
    bool step_to_boundary(std::string_view& rest);

    std::string delimiter_; // CR LF -- boundary
    std::unique_ptr<Receiver> file_;
    State state_ = State::before;
    std::string window_;
    bool in_file_ = false;
    bool seen_file_ = false;
};

// The boundary of a multipart/form-data content type, or "" where it is something else.
std::string multipart_boundary(std::string_view content_type);
} // namespace http
