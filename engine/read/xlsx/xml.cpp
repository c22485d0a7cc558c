#include "engine/read/xlsx/xml.hpp"
#include "engine/read/xlsx/zip_refusals.hpp"
#include "engine/text/unicode.hpp"
#include <charconv>
#include <cstring>
#include <exception>
#include <expat.h>

namespace engine::xlsx
{
namespace
{
constexpr int buffer_bytes = 1 << 16;
constexpr std::uint64_t longest_token = 1 << 20;

std::string_view without_prefix(std::string_view name)
{
    auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}
} // namespace

std::string_view Attributes::operator[](std::string_view name) const
{
    for (const char** pair = pairs_; *pair; pair += 2)
        if (without_prefix(pair[0]) == name) return pair[1];
    return {};
}

struct XmlParser::State {
    ZipStream& stream;
    XmlEvents& events;
    std::string file;
    XML_Parser parser;
    std::exception_ptr thrown; // exceptions must not pass through expat, which is C
    std::uint64_t since_event = 0;
    bool suspended = false, ended = false;
    int ignored = 0; // depth within an extension list, whose tags repeat names of ours

    ~State() { XML_ParserFree(parser); }

    template <class Event> static void tell(void* user, Event event)
    {
        auto& self = *static_cast<State*>(user);
        self.since_event = 0;
        if (self.thrown) return;
        try {
            event(self);
        } catch (...) {
            self.thrown = std::current_exception();
            XML_StopParser(self.parser, XML_FALSE);
        }
    }
    static void on_start(void* user, const char* name, const char** pairs)
    {
        tell(user, [&](State& self) {
            auto tag = without_prefix(name);
            if (self.ignored > 0 || tag == "extLst")
                ++self.ignored;
            else
                self.events.start(tag, Attributes(pairs));
        });
    }
    static void on_end(void* user, const char* name)
    {
        tell(user, [&](State& self) {
            if (self.ignored > 0)
                --self.ignored;
            else
                self.events.end(without_prefix(name));
        });
    }
    static void on_text(void* user, const char* text, int size)
    {
        tell(user, [&](State& self) {
            if (self.ignored == 0) self.events.text({text, static_cast<std::size_t>(size)});
        });
    }
    static void on_doctype(void* user, const char*, const char*, const char*, int)
    {
        tell(user, [](State& self) { throw declares_entities(self.file); });
    }

    void settle(XML_Status status)
    {
        if (thrown) std::rethrow_exception(thrown);
        if (status == XML_STATUS_ERROR) throw damaged(file);
        suspended = status == XML_STATUS_SUSPENDED;
    }

    void feed()
    {
        void* buffer = XML_GetBuffer(parser, buffer_bytes);
        if (!buffer) throw std::bad_alloc();
        auto got = stream.read({static_cast<char*>(buffer), buffer_bytes});
        since_event += got;
        if (since_event > longest_token) throw cell_too_long(file, longest_token);
        ended = got == 0;
        settle(XML_ParseBuffer(parser, static_cast<int>(got), ended));
    }
};

XmlParser::XmlParser(ZipStream& stream, XmlEvents& events, std::string file)
    : state_(new State{stream, events, std::move(file), XML_ParserCreate(nullptr), {}, 0, false, false, 0})
{
    if (!state_->parser) throw std::bad_alloc();
    XML_SetUserData(state_->parser, state_.get());
    XML_SetElementHandler(state_->parser, &State::on_start, &State::on_end);
    XML_SetCharacterDataHandler(state_->parser, &State::on_text);
    XML_SetStartDoctypeDeclHandler(state_->parser, &State::on_doctype);
}

XmlParser::~XmlParser() = default;

bool XmlParser::run()
{
    if (state_->suspended) state_->settle(XML_ResumeParser(state_->parser));
    while (!state_->suspended) {
        if (state_->ended) return false;
        state_->feed();
    }
    return true;
}

void XmlParser::pause() { XML_StopParser(state_->parser, XML_TRUE); }

void parse_xml(ZipStream& stream, XmlEvents& events, const std::string& file) { XmlParser(stream, events, file).run(); }

bool is_true(std::string_view value) { return value == "1" || value == "true" || value == "on"; }

void resolve_escapes(std::string& text)
{
    constexpr std::size_t size = 7; // _xHHHH_
    std::size_t from = text.find("_x");
    if (from == std::string::npos) return;
    std::string out(text, 0, from);
    for (std::size_t at = from; at < text.size();) {
        unsigned value = 0;
        const char* digits = text.data() + at + 2;
        bool escape = text.compare(at, 2, "_x") == 0 && at + size <= text.size() && text[at + size - 1] == '_' &&
                      std::from_chars(digits, digits + 4, value, 16).ptr == digits + 4;
        if (escape)
            append_utf8(out, value);
        else
            out += text[at];
        at += escape ? size : 1;
    }
    text = std::move(out);
}
} // namespace engine::xlsx
