#pragma once
// YAML and JSON text as nodes, with limits.
#include <string_view>
#include <yaml-cpp/yaml.h>

namespace engine
{
// What is YAML and yet not taken.
struct YamlRefused : YAML::Exception {
    using YAML::Exception::Exception;
};

// The one document of the text. Refused are aliases (*name), by which a few lines stand for billions, documents after
// the first, and lists and maps nested more than 64 deep. Throws YAML::Exception with the place.
YAML::Node load_yaml(std::string_view text);
} // namespace engine
