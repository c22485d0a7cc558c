#pragma once
// A place in a contract while it is read: the YAML node, its JSON pointer and the list that errors go to. Every reader
// returns something usable after an error, so that one pass finds them all.
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

    Place place() const;
    const std::string& pointer() const { return pointer_; }
    std::string name() const; // the key, or “item 2 of fields”
    bool is_list() const { return node_.IsSequence(); }
    bool is_map() const { return node_.IsMap(); }
    bool is_text() const { return node_.IsScalar(); }
    bool is_null() const { return node_.IsNull(); }
    bool is_quoted() const { return node_.Tag() == "!"; }

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
    // Members of a map: each key is read by its reader, unknown, repeated and missing keys are errors.
    void members(const std::vector<Key>& keys) const;
    // As above for a map whose keys are data.
    void
    entries(const std::function<void(const std::string& key, const Cursor& key_at, const Cursor& value)>& read) const;
    // The text of one member, if it is there; for deciding how to read the rest.
    std::optional<std::string> peek(std::string_view key) const;

private:
    Cursor below(YAML::Node node, std::string_view key) const;
    bool expect(bool fits, std::string_view what) const;

    YAML::Node node_;
    std::string pointer_;
    std::vector<ContractError>* errors_;
};

// The enumerator whose name the text is; the first one after an error.
template <class Enum> Enum choose(const Cursor& at, const std::vector<std::string_view>& names)
{
    return static_cast<Enum>(at.choice(names));
}
} // namespace engine
