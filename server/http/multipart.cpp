#include "server/http/multipart.hpp"
#include "base/utf8.hpp"
#include "server/http/query.hpp"
#include <algorithm>
#include <strings.h>

namespace http
{
namespace
{
constexpr std::size_t most_header_bytes = 16 * 1024;

[[noreturn]] void malformed(const std::string& how)
{
    throw Refusal{Why::invalid,
                  "The form could not be read: " + how + ". Send multipart/form-data with one part named “file”."};
}

// name="value" or name=value in a header line; quotes and backslashes in the former are escaped by a backslash.
std::optional<std::string> parameter(std::string_view line, std::string_view name)
{
    for (auto rest = line.substr(std::min(line.find(';'), line.size())); !rest.empty();) {
        rest.remove_prefix(std::min(rest.find_first_not_of("; \t"), rest.size()));
        auto equals = rest.find_first_of("=;");
        auto own = rest.substr(0, equals);
        rest.remove_prefix(std::min(own.size(), rest.size()));
        if (!rest.starts_with('=')) continue;
        rest.remove_prefix(1);
        std::string value;
        std::size_t used = 0;
        if (rest.starts_with('"')) {
            for (used = 1; used < rest.size() && rest[used] != '"'; ++used) {
                if (rest[used] == '\\' && used + 1 < rest.size() && (rest[used + 1] == '"' || rest[used + 1] == '\\'))
                    ++used;
                value += rest[used];
            }
        } else {
            value = rest.substr(0, rest.find_first_of("; \t"));
            used = value.size();
        }
        if (own.size() == name.size() && strncasecmp(own.data(), name.data(), name.size()) == 0) return value;
        rest.remove_prefix(std::min(rest.find(';', used), rest.size()));
    }
    return std::nullopt;
}

// filename*=UTF-8''na%C3%AFve.csv (RFC 8187), which wins over the plain one; both as UTF-8.
std::optional<std::string> file_name(std::string_view line)
{
    if (auto coded = parameter(line, "filename*")) {
        auto charset = coded->find('\''), text = coded->find('\'', charset + 1);
        bool utf8 = charset == 5 && strncasecmp(coded->data(), "utf-8", 5) == 0 && text != coded->npos;
        auto name = utf8 ? percent_decoded(std::string_view(*coded).substr(text + 1), false) : std::nullopt;
        if (name && !name->empty()) return name;
    }
    auto plain = parameter(line, "filename");
    if (!plain) return std::nullopt;
    if (plain->find('\0') != plain->npos) malformed("the name of its file holds the character U+0000");
    return as_utf8(*plain);
}

std::string_view header_line(std::string_view headers, std::string_view name)
{
    while (!headers.empty()) {
        auto end = headers.find("\r\n");
        auto line = headers.substr(0, end);
        if (line.size() > name.size() && line[name.size()] == ':' &&
            strncasecmp(line.data(), name.data(), name.size()) == 0)
            return line;
        if (end == headers.npos) break;
        headers.remove_prefix(end + 2);
    }
    return {};
}
} // namespace

MultipartFile::MultipartFile(std::string boundary, std::unique_ptr<Receiver> file)
    : delimiter_("\r\n--" + std::move(boundary)), file_(std::move(file)), window_("\r\n")
{
}

void MultipartFile::begin_part(std::string_view headers)
{
    auto line = header_line(headers, "Content-Disposition");
    in_file_ = parameter(line, "name") == "file";
    if (!in_file_) return;
    if (seen_file_) malformed("it holds two parts named “file”");
    seen_file_ = true;
    if (auto name = file_name(line)) file_->named(*name);
}

void MultipartFile::take(std::string_view bytes)
{
    if (in_file_ && state_ == State::body && !bytes.empty()) file_->write(bytes);
}

// Skips or hands on what comes before the next boundary. False when more bytes are needed.
bool MultipartFile::step_to_boundary(std::string_view& rest)
{
    auto at = rest.find(delimiter_);
    if (at == rest.npos) {
        auto sure = rest.size() - std::min(rest.size(), delimiter_.size() - 1);
        take(rest.substr(0, sure));
        rest.remove_prefix(sure);
        return false;
    }
    take(rest.substr(0, at));
    rest.remove_prefix(at);
    if (rest.size() < delimiter_.size() + 2) return false;
    auto tail = rest.substr(delimiter_.size(), 2);
    rest.remove_prefix(delimiter_.size() + 2);
    if (tail == "--")
        state_ = State::after;
    else if (tail == "\r\n")
        state_ = State::headers;
    else
        malformed("a boundary does not end its line");
    return true;
}

bool MultipartFile::step(std::string_view& rest)
{
    if (state_ == State::after) {
        rest = {};
        return false;
    }
    if (state_ != State::headers) return step_to_boundary(rest);
    auto end = rest.find("\r\n\r\n");
    if (end == rest.npos) {
        if (rest.size() > most_header_bytes) malformed("the headers of a part are too long");
        return false;
    }
    begin_part(rest.substr(0, end));
    rest.remove_prefix(end + 4);
    state_ = State::body;
    return true;
}

void MultipartFile::write(std::string_view bytes)
{
    window_ += bytes;
    std::string_view rest = window_;
    while (step(rest)) {
    }
    window_.erase(0, window_.size() - rest.size());
}

Reply MultipartFile::finish()
{
    if (state_ != State::after) malformed("it ends before its last boundary");
    if (!seen_file_) malformed("it holds no part named “file”");
    return file_->finish();
}

std::string multipart_boundary(std::string_view content_type)
{
    if (content_type.size() < 19 || strncasecmp(content_type.data(), "multipart/form-data", 19) != 0) return "";
    auto at = content_type.find("boundary=");
    if (at == content_type.npos) malformed("its content type names no boundary");
    auto boundary = content_type.substr(at + 9);
    boundary = boundary.substr(0, boundary.find(';'));
    if (boundary.size() > 1 && boundary.front() == '"' && boundary.back() == '"')
        boundary = boundary.substr(1, boundary.size() - 2);
    if (boundary.empty() || boundary.size() > 70) malformed("its boundary is empty or too long");
    return std::string(boundary);
}
} // namespace http
