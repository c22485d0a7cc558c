#pragma once
// Files that go with a mail.
#include "server/mail/message.hpp"
#include <vector>

namespace mail
{
struct Attachment {
    std::string file_name, content_type, bytes;
};

// As `rfc5322`, with the files as further parts (multipart/mixed); without any it is the same.
std::string with_attachments(const Message& message, const std::vector<Attachment>& files, const std::string& from,
                             const std::string& id, const std::string& date);
} // namespace mail
