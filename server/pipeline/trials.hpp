#pragma once
#include "server/feeds/trials.hpp"
#include "server/pipeline/questions.hpp"

namespace pipeline
{
class Trials final : public feeds::Trials
{
public:
    explicit Trials(Context& context) : context_(context) {}

    std::vector<feeds::TriedFile> try_rules(std::int64_t feed_id, const std::string& text,
                                            const std::optional<std::string>& before, std::size_t most,
                                            const std::stop_token& unwanted) override;
    Result<feeds::InferredRules> infer(const std::vector<feeds::Sample>& files,
                                       const std::stop_token& unwanted) override;

private:
    Result<engine::Trial> try_one(const feeds::StoredOne& file, const std::string& text,
                                  const std::optional<std::string>& before, const std::stop_token& unwanted);

    Context& context_;
    Questions questions_{context_, 2};
};
} // namespace pipeline
