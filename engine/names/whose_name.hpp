#pragma once
// Whose name a column holds, in files about students: by its header.
#include <string_view>

namespace engine
{
enum class NameOf {
    nobody,  // it speaks of no name
    student, // "First name", "Name and form", "Nom de l'élève"
    another, // "Teacher", "school_name", "Nom du professeur": of somebody or something else
};
NameOf name_of(std::string_view header);
} // namespace engine
