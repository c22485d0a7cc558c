#include "engine/contract/nearest.hpp"
#include <algorithm>
#include <gmock/gmock.h>
#include <random>

namespace engine
{
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Nearest, the_names_with_the_fewest_changes_are_found)
{
    std::vector<std::string> names{"Present", "Absent", "Late", "Excused", "Latte"};
    EXPECT_THAT(all_nearest("absnet", names), ElementsAre("Absent"));
    EXPECT_THAT(all_nearest("Lat", names), ElementsAre("Late"));
    EXPECT_THAT(all_nearest("Late", names), ElementsAre("Late"));
    EXPECT_THAT(all_nearest("Latee", names), ElementsAre("Late", "Latte"));
    EXPECT_THAT(all_nearest("xyz", names), IsEmpty());
    EXPECT_THAT(all_nearest("", names), IsEmpty());
    EXPECT_EQ(did_you_mean("presnt", names), "; did you mean Present?");
}

// The quick way against the plain one, for every length that it takes.
TEST(Nearest, finds_what_the_distance_by_definition_finds)
{
    std::mt19937 random(7);
    auto text = [&](std::size_t most) {
        std::string out(random() % (most + 1), ' ');
        for (char& c : out) c = "abAB\xC3\xA9"[random() % 6];
        return out;
    };
    for (int round = 0; round < 2'000; ++round) {
        std::vector<std::string> names;
        for (int name = 0; name < 8; ++name) names.push_back(text(70));
        auto written = text(66);
        if (round % 3 == 0 && !names[0].empty()) (written = names[0])[random() % names[0].size()] = 'x';
        std::vector<std::string> expected;
        auto least = std::max<std::size_t>(1, written.size() / 3);
        for (const auto& name : names) {
            if (written.empty() || written.size() > 64) break;
            auto far = edit_distance(written, name);
            if (far > least) continue;
            if (far < least) expected.clear();
            least = far;
            expected.push_back(name);
        }
        EXPECT_EQ(all_nearest(written, names), expected) << written;
    }
}
} // namespace engine
