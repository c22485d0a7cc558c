#include "engine/publish/narrowed.hpp"
#include <gtest/gtest.h>

namespace engine
{
namespace
{
TEST(Narrowed, A12_a_reader_sees_the_named_columns_only)
{
    MemorySource file("id,name,note\n1,Ann,\"a, b\"\n2,'=Bo,\n");
    EXPECT_EQ(narrowed_csv(file, {"note", "id"}), "id,note\n1,\"a, b\"\n2,\n");
    EXPECT_EQ(narrowed_csv(file, {"name"}), "name\nAnn\n'=Bo\n");
    EXPECT_EQ(narrowed_csv(file, {"shoe size"}), "");
}
} // namespace
} // namespace engine
