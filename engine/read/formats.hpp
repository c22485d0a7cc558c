#pragma once
// Every format the engine knows, in the order in which files are tried: the table of contents of read/.
#include "engine/read/csv/csv_reader.hpp"
#include "engine/read/foreign.hpp"
#include "engine/read/html/html_reader.hpp"
#include "engine/read/jsonl/jsonl_reader.hpp"
#include "engine/read/ods/ods_reader.hpp"
#include "engine/read/pdf/pdf_reader.hpp"
#include "engine/read/reader.hpp"
#include "engine/read/xls/spreadsheet_xml.hpp"
#include "engine/read/xls/xls_reader.hpp"
#include "engine/read/xlsx/xlsx_reader.hpp"
#include <string_view>

namespace engine
{
struct Format {
    std::string_view name;
    // Whether the file is of this format, by its first bytes. `source` is there for those that need to look further.
    bool (*is)(std::string_view start, const ByteSource& source);
    OpenedFile (*open)(const ByteSource& source, const std::string& name, const ReadOptions& options);
};

inline constexpr Format formats[] = {
    {"ods", &ods::is, &ods::open},
    {"fods", &ods::is_flat, &ods::open_flat},
    {"xlsx", &xlsx::is, &xlsx::open},
    {"pdf", &pdf::is, &pdf::open}, // not the file itself, but what batchops-pdf found in it
    {"xls", &xls::is, &xls::open},
    {"locked xlsx", &xlsx::is_compound, &xlsx::open_compound},
    {"html", &html::is, &html::open},
    {"xml spreadsheet", &xls::is_xml, &xls::open_xml},
    {"jsonl", &jsonl::is, &jsonl::open},
    {"foreign", &foreign::is, &foreign::open}, // formats that are known but not read: a sentence with what to do
    {"csv", [](std::string_view, const ByteSource&) { return true; }, &csv::open},
};
// First bytes that the sniffers see.
inline constexpr std::size_t sniffed_bytes = 4096;
} // namespace engine
