#include "server/mail/message.hpp"

namespace mail
{
namespace
{
std::string escaped(std::string_view text)
{
    std::string made;
    for (char c : text) switch (c) {
        case '&':
            made += "&amp;";
            break;
        case '<':
            made += "&lt;";
            break;
        case '>':
            made += "&gt;";
            break;
        case '"':
            made += "&quot;";
            break;
        default:
            made += c;
        }
    return made;
}

std::string text_of(const Letter& letter, const std::string& from)
{
    std::string text;
    for (const auto& paragraph : letter.paragraphs) text += paragraph + "\n\n";
    if (letter.button) text += letter.button->label + ":\n" + letter.button->link + "\n\n";
    for (const auto& line : letter.small_print) text += line + "\n\n";
    return text + "-- \nBatchOps, " + from + "\n";
}

// Styles stand on the elements: mail programs read no style sheets.
std::string html_of(const Letter& letter, const std::string& from)
{
    std::string html = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" +
                       escaped(letter.subject) +
                       "</title></head>\n<body style=\"margin:0;padding:24px;background:#f5f6f8;color:#1c2430;"
                       "font:16px/1.5 system-ui,sans-serif\">\n<div style=\"max-width:520px;margin:auto;padding:24px;"
                       "background:#ffffff;border-radius:12px\">\n<h1 style=\"font-size:20px;margin:0 0 16px\">" +
                       escaped(letter.subject) + "</h1>\n";
    for (const auto& paragraph : letter.paragraphs) html += "<p>" + escaped(paragraph) + "</p>\n";
    if (letter.button)
        html += "<p><a href=\"" + escaped(letter.button->link) +
                "\" style=\"display:inline-block;padding:10px 18px;background:#1f4fd8;color:#ffffff;border-radius:8px;"
                "text-decoration:none\">" +
                escaped(letter.button->label) + "</a></p>\n<p style=\"font-size:13px;word-break:break-all\">" +
                escaped(letter.button->link) + "</p>\n";
    for (const auto& line : letter.small_print)
        html += "<p style=\"font-size:13px;color:#4a5565\">" + escaped(line) + "</p>\n";
    return html + "<p style=\"font-size:13px;color:#4a5565\">BatchOps, " + escaped(from) +
           "</p>\n</div></body></html>\n";
}
} // namespace

Message write(const Letter& letter, const std::string& to, const std::string& from)
{
    return {to, letter.subject, text_of(letter, from), html_of(letter, from)};
}
} // namespace mail
