#include "engine/read/encoding_doubt.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::size_t most_samples = 3;

// The words that differ most often between the readings.
std::vector<std::size_t> telling_words(const std::vector<EncodingScore>& readings)
{
    std::vector<std::pair<std::size_t, std::size_t>> by_readings; // how many differ from the first, word
    for (std::size_t word = 0; word < readings[0].words.size(); ++word) {
        std::size_t differ = 0;
        for (const auto& reading : readings) differ += reading.words[word] != readings[0].words[word];
        by_readings.emplace_back(differ, word);
    }
    std::ranges::stable_sort(by_readings, std::greater<>(), &std::pair<std::size_t, std::size_t>::first);
    std::vector<std::size_t> out;
    for (const auto& [differ, word] : by_readings)
        if (differ > 0 && out.size() < most_samples) out.push_back(word);
    return out;
}
} // namespace

std::optional<Doubt> encoding_doubt(const Encoding& encoding)
{
    if (encoding.name == "UTF-8" && encoding.close.empty() && encoding.clean_utf8) return std::nullopt;
    Doubt doubt;
    doubt.what = "encoding";
    doubt.question = "Which letters are right?";
    if (encoding.close.empty()) {
        doubt.outcome = DoubtOutcome::told;
        doubt.evidence = encoding.name == "UTF-8"
                             ? "The file is UTF-8 with a few bytes that are not; the rows that have them are listed."
                             : fmt::format("The file is not UTF-8; it is read as {}.", encoding.name);
        return doubt;
    }
    bool one = encoding.close[0].words.size() == 1;
    doubt.evidence = fmt::format("The file does not say how its letters are written, and the {} with more than plain "
                                 "ones {} not settle it.",
                                 one ? "one word" : "few words", one ? "does" : "do");
    doubt.consequence = "Read the wrong way, names come out with other letters.";
    auto words = telling_words(encoding.close);
    for (const auto& reading : encoding.close) {
        auto& alternative = doubt.alternatives.emplace_back();
        alternative.answer = reading.name;
        alternative.title = encoding_title(reading.name);
        for (auto word : words) alternative.sample.push_back(reading.words[word]);
    }
    return doubt;
}
} // namespace engine
