#pragma once
// Why a verdict is not `publish`.
#include <boost/describe.hpp>
#include <string>

namespace engine
{
// `code` is a limit (bad_rows, gone, changed, history) or a refusal (no_table, ambiguous_table, missing_column,
// ambiguous_column, ambiguous_dates, unconfirmed_table); `answerable` says that a person can answer it in the hub.
struct Reason {
    std::string code;
    std::string message;
    bool answerable = false;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (code, message, answerable))
} // namespace engine
