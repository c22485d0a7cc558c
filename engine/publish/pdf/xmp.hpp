#pragma once
// The metadata packet of a PDF: title, language, and the claim to be PDF/UA-1 (ISO 14289-1, clause 5).
#include <string>
#include <string_view>

namespace engine::pdf
{
std::string xmp(std::string_view title, std::string_view language);
} // namespace engine::pdf
