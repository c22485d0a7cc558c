#pragma once
#include "server/http/route.hpp"
#include <functional>

namespace notifications
{
std::span<const http::Route> mailbox_routes();

// What these routes need to know about the mail of this hub.
struct MailSettings {
    bool has_server = false; // false: mails are kept for the mailbox page
    std::string server;      // as the screen shows it: "smtp://mail.school.test:587"
    std::string from;
    std::function<std::string(db::Session&)> school_name;
};
} // namespace notifications
