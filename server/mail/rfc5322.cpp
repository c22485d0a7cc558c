#include "base/ids.hpp"
#include "base/sha256.hpp"
#include "server/mail/attachment.hpp"
#include <algorithm>
#include <cctype>

namespace mail
{
namespace
{
// RFC 4648 §4: base64url with the two other letters and padding.
std::string base64(std::string_view bytes)
{
    auto text = to_base64url(bytes);
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    while (text.size() % 4) text += '=';
    return text;
}

// RFC 2047 encoded words of whole UTF-8 characters, folded; plain ASCII stays as it is.
std::string header_text(std::string_view text)
{
    if (text.size() <= 60 && std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; }) &&
        text.find("=?") == text.npos)
        return std::string(text);
    std::string made;
    while (!text.empty()) {
        std::size_t end = std::min<std::size_t>(text.size(), 42);
        while (end < text.size() && end > 1 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
        made += (made.empty() ? "=?utf-8?B?" : "\r\n =?utf-8?B?") + base64(text.substr(0, end)) + "?=";
        text.remove_prefix(end);
    }
    return made;
}

std::string folded(const std::string& bytes)
{
    auto body = base64(bytes);
    std::string made;
    for (std::size_t at = 0; at < body.size(); at += 76) made += body.substr(at, 76) + "\r\n";
    return made;
}

std::string part(const std::string& headers, const std::string& content, const std::string& boundary)
{
    return "--" + boundary + "\r\n" + headers + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + folded(content);
}

// RFC 2231, with nothing in it that could end the header.
std::string percent_encoded(std::string_view name)
{
    static constexpr auto digits = "0123456789ABCDEF";
    std::string made;
    for (unsigned char c : name)
        if (std::isalnum(c) || c == '-' || c == '.' || c == '_')
            made += static_cast<char>(c);
        else
            (made += '%', made += digits[c >> 4]) += digits[c & 15];
    return made;
}

std::string attached(const Attachment& file, const std::string& boundary)
{
    return part("Content-Type: " + file.content_type + "\r\nContent-Disposition: attachment; filename*=utf-8''" +
                    percent_encoded(file.file_name),
                file.bytes, boundary);
}
} // namespace

bool is_address(std::string_view text)
{
    auto at = text.find('@');
    if (text.size() > 254 || at == 0 || at == text.npos || text.find('@', at + 1) != text.npos) return false;
    auto host = text.substr(at + 1);
    auto fits = [](unsigned char c) {
        return c > ' ' && c < 127 && std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
    };
    return std::ranges::all_of(text, fits) && host.find('.') != host.npos && host.front() != '.' &&
           host.back() != '.' && host.find("..") == host.npos;
}

std::string rfc5322(const Message& message, const std::string& from, const std::string& id, const std::string& date)
{
    return with_attachments(message, {}, from, id, date);
}

std::string with_attachments(const Message& message, const std::vector<Attachment>& files, const std::string& from,
                             const std::string& id, const std::string& date)
{
    auto boundary = "part-" + sha256_hex(id).substr(0, 24), outer = "file-" + sha256_hex(id).substr(24, 24);
    auto body = "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n" +
                part("Content-Type: text/plain; charset=utf-8", message.text, boundary) +
                part("Content-Type: text/html; charset=utf-8", message.html, boundary) + "--" + boundary + "--\r\n";
    if (!files.empty()) {
        body = "Content-Type: multipart/mixed; boundary=\"" + outer + "\"\r\n\r\n--" + outer + "\r\n" + body;
        for (const auto& file : files) body += attached(file, outer);
        body += "--" + outer + "--\r\n";
    }
    return "From: " + from + "\r\nTo: <" + message.to + ">\r\nSubject: " + header_text(message.subject) +
           "\r\nDate: " + date + "\r\nMessage-ID: " + id +
           "\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n" + body;
}
} // namespace mail
