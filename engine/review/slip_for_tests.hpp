#pragma once
// A run whose rows were held back, and the correction sheet that it sends.
#include "engine/prepare/prepare.hpp"
#include "engine/read/read_rows_for_tests.hpp"
#include "engine/review/slip_return.hpp"
#include <map>
#include <string>
#include <vector>

namespace engine::slip_tests
{
using Rows = std::vector<std::vector<std::string>>;

inline std::string csv_of(const Rows& rows)
{
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) text += (i ? ",\"" : "\"") + row[i] + "\""; // no cell has a quote
        text += "\n";
    }
    return text;
}

struct Hub {
    Hub(std::string rules, std::string text) : file(std::move(text)), source(file)
    {
        job.file_name = "roster.csv";
        job.file = &source;
        job.contract_text = std::move(rules);
        job.contract_name = "roster.yaml";
    }

    Prepared prepared()
    {
        outputs.clear();
        return prepare(job, [this](std::string_view name) { return &outputs[std::string(name)]; }, Watcher());
    }
    // The correction sheet as rows, header first.
    Rows slip()
    {
        prepared();
        MemorySource sheet(outputs["slip.xlsx"].text);
        auto opened = open_file(sheet, "slip.xlsx", {});
        Rows rows;
        for (auto& row : read_rows(*opened.tables.at(0)).rows) rows.push_back(std::move(row.cells));
        return rows;
    }
    SlipMerge merge(const Rows& rows) { return merge_text(csv_of(rows)); }
    SlipMerge merge_text(const std::string& text)
    {
        MemorySource sheet(text);
        return merge_slip(job, sheet, "slip.csv");
    }
    void accept(const SlipMerge& merged)
    {
        job.fixes.insert(job.fixes.end(), merged.fixes.begin(), merged.fixes.end());
    }

    std::string file;
    MemorySource source;
    Job job;
    std::map<std::string, StringSink> outputs;
};
} // namespace engine::slip_tests
