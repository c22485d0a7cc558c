#pragma once
// What a few lines of a file lead `infer` to.
#include "engine/infer/infer.hpp"
#include "engine/prepare/prepare.hpp"
#include <list>
#include <stdexcept>
#include <string>
#include <vector>

namespace engine
{
struct Files {
    void add(std::string name, std::string text)
    {
        texts.push_back(std::move(text));
        sources.emplace_back(texts.back());
        files.push_back({std::move(name), &sources.back()});
    }
    std::list<std::string> texts;
    std::list<MemorySource> sources;
    std::vector<GoodFile> files;
};

inline Inferred infer(const std::string& text, const std::string& name = "input.csv")
{
    Files files;
    files.add(name, text);
    return infer_contract(files.files);
}

inline Prepared check(const GoodFile& file, const std::string& contract, Choices choices = {})
{
    Job job;
    job.file_name = file.name;
    job.file = file.bytes;
    job.contract_text = contract;
    job.contract_name = "inferred.yaml";
    job.choices = std::move(choices);
    return prepare(job, [](std::string_view) -> ByteSink* { return nullptr; }, Watcher());
}

inline const Field& field(const Inferred& inferred, const std::string& name)
{
    auto index = inferred.contract.schema.find(name);
    if (!index) throw std::runtime_error("no field " + name + " in\n" + inferred.text);
    return inferred.contract.schema.fields[*index];
}

inline std::vector<std::string> codes(const Inferred& inferred)
{
    std::vector<std::string> out;
    for (const auto& notice : inferred.notices) out.push_back(notice.code);
    return out;
}
} // namespace engine
