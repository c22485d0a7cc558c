// The OneRoster contracts of examples/oneroster against the small bundle beside them.
#include "base/case_folders.hpp"
#include "engine/contract/contract.hpp"
#include "engine/prepare/prepare.hpp"
#include "tests/places.hpp"
#include <gmock/gmock.h>
#include <list>

namespace engine
{
namespace
{
const std::string folder = places::source("examples/oneroster/");

struct Bundle {
    Bundle()
    {
        for (const auto& file : case_folders::names_in(folder + "files")) {
            auto name = file.substr(0, file.find('.'));
            auto contract = parse_contract(case_folders::file(folder + name + ".yaml"), name);
            texts.push_back(case_folders::file(folder + "files/" + file));
            sources.emplace(contract.feed, texts.back());
            files.emplace_back(name, contract.feed);
        }
    }
    Prepared check(const std::string& name, const MemorySource& file) const
    {
        Job job;
        job.file_name = name + ".csv";
        job.file = &file;
        job.contract_text = case_folders::file(folder + name + ".yaml");
        job.contract_name = name + ".yaml";
        for (const auto& [feed, source] : sources) job.references[feed] = &source;
        return prepare(job, [](std::string_view) -> ByteSink* { return nullptr; }, Watcher());
    }
    std::list<std::string> texts;
    std::map<std::string, MemorySource> sources;
    std::vector<std::pair<std::string, std::string>> files; // name and feed
};

std::vector<std::string> codes(const Prepared& prepared)
{
    std::vector<std::string> out;
    for (const auto& notice : prepared.notices) out.push_back(notice.code);
    return out;
}

TEST(OneRoster, every_file_of_a_bundle_checks_clean_with_its_references)
{
    Bundle bundle;
    EXPECT_EQ(bundle.files.size(), 11u);
    for (const auto& [name, feed] : bundle.files) {
        auto checked = bundle.check(name, bundle.sources.at(feed));
        EXPECT_EQ(checked.verdict, Verdict::publish) << name;
        EXPECT_EQ(checked.errors + checked.warnings, 0) << name << ": " << checked.cards[0].examples[0].message;
        EXPECT_THAT(codes(checked), testing::Not(testing::Contains("no_reference"))) << name;
        for (const auto& column : checked.mapping)
            EXPECT_TRUE(column.field || column.source == "password") << name << ": " << column.source;
    }
}

TEST(OneRoster, a_pupil_who_is_no_user_is_found)
{
    Bundle bundle;
    auto text = bundle.texts.front();
    for (const auto& one : bundle.texts)
        if (one.contains("enr-1")) text = one;
    text.replace(text.find("usr-2"), 5, "usr-8");
    MemorySource file(text);
    auto checked = bundle.check("enrollments", file);
    ASSERT_EQ(checked.errors, 1);
    EXPECT_EQ(checked.findings[0].rule, "foreign_key");
    EXPECT_EQ(checked.findings[0].value, "usr-8");
}
} // namespace
} // namespace engine
