#include "base/bytes.hpp"
#include <cstdio>
#include <gtest/gtest.h>
#include <system_error>
#include <unistd.h>

TEST(FileSource, a_file_that_became_shorter_is_an_error_and_not_its_end)
{
    auto* file = std::tmpfile();
    FileSink(fileno(file)).write("id,name\n1,Ada\n");
    FileSource source(fileno(file));
    std::string all(100, '\0');
    EXPECT_EQ(source.read(0, all), 14U);
    EXPECT_EQ(source.read(14, all), 0U);
    ASSERT_EQ(ftruncate(fileno(file), 5), 0);
    EXPECT_THROW(source.read(0, all), std::system_error);
    EXPECT_THROW(source.read(8, all), std::system_error);
    std::string some(5, '\0');
    EXPECT_EQ(source.read(0, some), 5U);
    std::fclose(file);
}
