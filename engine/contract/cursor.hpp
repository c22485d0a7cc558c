#pragma once
// A place in a contract while it is read: the YAML node, its JSON pointer and the list that errors go to. Every reader
// returns something usable after an error, so that one pass finds them all. A cursor can also describe: then there is
// no document, every reader notes what it would take, and every key and kind is visited once.
#include "engine/contract/description.hpp"
#include "engine/contract/errors.hpp"
#include "engine/contract/nearest.hpp"
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <yaml-cpp/yaml.h>

namespace engine
{
class Cursor
{
public:
    using Read = std::function<void(const Cursor&)>;
    struct Key {
        std::string_view name;
        Read read;
        bool required = false;
    };

    Cursor(YAML::Node node, std::string pointer, std::vector<ContractError>& errors);
    Cursor(Description::Ptr describing, std::vector<ContractError>& ignored);

    Place place() const;
    const std::string& pointer() const { return pointer_; }
    std::string name() const; // the key, or “item 2 of fields”
    bool is_list() const { return !describing_ && node_.IsSequence(); }
    bool is_map() const { return !describing_ && node_.IsMap(); }
    bool is_text() const { return !describing_ && node_.IsScalar(); }
    bool is_null() const { return !describing_ && node_.IsNull(); }
    bool is_quoted() const { return node_.Tag() == "!"; }

    bool describes() const { return describing_ != nullptr; }

    void error(std::string message) const;
    // As error(), at the place of the key itself rather than its value.
    void error_at(Place place, std::string message) const;

    std::string text() const;   // any scalar, as written
    std::string filled() const; // as text(), but not empty
    bool flag() const;          // true or false
    std::int64_t whole(std::int64_t least) const;
    double percent() const;                       // "5%" is 0.05
    int days() const;                             // "400 days", "8 weeks", "6 months" (30 days each), "2 years" (365)
    std::vector<std::string> texts() const;       // a list of scalars
    std::vector<std::string> one_or_more() const; // a scalar or a list of them, not empty
    std::size_t choice(const std::vector<std::string_view>& names) const; // the index; 0 after an error

    void each(const Read& read) const; // items of a list
    // Reads in the way `taken`, one of several; describing, in all of them.
    void fork(std::size_t taken, const std::vector<Read>& ways) const;
    void nothing() const; // null: a key without a value
    // Members of a map: each key is read by its reader, unknown, repeated and missing keys are errors.
    void members(const std::vector<Key>& keys) const;
    // As above for a map whose keys are data.
    void
    entries(const std::function<void(const std::string& key, const Cursor& key_at, const Cursor& value)>& read) const;
    // The text of one member, if it is there; for deciding how to read the rest.
    std::optional<std::string> peek(std::string_view key) const;

private:
    Cursor below(YAML::Node node, std::string_view key) const;
    Cursor describing(Description::Ptr& part, std::string_view key) const;
    void note(std::string_view key, json::value value) const; // where it describes
    bool expect(bool fits, std::string_view what) const;

    YAML::Node node_;
    std::string pointer_;
    std::vector<ContractError>* errors_;
    Description::Ptr describing_; // null while a document is read
};

// The enumerator whose name the text is; the first one after an error.
template <class Enum> Enum choose(const Cursor& at, const std::vector<std::string_view>& names)
{
    return static_cast<Enum>(at.choice(names));
}
} // namespace engine
