#include "tests/places.hpp"

namespace places
{
std::string source(std::string_view below) { return PLACES_SOURCE "/" + std::string(below); }
std::string batchops() { return PLACES_BATCHOPS; }
std::string batchops_pdf() { return PLACES_BATCHOPS_PDF; }
} // namespace places
