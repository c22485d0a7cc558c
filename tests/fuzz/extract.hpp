#pragma once
// Extracts every table of a file, as JSON and as CSV.
#include "base/bytes.hpp"
#include "base/json.hpp"
#include "engine/read/extract.hpp"
#include "engine/table/unreadable.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <string>

namespace fuzz
{
inline void extract(std::string_view bytes, const std::string& name, const engine::ReadOptions& options = {})
{
    MemorySource source(bytes);
    try {
        StringSink json, csv;
        engine::extract_json(source, name, options, json);
        boost::system::error_code failed;
        json::parse(json.text, failed);
        require(!failed, "the answer of extract is JSON");
        engine::extract_csv(source, name, options, csv);
    } catch (const engine::Unreadable& refused) {
        require(!refused.code().empty() && std::string_view(refused.what()).find(name) != std::string_view::npos,
                "a refusal has a code and names the file");
    }
}
} // namespace fuzz
