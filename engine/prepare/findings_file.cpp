#include "engine/prepare/findings_file.hpp"
#include "base/json.hpp"
#include "base/json_string.hpp"

namespace engine
{
namespace
{
void append(std::string& out, const std::string& text) { json::append_string(out, text); }
void append(std::string& out, std::int64_t number) { out += std::to_string(number); }
void append(std::string& out, Severity severity) { json::append_string(out, json::enum_text(severity)); }
template <class T> void append(std::string& out, const std::optional<T>& value)
{
    if (value)
        append(out, *value);
    else
        out += "null";
}
} // namespace

FindingsFile::FindingsFile(ByteSink* sink) : sink_(sink), text_("{\"findings\":[") {}

void FindingsFile::add(const Finding& finding)
{
    if (!sink_ || listed_ == most) return;
    ++listed_;
    text_ += first_ ? "\n{" : ",\n{";
    first_ = false;
    bool first_member = true;
    boost::mp11::mp_for_each<json::Members<Finding>>([&](auto member) {
        if (!first_member) text_ += ',';
        first_member = false;
        json::append_string(text_, member.name);
        text_ += ':';
        append(text_, finding.*member.pointer);
    });
    text_ += '}';
    if (text_.size() < 1 << 16) return;
    sink_->write(text_);
    text_.clear();
}

void FindingsFile::finish(const Prepared& prepared)
{
    if (!sink_) return;
    auto member = [&](std::string_view name, const auto& value) {
        text_ += ",\n";
        json::append_string(text_, name);
        (text_ += ':') += json::serialize(json::encode(value));
    };
    text_ += first_ ? "]" : "\n]";
    member("cards", prepared.cards);
    member("notices", prepared.notices);
    member("doubts", prepared.doubts);
    member("ledger", prepared.ledger);
    member("reasons", prepared.reasons);
    member("verdict", prepared.verdict);
    text_ += "}\n";
    sink_->write(text_);
    text_.clear();
}
} // namespace engine
