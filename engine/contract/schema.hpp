#pragma once
// Frictionless Table Schema v2, with two members of our own: personal and protected.
#include "engine/contract/errors.hpp"
#include "engine/text/dates.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
enum class FieldType { string, integer, number, boolean, date, datetime, time, year, yearmonth, any };
BOOST_DESCRIBE_ENUM(FieldType, string, integer, number, boolean, date, datetime, time, year, yearmonth, any)

// Bounds and members of an enum are kept as written; the rules read them as values of the field's type.
struct Constraints {
    bool required = false;
    bool unique = false;
    std::optional<std::int64_t> min_length, max_length; // in characters (code points)
    std::optional<std::string> minimum, maximum, exclusive_minimum, exclusive_maximum;
    std::optional<std::string> pattern; // XML Schema regular expression, matches the whole value
    std::vector<std::string> allowed;   // `enum`
};

struct Field {
    std::string name;
    std::string title; // what people read; the name where the contract gives none
    std::string description;
    FieldType type = FieldType::string;
    std::string format = "default";
    std::string decimal_char = ".";
    std::string group_char; // empty: none
    bool bare_number = true;
    std::vector<std::string> true_values{"true", "True", "TRUE", "1"};
    std::vector<std::string> false_values{"false", "False", "FALSE", "0"};
    std::vector<std::string> missing_values; // the schema's where the field gives none
    Constraints constraints;
    std::optional<DateOrder> date_order; // what a `dates` step of the contract says
    std::optional<int> century;          // of dates: the first of the hundred years of years with two digits
    bool personal = false;
    bool is_protected = false; // a second person approves corrections
    Place place;
};

struct ForeignKey {
    std::vector<std::string> fields;
    std::string resource; // a feed; empty: this feed itself
    std::vector<std::string> reference_fields;
};

struct Schema {
    std::vector<Field> fields;
    std::vector<std::string> primary_key;
    std::vector<std::vector<std::string>> unique_keys;
    std::vector<ForeignKey> foreign_keys;
    std::vector<std::string> missing_values{""};

    // The index of a field, or nothing.
    std::optional<std::size_t> find(std::string_view name) const;
};
} // namespace engine
