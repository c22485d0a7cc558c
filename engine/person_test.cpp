#include "engine/person.hpp"
#include <gtest/gtest.h>

namespace engine
{
namespace
{
PersonRows found(std::string_view text, const PersonWanted& wanted)
{
    return rows_about(MemorySource(text), "list.csv", {}, wanted);
}

TEST(Person, P1_a_cell_names_a_person_whatever_its_case_spaces_and_leading_zeros)
{
    EXPECT_TRUE(names_person(" s-1001 ", "S-1001"));
    EXPECT_TRUE(names_person("0042", "42"));
    EXPECT_TRUE(names_person("0", "000"));
    EXPECT_FALSE(names_person("S-10010", "S-1001"));
    EXPECT_FALSE(names_person("", ""));
    EXPECT_FALSE(names_person("420", "42"));
}

TEST(Person, P1_only_the_columns_that_name_people_are_looked_at)
{
    constexpr auto text = "Student ID,Mark\n42,7\n7,42\n";
    EXPECT_EQ(found(text, {"42", {"student_id"}}).lines, std::vector<std::int64_t>{2});
    EXPECT_EQ(found(text, {"42", {"Admission number"}}).lines, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(found(text, {"42", {"student_id"}}).rows.at(0).header, (std::vector<std::string>{"Student ID", "Mark"}));
}

TEST(Person, P1_a_file_without_a_person_keeps_every_other_byte_and_line)
{
    constexpr std::string_view text = "id;name\r\n1;Ann\r\n2;\"Bo; Lee\"\r\n3;Cy\xe9\r\n";
    auto lines = found(text, {"2", {"id"}}).lines;
    ASSERT_EQ(lines, std::vector<std::int64_t>{3});
    StringSink sink;
    EXPECT_FALSE(write_without(MemorySource(text), "list.csv", {}, lines, sink));
    EXPECT_EQ(sink.text, "id;name\r\n1;Ann\r\n\r\n3;Cy\xe9\r\n");
    EXPECT_EQ(found(sink.text, {"3", {"id"}}).lines, std::vector<std::int64_t>{4});
}

TEST(Person, P1_rows_of_several_lines_are_written_anew_one_a_line)
{
    for (std::string_view text :
         {"id;name\r\n1;\"Ann\r\nLee\"\r\n2;Bo\r\n3;Cy\r\n", "id,name\n1,\"Ann\rLee\"\n2,Bo\n3,Cy\n"}) {
        auto lines = found(text, {"2", {"id"}}).lines;
        ASSERT_EQ(lines, std::vector<std::int64_t>{3});
        StringSink sink;
        EXPECT_TRUE(write_without(MemorySource(text), "list.csv", {}, lines, sink));
        EXPECT_EQ(sink.text.find("Bo"), std::string::npos) << sink.text;
        EXPECT_NE(sink.text.find("Ann"), std::string::npos) << sink.text;
        EXPECT_EQ(found(sink.text, {"3", {"id"}}).lines, std::vector<std::int64_t>{4});
    }
}

TEST(Person, P1_the_last_row_goes_too)
{
    constexpr std::string_view text = "id,name\n1,Ann\n2,Bo";
    StringSink sink;
    write_without(MemorySource(text), "list.csv", {}, found(text, {"2", {"id"}}).lines, sink);
    EXPECT_EQ(sink.text, "id,name\n1,Ann\n");
}
} // namespace
} // namespace engine
