#include "engine/names/whose_name.hpp"
#include <gtest/gtest.h>

namespace engine
{
namespace
{
TEST(WhoseName, a_name_is_the_students_unless_the_header_says_whose)
{
    for (const auto* header : {"Name",
                               "First name",
                               "Surname",
                               "Pupil Name",
                               "pupilname",
                               "studentName",
                               "Name and form",
                               "Name (class)",
                               "Exam candidate name",
                               "Name, house",
                               "Legal name",
                               "Preferred first name",
                               "Student",
                               "Last",
                               "Nom",
                               "Nom de l'élève",
                               "Prénom",
                               "Apellidos",
                               "Name of the student",
                               "Name of pupil",
                               "Class list name"})
        EXPECT_EQ(name_of(header), NameOf::student) << header;
}

TEST(WhoseName, names_of_others_are_told_apart)
{
    for (const auto* header :
         {"Teacher", "Form tutor", "school_name", "Course name", "class teacher name", "Teacher first name",
          "Parent 2 name", "parent_1_full_name", "Name of the school", "Name of class teacher's book", "Username",
          "File name", "Emergency contact name", "Nom du professeur", "Nombre del profesor", "Klasse", "teachername"})
        EXPECT_EQ(name_of(header), NameOf::another) << header;
}

TEST(WhoseName, other_columns_are_nobodys_name)
{
    for (const auto* header : {"Mark", "Student ID", "Born", "", "Fee due", "Year"})
        EXPECT_EQ(name_of(header), NameOf::nobody) << header;
}
} // namespace
} // namespace engine
