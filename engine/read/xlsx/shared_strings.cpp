#include "engine/read/xlsx/shared_strings.hpp"
#include "engine/read/xlsx/zip_refusals.hpp"

namespace engine::xlsx
{
namespace
{
constexpr std::size_t longest_text = 1 << 20;
constexpr std::size_t most_bytes = 256U << 20;
} // namespace

void RichText::clear()
{
    text_.clear();
    in_text_ = false;
    phonetic_ = 0;
}

void RichText::start(std::string_view name)
{
    phonetic_ += name == "rPh";
    in_text_ = name == "t" && phonetic_ == 0;
}

void RichText::end(std::string_view name)
{
    phonetic_ -= name == "rPh";
    if (name == "t") in_text_ = false;
}

void RichText::text(std::string_view piece)
{
    if (in_text_ && text_.size() <= longest_text) text_ += piece;
}

std::string_view RichText::resolved()
{
    resolve_escapes(text_);
    return text_;
}

void SharedStrings::read(ZipStream& stream, const std::string& file)
{
    struct Events final : XmlEvents {
        Arena& arena;
        std::vector<std::string_view>& texts;
        const std::string& file;
        RichText item;

        Events(Arena& to, std::vector<std::string_view>& list, const std::string& name)
            : arena(to), texts(list), file(name)
        {
        }
        void start(std::string_view name, const Attributes&) override
        {
            if (name == "si")
                item.clear();
            else
                item.start(name);
        }
        void end(std::string_view name) override
        {
            if (name != "si") return item.end(name);
            auto text = item.resolved();
            if (text.size() > longest_text) throw cell_too_long(file, longest_text);
            texts.push_back(text.empty() ? std::string_view("") : arena.copy(text));
            if (arena.bytes() + texts.size() * sizeof(std::string_view) > most_bytes) throw too_large(file, most_bytes);
        }
        void text(std::string_view piece) override { item.text(piece); }
    };
    Events events(arena_, texts_, file);
    parse_xml(stream, events, file);
}
} // namespace engine::xlsx
