#include "cli/findings_text.hpp"
#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace cli
{
namespace
{
constexpr std::size_t longest_value = 200; // bytes of a message on one line of a terminal

std::string shortened(std::string text)
{
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            c = ' '; // no escape sequence of a file reaches a terminal
    if (text.size() <= longest_value) return text;
    auto end = longest_value;
    while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

std::string place(const engine::Finding& finding)
{
    std::string text = finding.file;
    if (finding.sheet) text += fmt::format(" [{}]", *finding.sheet);
    if (finding.line) text += fmt::format(":{}", *finding.line);
    if (finding.column) text += fmt::format(": {}", *finding.column);
    return text;
}

std::string ledger_text(const engine::Ledger& ledger)
{
    std::string text = fmt::format("{} rows: {} passed", ledger.in, ledger.passed);
    auto add = [&](std::int64_t count, const char* what) {
        if (count > 0) text += fmt::format(", {} {}", count, what);
    };
    add(ledger.fixed, "fixed");
    add(ledger.held_back, "held back");
    add(ledger.duplicate, "duplicate");
    add(ledger.ignored, "ignored (header, blank, notes, totals)");
    return text;
}

const char* verdict_text(engine::Verdict verdict)
{
    switch (verdict) {
    case engine::Verdict::publish:
        return "ready to publish";
    case engine::Verdict::hold:
        return "on hold, nothing is published";
    case engine::Verdict::refuse:
        return "refused";
    }
    return "";
}

// As a shell takes it for one word.
std::string shell_word(const std::string& text)
{
    constexpr std::string_view plain = "_-./=:+,@%";
    auto is_plain = [&](unsigned char c) {
        return std::isalnum(c) || c >= 0x80 || plain.contains(static_cast<char>(c));
    };
    if (std::ranges::all_of(text, is_plain)) return text;
    std::string out = "'";
    for (char c : shortened(text)) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

// What answers a question: one line for each answer.
std::string choices_text(const engine::Doubt& doubt)
{
    std::string text = shortened(doubt.consequence) + "\n";
    for (const auto& [answer, title, sample] : doubt.alternatives) {
        auto value = doubt.about.empty() ? answer : doubt.about + "=" + answer;
        text += fmt::format("  --{} {}   {}", doubt.what, shell_word(value), title);
        if (!sample.empty()) text += ": " + shortened(fmt::format("{}", fmt::join(sample, ", ")));
        text += '\n';
    }
    return text;
}
} // namespace

std::string findings_text(const engine::Prepared& prepared)
{
    std::string text;
    for (const auto& finding : prepared.findings) {
        text += shortened(place(finding)) + ": ";
        if (finding.severity == engine::Severity::warning) text += "please look: ";
        text += shortened(finding.message);
        if (!finding.expected.empty()) text += " Expected: " + shortened(finding.expected) + ".";
        if (!finding.remedy.empty()) text += " " + shortened(finding.remedy);
        text += '\n';
    }
    auto all = prepared.errors + prepared.warnings;
    if (auto listed = static_cast<std::int64_t>(prepared.findings.size()); listed < all)
        text += fmt::format("… and {} more; batchops process writes them into findings.json.\n", all - listed);
    return text;
}

std::string summary_text(const std::string& file, const engine::Prepared& prepared, bool with_cards)
{
    auto text = fmt::format("{}: {}\n{}\n", file, verdict_text(prepared.verdict), ledger_text(prepared.ledger));
    for (const auto& reason : prepared.reasons) text += shortened(reason.message) + "\n";
    for (const auto& doubt : prepared.doubts)
        if (doubt.outcome == engine::DoubtOutcome::asked) text += choices_text(doubt);
    if (with_cards)
        for (const auto& card : prepared.cards) text += fmt::format("{:>7} × {}\n", card.count, shortened(card.title));
    for (const auto& notice : prepared.notices) text += "Note: " + shortened(notice.message) + "\n";
    return text;
}
} // namespace cli
