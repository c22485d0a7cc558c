#pragma once
// XML from a stream, in events, with limits: no document types, no long tokens. Names come without their prefix, and
// extension lists, which use the same names for other things, are passed over.
#include "engine/read/xlsx/zip.hpp"
#include <memory>
#include <string>
#include <string_view>

namespace engine::xlsx
{
// The attributes of a tag as expat gives them: name, value, name, value, … null.
class Attributes
{
public:
    explicit Attributes(const char** pairs) : pairs_(pairs) {}
    // The value of the attribute of that name, whatever its prefix; data() is null where there is none.
    std::string_view operator[](std::string_view name) const;

private:
    const char** pairs_;
};

class XmlEvents
{
public:
    virtual ~XmlEvents() = default;
    virtual void start(std::string_view name, const Attributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view) {}
};

class XmlParser
{
public:
    // `file` is for sentences. Stream and events outlive the parser.
    XmlParser(ZipStream& stream, XmlEvents& events, std::string file);
    ~XmlParser();
    // Gives events until one of them calls pause(), or to the end: then false. Throws Unreadable, or what an event
    // threw.
    bool run();
    void pause();

private:
    struct State;
    std::unique_ptr<State> state_;
};

// All events of a whole part.
void parse_xml(ZipStream& stream, XmlEvents& events, const std::string& file);

// Takes a boolean attribute: 1, true, on.
bool is_true(std::string_view value);
// Resolves _x000D_ and its kind, with which text in workbooks carries characters that XML cannot.
void resolve_escapes(std::string& text);
} // namespace engine::xlsx
