#include "engine/publish/figures/words.hpp"
#include <gtest/gtest.h>

namespace engine
{
namespace
{
const Setting setting("en-GB", "GBP");

KeyFigure figure(FigureUnit unit, std::string now, std::string before)
{
    return {{"Name", unit}, {std::move(now)}, {std::move(before)}};
}

SectionFigures section(std::vector<std::string> counts)
{
    SectionFigures out;
    out.by = {{"Form", 0}};
    out.heads = {{"Rows", FigureUnit::count}};
    char name = 'A';
    for (auto& count : counts) {
        bool hidden = count == "hidden", rest = count.starts_with("rest");
        out.groups.push_back({{std::string(1, name++)}, {{hidden || rest ? "" : count, hidden}}, rest});
    }
    out.whole = {{"100"}};
    out.lists_most = true;
    return out;
}

std::string result(std::vector<std::string> counts)
{
    return result_of(section(std::move(counts)), {{"form", "Form"}}, setting);
}
} // namespace

TEST(FigureWords, a_change_is_told_with_its_sign_and_unit)
{
    auto change = [](FigureUnit unit, const char* now, const char* before) {
        return change_of(figure(unit, now, before), "the last period", setting);
    };
    EXPECT_EQ(change(FigureUnit::count, "1250", "50"), "+1,200 since the last period");
    EXPECT_EQ(change(FigureUnit::money, "10.5", "20"), "−£9.50 since the last period");
    EXPECT_EQ(change(FigureUnit::percent, "93.1", "92.1"), "+1.0 point since the last period");
    EXPECT_EQ(change(FigureUnit::percent, "90.0", "92.5"), "−2.5 points since the last period");
    EXPECT_EQ(change(FigureUnit::number, "-1", "-1.0"), "as in the last period");
    EXPECT_EQ(change(FigureUnit::count, "5", ""), "") << "nothing to compare with";
    EXPECT_EQ(change(FigureUnit::count, "", "5"), "");
}

TEST(FigureWords, the_result_is_one_sentence_and_only_what_is_known)
{
    EXPECT_EQ(result({"20", "50", "30"}), "Most: B with 50 of 100. Least: A with 20.");
    EXPECT_EQ(result({"20", "20", "60"}), "Most: C with 60 of 100.");
    EXPECT_EQ(result({"50", "50"}), "All have the same: 50.");
    EXPECT_EQ(result({"20", "hidden", "60"}), "") << "the hidden one may be the least";
    EXPECT_EQ(result({"20", "60", "rest"}), "Most: B with 60 of 100.") << "the rest may hold less";
    EXPECT_EQ(result({"20"}), "");
    EXPECT_EQ(result({}), "Not shown, as the numbers are too small or the values too many.");
}
} // namespace engine
