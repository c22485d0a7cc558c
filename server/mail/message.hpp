#pragma once
// One mail, and the letter it is written from.
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mail
{
struct Message {
    std::string to; // one address
    std::string subject;
    std::string text, html; // the same words twice
};
BOOST_DESCRIBE_STRUCT(Message, (), (to, subject, text, html))

struct Button {
    std::string label;
    std::string link;
};

// What a mail says, before it becomes text and HTML.
struct Letter {
    std::string subject;
    std::vector<std::string> paragraphs;
    std::optional<Button> button;
    std::vector<std::string> small_print;
};
// `from` signs it: the name of the school.
Message write(const Letter& letter, const std::string& to, const std::string& from);

// Whether a mail could be sent there: one @, a host with a dot, nothing that could end a header.
bool is_address(std::string_view text);

// The message as RFC 5322 text with both forms (multipart/alternative, base64). `id` and `date` are complete header
// values: "<1.ab@hub.school.test>", "Mon, 23 Nov 2026 18:04:05 +0000".
std::string rfc5322(const Message& message, const std::string& from, const std::string& id, const std::string& date);
} // namespace mail
